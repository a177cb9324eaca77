// What leaves the desk: reports, clips and crops; and what is looked for beyond it.
#include <QFileDialog>
#include <QFileInfo>

#include "core/base/atomic_file.h"
#include "core/pipelines/cases/case_report.h"
#include "core/pipelines/cases/export_clip.h"
#include "ui/footage/case/report_words.h"
#include "ui/footage/case/search_panel.h"
#include "ui/footage/footage_panel.h"
#include "ui/footage/people_of_case/case_state.h"
#include "ui/footage/people_of_case/people_view.h"
#include "ui/footage/track_review.h"
#include "ui/footage/tracks/timeline_strip.h"
#include "ui/footage/tracks/track_list.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/job_strip.h"
#include "ui/widgets/pdf_writer.h"

namespace lineament::ui {
namespace {

void writeText(const QString& path, const std::string& text) {
    writeAtomically(path.toStdString(), [&](std::ostream& out) {
        out.write(text.data(), static_cast<std::streamsize>(text.size()));
    });
}

}  // namespace

void FootagePanel::chooseReport() {
    if (!session().workspace()) return;
    const QString name =
        case_->info().name.empty() ? tr("Unsorted") : QString::fromStdString(case_->info().name);
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Write the report"),
        settings_.text(Setting::LastFolder) + QLatin1Char('/') + name + QStringLiteral(".html"),
        tr("Report to read (*.html);;Report to print (*.pdf);;Table (*.csv);;Data (*.json)"));
    if (!path.isEmpty()) writeReport(path);
}

void FootagePanel::writeReport(const QString& path) {
    const QString kind = QFileInfo(path).suffix().toLower();
    auto* job = session().jobs().run<bool>(
        tr("Write %1").arg(QFileInfo(path).fileName()), JobRunner::Lane::Short,
        [workspace = session().workspace(), id = case_->id(), path, kind](JobContext& context) {
            const auto report = readCaseReport(*workspace, id, {}, context);
            if (kind == QLatin1String("csv")) {
                writeText(path, caseReportCsv(report));
            } else if (kind == QLatin1String("json")) {
                writeText(path, caseReportJson(report));
            } else {
                const std::string html =
                    caseReportHtml(report, reportWords(), reportLanguage().toStdString());
                if (kind == QLatin1String("pdf"))
                    writePdf(QString::fromStdString(html), QString::fromStdString(report.info.name), path);
                else
                    writeText(path, html);
            }
            return true;
        },
        this,
        [this, path](bool&) {
            banner_->show(Banner::Kind::Good, tr("The report is in %1.").arg(path));
            Q_EMIT reportWritten(path);
        });
    connect(job, &JobHandle::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
}

void FootagePanel::chooseClip() {
    // The range that is repeated, else the selected track.
    std::pair<double, double> range(0, 0);
    if (player_.loop()) {
        range = *player_.loop();
    } else if (const Track* track = model_.track(chosenHere_.value(0))) {
        range = {track->firstMs, track->lastMs};
    }
    if (range.second <= range.first) {
        banner_->show(Banner::Kind::Info,
                      tr("Select a stretch of the timeline or a track of this recording first."));
        return;
    }
    const QString path =
        QFileDialog::getSaveFileName(this, tr("Export the clip"),
                                     settings_.text(Setting::LastFolder) + QLatin1Char('/') +
                                         QFileInfo(source_).completeBaseName() + QStringLiteral("-clip.mp4"),
                                     tr("Clip (*.mp4 *.mkv)"));
    if (!path.isEmpty()) writeClip(path, range);
}

void FootagePanel::writeClip(const QString& path, std::pair<double, double> range) {
    auto* job = session().jobs().run<qint64>(
        tr("Export %1").arg(QFileInfo(path).fileName()), JobRunner::Lane::Long,
        [store = session().workspace()->storePointer(), source = source_.toStdString(),
         path = path.toStdString(), range](JobContext& context) {
            const auto frames = exportClip(source, range.first, range.second, path, context);
            store->audit("clip.export", "source:" + source, path);
            return static_cast<qint64>(frames);
        },
        this,
        [this, path](qint64& frames) {
            banner_->show(Banner::Kind::Good, tr("%n frames are in %1. The original is untouched.", nullptr,
                                                 static_cast<int>(frames))
                                                  .arg(path));
        });
    strip_->setJob(job);
    connect(job, &JobHandle::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
}

void FootagePanel::chooseCrops() {
    const auto selected = review_->selection().selected();
    if (selected.isEmpty() || !session().workspace()) return;
    const QString folder = QFileDialog::getExistingDirectory(this, tr("Export the looks into a folder"),
                                                             settings_.text(Setting::LastFolder));
    if (folder.isEmpty()) return;
    std::vector<Track> tracks;
    for (const TrackId id : selected)
        if (const Track* track = case_->track(id)) {
            Track outline = *track;
            outline.boxes.clear();
            tracks.push_back(std::move(outline));
        }
    auto* job = session().jobs().run<qint64>(
        tr("Export looks"), JobRunner::Lane::Short,
        [store = session().workspace()->storePointer(), tracks = std::move(tracks),
         folder = folder.toStdString()](JobContext& context) {
            const auto written = exportCrops(store->caseBook(), tracks, folder, context);
            store->audit("crops.export", "case", folder);
            return static_cast<qint64>(written);
        },
        this,
        [this, folder](qint64& written) {
            banner_->show(Banner::Kind::Good,
                          tr("%n looks are in %1.", nullptr, static_cast<int>(written)).arg(folder));
        });
    connect(job, &JobHandle::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
}

void FootagePanel::searchSelected() {
    const Track* track = case_->track(review_->selection().current());
    if (!track) return;
    searchDock_->show();
    searchDock_->raise();
    search_->searchTrack(*track, case_->nameOf(*track));
}

void FootagePanel::choosePhotoToSearch() {
    const QString path =
        QFileDialog::getOpenFileName(this, tr("Search with a photo"), settings_.text(Setting::LastFolder),
                                     tr("Photos (*.jpg *.jpeg *.png *.bmp *.webp *.tif *.tiff)"));
    if (!path.isEmpty()) search_->searchPhoto(path);
}

void FootagePanel::goToHit(CaseId of, const QString& source, qint64 track, double ms) {
    if (case_->track(TrackId(track))) {
        goToLookOf(TrackId(track), ms);
        if (source == source_ && model_.track(TrackId(track))) list_->select(TrackId(track));
        return;
    }
    if (!of.valid()) return;
    if (of != case_->id()) {
        openAfter_ = source;  // it goes to the hit, not to where the case was left
        openCase(of);
    }
    wanted_ = {TrackId(track), ms};
}

// Somebody to look out for: marked on player, timeline and in the report.
void FootagePanel::toggleMark() {
    const Track* track = case_->track(review_->selection().current());
    if (!track || !track->identity || !session().workspace()) {
        banner_->show(Banner::Kind::Info, tr("Only somebody with a name can be marked."));
        return;
    }
    const bool marked = case_->isMarked(*track->identity);
    session().jobs().run<bool>(
        marked ? tr("Remove a mark") : tr("Mark somebody"), JobRunner::Lane::Short,
        [store = session().workspace()->storePointer(), id = case_->id(), who = *track->identity,
         marked](JobContext&) {
            if (marked)
                store->caseBook().removeMark(id, who);
            else
                store->caseBook().setMark(id, {who, ""});
            return true;
        },
        this, [this](bool&) { loadTracks(); });
}

// Who is hidden is so on the player only: lists and timeline keep them.
void FootagePanel::toggleHidden() {
    const Track* track = case_->track(review_->selection().current());
    if (!track) return;
    const qint64 key = personKey(*track);
    if (!hidden_.remove(key)) hidden_.insert(key);
    keys_.showAll->setEnabled(!hidden_.isEmpty());
    showBoxes();
}

qint64 FootagePanel::personKey(const Track& track) const {
    if (track.identity) return track.identity->value() * 2;
    const int number = case_->numberOf(track.id);
    return number > 0 ? -(qint64(number) * 2) : track.id.value() * 2 + 1;
}

}  // namespace lineament::ui
