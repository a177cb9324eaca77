// Tracks of a recording as what is enhanced: chosen here or on another desk, written alone, fused into one
// face.
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QSlider>
#include <algorithm>

#include "core/pipelines/enhance/fuse_looks.h"
#include "core/store/store.h"
#include "ui/bridge/session.h"
#include "ui/enhance/enhance_panel.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/job_strip.h"

namespace lineament::ui {

namespace {

QString secondsText(double ms) {
    return QString::number(ms / 1000, 'f', 1);
}

}  // namespace

bool EnhancePanel::reveal(const DeskItem& item) {
    if (item.kind != DeskItem::Kind::Track || !session().workspace()) return false;
    using Found = std::optional<TrackToEnhance>;
    auto* job = session().jobs().run<Found>(
        tr("Open the track"), JobRunner::Lane::Short,
        [store = session().workspace()->storePointer(), id = TrackId(item.id)](JobContext&) {
            return trackToEnhance(*store, id);
        },
        this,
        [this, folder = storeFolder_](Found& found) {
            if (storeFolder_ != folder) return;
            if (!found)
                return banner_->show(Banner::Kind::Error,
                                     tr("The track is no longer there: choose another one."));
            const QString path = QString::fromStdString(found->source);
            if (!QFileInfo(path).isFile())
                return banner_->show(Banner::Kind::Error,
                                     tr("%1 cannot be enhanced: only recordings in files can.").arg(path));
            open(path, std::move(found));
        });
    connect(job, &JobHandle::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
    return true;
}

void EnhancePanel::loadTracks() {
    if (!session().workspace()) return;
    using Tracks = std::vector<TrackToEnhance>;
    session().jobs().run<Tracks>(
        tr("List tracks"), JobRunner::Lane::Short,
        [store = session().workspace()->storePointer(), source = opened_->path.toStdString()](JobContext&) {
            return tracksToEnhance(*store, source);
        },
        this,
        [this, path = opened_->path, folder = storeFolder_](Tracks& tracks) {
            if (opened_->path != path || storeFolder_ != folder) return;
            const bool others = tracks != opened_->tracks;
            opened_->tracks = std::move(tracks);
            const bool gone = opened_->track && std::none_of(opened_->tracks.begin(), opened_->tracks.end(),
                                                             [this](const TrackToEnhance& one) {
                                                                 return one.id == opened_->track->id;
                                                             });
            // The store tells of every change: a list that somebody looks through stays as it is.
            if (!gone) {
                if (others) fillTracks();
                return;
            }
            chooseTrack(0);
            banner_->show(Banner::Kind::Info,
                          tr("The track that was chosen is no longer there, as the recording "
                             "was analysed anew or the track divided: the whole recording "
                             "is enhanced now."));
        });
}

void EnhancePanel::fillTracks() {
    const QSignalBlocker quiet(tracks_);
    tracks_->clear();
    tracks_->addItem(tr("Whole recording"), 0);
    for (const auto& track : opened_->tracks)
        tracks_->addItem(tr("%1 · %2 to %3 s")
                             .arg(track.name.empty() ? tr("Unknown") : QString::fromStdString(track.name),
                                  secondsText(track.firstMs), secondsText(track.lastMs)),
                         qint64(track.id.value()));
    if (opened_->track) {
        const int row = tracks_->findData(qint64(opened_->track->id.value()));
        if (row >= 0) tracks_->setCurrentIndex(row);
    }
    tracks_->setEnabled(!opened_->tracks.empty());
}

void EnhancePanel::chooseTrack(qint64 track) {
    opened_->track.reset();
    for (const auto& one : opened_->tracks)
        if (one.id.value() == track) opened_->track = one;
    fillTracks();
    showRange();
}

void EnhancePanel::showRange() {
    const auto& track = opened_->track;
    const double first = track ? track->firstMs : 0;
    const double last = track ? track->lastMs : std::max(0.0, opened_->durationMs - 40);
    const double shown = track ? track->bestMs : 0;
    {
        const QSignalBlocker quiet(frame_);
        frame_->setRange(static_cast<int>(first), static_cast<int>(std::max(first, last)));
        frame_->setValue(static_cast<int>(shown));
        frameText_->setText(tr("%1 s").arg(shown / 1000.0, 0, 'f', 2));
    }
    showState();
    showFrame(shown);
}

void EnhancePanel::askFuse() {
    if (!opened_->track || !session().workspace()) return;
    const QFileInfo file(opened_->path);
    const QString path = QFileDialog::getSaveFileName(
        this, tr("Write the restored face"),
        file.dir().filePath(file.completeBaseName() + QStringLiteral("-face.png")),
        tr("Pictures (*.png *.jpg)"));
    if (!path.isEmpty()) fuseTo(path);
}

void EnhancePanel::fuseTo(const QString& path) {
    if (!opened_->track) return;
    const auto& track = *opened_->track;
    FuseLooksRequest request;
    request.recording = opened_->path.toStdString();
    request.output = path.toStdString();
    request.ms = track.bestMs;
    request.box = track.bestBox;
    const double farthest = std::max(track.bestMs - track.firstMs, track.lastMs - track.bestMs);
    request.seconds = std::clamp(2 * farthest / 1000, 0.1, 10.0);
    request.storeFolder = session().workspace()->store().folder();
    auto* job = session().jobs().run<FuseLooksResult>(
        tr("Restore a face from all looks"), JobRunner::Lane::Long,
        [workspace = session().workspace(), request](JobContext& context) {
            return fuseLooks(workspace->engine(), request, context);
        },
        this,
        [this, path](FuseLooksResult& result) {
            banner_->show(
                Banner::Kind::Good,
                tr("Written: %1, from %2 of %3 looks. Similarity to the mean of all looks: best look "
                   "restored %4, fused and restored %5. It is marked as changed by a network: a lead, no "
                   "evidence.")
                    .arg(QFileInfo(path).fileName())
                    .arg(result.used)
                    .arg(result.looks)
                    .arg(result.best, 0, 'f', 3)
                    .arg(result.fused, 0, 'f', 3));
            Q_EMIT exported(path);
        });
    strip_->setJob(job);
    connect(job, &JobHandle::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
}

}  // namespace lineament::ui
