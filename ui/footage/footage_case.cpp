// The open case on the desk: its sources, what was found in them, who is who.
#include <QFileDialog>
#include <QFileInfo>
#include <QInputDialog>
#include <QLineEdit>
#include <QStackedWidget>
#include <algorithm>

#include "core/base/hash.h"
#include "core/pipelines/cases/cluster_case.h"
#include "core/pipelines/cases/recorded_time.h"
#include "ui/footage/case/analysis_batch.h"
#include "ui/footage/case/case_panel.h"
#include "ui/footage/footage_panel.h"
#include "ui/footage/people_of_case/case_state.h"
#include "ui/footage/people_of_case/people_view.h"
#include "ui/footage/player/live_look.h"
#include "ui/footage/player/transport_bar.h"
#include "ui/footage/track_review.h"
#include "ui/footage/tracks/timeline_strip.h"
#include "ui/footage/tracks/track_list.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/image_canvas.h"
#include "ui/widgets/job_strip.h"

namespace lineament::ui {
namespace {

constexpr std::size_t kRegroupAtOnce = 3000;  // more unknown tracks are grouped when asked for only

/// A camera and a multicast stream serve one reader at a time.
bool servesOne(const QString& source) {
    return source.startsWith(QLatin1String("camera:")) || source.startsWith(QLatin1String("/dev/video")) ||
           source.startsWith(QLatin1String("udp:"));
}

}  // namespace

void FootagePanel::useWorkspace() {
    const auto folder = QByteArray::fromStdString(session().workspace()->store().folder().string());
    if (folder != storeFolder_) {  // its cases look as they were left there
        rememberPlace();
        layoutRestored_ = false;
        revealAfter_ = {};
        storeFolder_ = folder;
    }
    const auto last = settings_.named(placeKey(QStringLiteral("case"))).toLongLong();
    case_->open(last > 0 ? CaseId(last) : CaseBook::kUnsorted);
}

void FootagePanel::openCase(CaseId id) {
    if (id == case_->id() && caseKnown_ && openAfter_.isEmpty()) return;
    rememberPlace();
    player_.close();
    live_->forget();
    source_.clear();
    model_.setTracks({});
    canvas_->setImage({});
    timeline_->setDuration(0);
    banner_->dismiss();
    strip_->setJob(nullptr);
    turnTo(*stack_, 0);
    list_->setOpen(false);
    list_->forgetFilters();
    review_->setReason({});  // it was meant for the case that is left
    reason_->hide();
    reopened_ = !openAfter_.isEmpty();
    asked_ = layoutRestored_ = false;
    ungrouped_ = 0;
    settings_.setNamed(placeKey(QStringLiteral("case")), QVariant::fromValue<qint64>(id.value()));
    case_->open(id);
    session().jobs().run<bool>(tr("Open a case"), JobRunner::Lane::Short,
                               [store = session().workspace()->storePointer(), id](JobContext&) {
                                   store->caseBook().markOpened(id);
                                   return true;
                               },
                               this, {});
    showAvailability();
}

bool FootagePanel::reveal(const DeskItem& item) {
    if (item.kind != DeskItem::Kind::Recording || !session().workspace()) return false;
    const RecordingId wanted(item.id);
    if (openRecording(wanted)) return true;
    // It may be newer than what was read last: somebody has just put it there.
    revealAfter_ = wanted;
    case_->reload();
    return true;
}

bool FootagePanel::openRecording(RecordingId id) {
    for (const auto& recording : case_->recordings())
        if (recording.id == id) {
            openSource(QString::fromStdString(recording.source));
            return true;
        }
    return false;
}

void FootagePanel::newCase() {
    if (!session().workspace()) return;
    const QString name = QInputDialog::getText(this, tr("New case"), tr("Name of the case")).trimmed();
    if (name.isEmpty()) return;
    auto* job = session().jobs().run<CaseId>(
        tr("Make a case"), JobRunner::Lane::Short,
        [store = session().workspace()->storePointer(), name = name.toStdString()](JobContext&) {
            return store->caseBook().createCase(name);
        },
        this, [this](CaseId& id) { openCase(id); });
    connect(job, &JobHandle::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
}

QString FootagePanel::keyOfCase(const char* what) const {
    return placeKey(QString::fromLatin1(what) + QString::number(case_->id().value()));
}

void FootagePanel::caseLoaded() {
    const bool first = !std::exchange(caseKnown_, true);
    if (first) {
        // A recording that was opened before the cases were known is shown in the one that holds it.
        const CaseId other = case_->otherCaseOf(source_);
        if (other.valid()) {
            openAfter_ = source_;
            return openCase(other);
        }
        if (!source_.isEmpty())
            addToCase({source_});
        else if (settings_.named(placeKey(QStringLiteral("case"))).isNull() &&
                 case_->cases().front().id != case_->id())
            return openCase(case_->cases().front().id);
    }
    restoreCaseLayout();
    showSources();
    model_.setNumbers(case_->numbers());
    const RecordingId recording = recordingOf(source_);
    people_->setRecording(recording);
    if (!review_->busy()) {
        model_.setTracks(recording.valid() ? case_->tracksOf(recording) : std::vector<Track>{});
        loadSimilarities(recording);
        if (!chooseAsWanted() && !case_->track(review_->selection().current()) && model_.rowCount() > 0)
            list_->select(firstToDecide());
    }
    showAvailability();
    showSelection();
    lookLive();
    groupNewcomers();
    if (!std::exchange(asked_, true)) batch_->lookForInterrupted();
    if (recording.valid()) Q_EMIT tracksLoaded();
    QHash<qint64, Token> marked;
    for (const Track& track : model_.tracks())
        if (const auto watched = case_->watched(track))
            marked.insert(track.id.value(), tokenOf(watched->colour));
    timeline_->setMarked(std::move(marked));
    if (const QString source = std::exchange(openAfter_, {}); !source.isEmpty()) {
        const auto wanted = wanted_;
        openSource(source);
        wanted_ = wanted;
        if (wanted) toChoose_ = wanted->first;
        return;
    }
    if (revealAfter_.valid() && openRecording(revealAfter_)) return;
    if (!reopened_ && source_.isEmpty() && isVisible()) {  // where the user left off
        reopened_ = true;
        const QString last = settings_.named(keyOfCase("last")).toString();
        if (!last.isEmpty() &&
            (last.contains(QLatin1String("://")) ? recordingOf(last).valid() : QFileInfo::exists(last)))
            openSource(last);
    }
}

/// Of a recording that was just looked through: what was suggested, else whoever comes first.
TrackId FootagePanel::firstToDecide() const {
    for (int row = 0; row < model_.rowCount(); ++row)
        if (const Track* track = model_.trackAt(model_.index(row)); track->state == TrackState::kSuggested)
            return track->id;
    return model_.trackAt(model_.index(0))->id;
}

void FootagePanel::showSources() {
    std::vector<RecordingEntry> entries;
    bool listed = source_.isEmpty();
    for (const auto& source : case_->sources()) {
        const QString path = QString::fromStdString(source.source);
        listed = listed || path == source_;
        entries.push_back({path, source.recording, -1});
    }
    if (!listed) entries.push_back({source_, recordingOf(source_), -1});
    bar_->setEntries(std::move(entries), source_);
    std::vector<CaseEntry> cases;
    for (const auto& one : case_->cases())
        cases.push_back({one.id, QString::fromStdString(one.name), one.sources});
    bar_->setCases(std::move(cases), case_->id());
}

RecordingId FootagePanel::recordingOf(const QString& source) const {
    const std::string wanted = source.toStdString();
    for (const auto& recording : case_->recordings())
        if (recording.source == wanted) return recording.id;
    return {};
}

// Several at once come in one job, so that they stand in the case as they were given.
void FootagePanel::addToCase(const QStringList& given) {
    if (!session().workspace()) return;
    QStringList added;
    for (const QString& source : given)
        if (std::any_of(case_->sources().begin(), case_->sources().end(),
                        [&](const CaseSource& one) { return one.source == source.toStdString(); }))
            checkHash(source);
        else
            added << source;
    if (added.isEmpty() || !caseKnown_) return;
    session().jobs().run<bool>(
        added.size() == 1 ? tr("Add %1 to the case").arg(titleOfSource(added.front()))
                          : tr("Add %n recordings to the case", nullptr, static_cast<int>(added.size())),
        JobRunner::Lane::Short,
        [store = session().workspace()->storePointer(), id = case_->id(), added](JobContext& job) {
            for (const QString& source : added)
                store->caseBook().addSource(id, source.toStdString(), "");
            for (const QString& source : added)
                keepRecordedTime(store->caseBook(), source.toStdString(), job);
            return true;
        },
        this,
        [this, added](bool&) {
            case_->reload();
            for (const QString& source : added)
                checkHash(source);
        });
}

// What the file is now against what it was when it came into the case: evidence must not change unseen.
void FootagePanel::checkHash(const QString& source) {
    if (hashed_.contains(source) || !QFileInfo(source).isFile()) return;
    hashed_.insert(source);
    struct Answer {
        bool changed = false;
    };
    session().jobs().run<Answer>(
        tr("Hash %1").arg(titleOfSource(source)), JobRunner::Lane::Short,
        [store = session().workspace()->storePointer(), id = case_->id(),
         path = source.toStdString()](JobContext& job) {
            const std::string now = sha256File(path, [&] { job.checkpoint(); });
            Answer answer;
            for (const auto& one : store->caseBook().sources(id)) {
                if (one.source != path) continue;
                answer.changed = !one.sha256.empty() && one.sha256 != now;
                if (one.sha256.empty()) store->caseBook().addSource(id, path, now);
            }
            for (const auto& recording : store->recordings())
                if (recording.source == path && !recording.sha256.empty() && recording.sha256 != now)
                    answer.changed = true;
            return answer;
        },
        this,
        [this, source](Answer& answer) {
            if (answer.changed && source == source_)
                banner_->show(
                    Banner::Kind::Warning,
                    tr("%1 is not the file that was added to the case: its SHA-256 is another one now. What "
                       "was found in it may not fit.")
                        .arg(titleOfSource(source)));
        });
}

void FootagePanel::loadTracks() {
    if (session().workspace() && !storeFolder_.isEmpty()) case_->reload();
}

// How much everybody resembles whom they are said to be, look by look: for the ribbons of the timeline.
void FootagePanel::loadSimilarities(RecordingId recording) {
    const int asked = ++similaritiesAsked_;
    if (similarities_) similarities_->cancel();  // all looks of a recording are much to hold twice
    const auto& all = model_.tracks();
    if (std::none_of(all.begin(), all.end(), [](const Track& track) { return track.identity; }))
        return model_.setSimilarities({});
    std::vector<Track> tracks;
    tracks.reserve(all.size());
    for (const Track& track : all) {
        Track& copy = tracks.emplace_back();
        copy.id = track.id, copy.identity = track.identity, copy.boxes = track.boxes;
        copy.firstMs = track.firstMs, copy.lastMs = track.lastMs;
    }
    struct Similarities {
        std::unordered_map<TrackId, std::vector<SimilarityAt>> looks;
        float threshold = 0;
    };
    similarities_ = session().jobs().run<Similarities>(
        tr("Compare looks over time"), JobRunner::Lane::Short,
        [workspace = session().workspace(), recording, tracks = std::move(tracks)](JobContext& context) {
            auto known = similarityOverTime(*workspace, recording, tracks, context);
            Similarities similarities;
            similarities.threshold = workspace->searchThreshold().first;
            for (std::size_t i = 0; i < tracks.size(); ++i)
                if (!known[i].empty()) similarities.looks.emplace(tracks[i].id, std::move(known[i]));
            return similarities;
        },
        this,
        [this, asked](Similarities& similarities) {
            if (asked == similaritiesAsked_)
                model_.setSimilarities(std::move(similarities.looks), similarities.threshold);
        });
}

// Unknown people are grouped again after what was rejected, cut or drawn.
void FootagePanel::regroup() {
    if (!session().workspace() || case_->tracks().size() > kRegroupAtOnce) return;
    session().jobs().run<ClusterCaseResult>(
        tr("Group unknown people"), JobRunner::Lane::Short,
        [workspace = session().workspace(), id = case_->id()](JobContext& context) {
            return clusterCase(*workspace, id, {}, context);
        },
        this, [this](ClusterCaseResult&) { loadTracks(); });
}

// Tracks that came by another way than this desk (a command, undo) have no number yet.
void FootagePanel::groupNewcomers() {
    const auto newcomers = std::count_if(
        case_->tracks().begin(), case_->tracks().end(),
        [this](const Track& track) { return !track.identity && case_->numberOf(track.id) == 0; });
    if (newcomers == ungrouped_ || review_->busy() || batch_->busy()) return;
    ungrouped_ = newcomers;
    if (newcomers > 0) regroup();
}

void FootagePanel::goToLookOf(TrackId id, double ms) {
    const Track* track = case_->track(id);
    if (!track) return;
    const QString source = case_->sourceOf(*track);
    if (source != source_) {
        openSource(source);
        wanted_ = {id, ms};
        // Who is chosen among the people of the case stays so, be it several.
        if (&review_->selection() != people_ || !people_->selected().contains(id)) toChoose_ = id;
        return;
    }
    wanted_.reset();
    player_.pause();
    atEnd_ = false;
    player_.seek(ms);
}

void FootagePanel::analyse() {
    if (source_.isEmpty() || !session().workspace() || batch_->job(source_)) return;
    const bool live = player_.info() && player_.info()->live;
    if (servesOne(source_)) player_.close();
    banner_->dismiss();
    batch_->add(source_, live);
    strip_->setJob(batch_->job(source_));
    if (live)
        banner_->show(Banner::Kind::Info,
                      tr("People are looked for until you stop it: what was seen until then is "
                         "kept."));
    showAvailability();
}

void FootagePanel::connectBatch() {
    connect(batch_, &AnalysisBatch::analysed, this, &FootagePanel::analysed);
    connect(batch_, &AnalysisBatch::failed, this, [this](const QString& source, const QString& sentence) {
        banner_->show(Banner::Kind::Error, sentence, source == source_ ? tr("Open another") : QString());
    });
    connect(batch_, &AnalysisBatch::cancelled, this, [this](const QString& source) {
        if (source == source_)
            banner_->show(Banner::Kind::Info,
                          tr("The analysis was stopped. Look for people again to go on where it was."));
    });
    connect(batch_, &AnalysisBatch::ended, this, [this] { showAvailability(); });
    connect(batch_, &AnalysisBatch::interrupted, this, [this](const QStringList& sources) {
        interrupted_ = sources;
        banner_->show(
            Banner::Kind::Warning,
            tr("The analysis of %n sources was interrupted.", nullptr, static_cast<int>(sources.size())),
            tr("Go on"));
    });
    connect(casePanel_, &CasePanel::sourceChosen, this, &FootagePanel::openSource);
    connect(casePanel_, &CasePanel::analysisWanted, this, &FootagePanel::analyseAll);
    connect(casePanel_, &CasePanel::addFilesWanted, this, &FootagePanel::addFiles);
    connect(casePanel_, &CasePanel::addFolderWanted, this, &FootagePanel::chooseFolder);
    connect(casePanel_, &CasePanel::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
}

void FootagePanel::goOn() {
    analyseAll(std::exchange(interrupted_, {}));
}

void FootagePanel::analyseAll(QStringList sources) {
    std::stable_partition(sources.begin(), sources.end(),
                          [this](const QString& source) { return source == source_; });
    for (const QString& source : std::as_const(sources))
        batch_->add(source);
    batch_->hurry(source_);
    if (auto* job = batch_->job(source_)) strip_->setJob(job);
    showAvailability();
}

void FootagePanel::addFiles() {
    const QStringList paths = QFileDialog::getOpenFileNames(
        this, tr("Add recordings to the case"), settings_.text(Setting::LastFolder),
        tr("Recordings (*.mp4 *.mkv *.avi *.mov *.webm *.m4v *.mpg *.ts);;All files (*)"));
    if (paths.isEmpty()) return;
    settings_.set(Setting::LastFolder, QFileInfo(paths.front()).absolutePath());
    // On an empty desk the first is shown, unless that would lead into another case.
    const bool show = source_.isEmpty() && !case_->otherCaseOf(paths.front()).valid();
    addToCase(paths);
    if (show) openSource(paths.front());
}

void FootagePanel::analysed(const QString& source, const AnalysisResult& result) {
    loadTracks();
    if (source != source_) return;
    const int tracks = static_cast<int>(result.tracks.size());
    if (result.endedEarly || result.damagedPackets > 0)
        banner_->show(
            Banner::Kind::Warning,
            result.endedEarly
                ? tr("The recording breaks off before its stated end; %n tracks were found until there.",
                     nullptr, tracks)
                : tr("Parts of the recording are damaged and were skipped; %n tracks were found.", nullptr,
                     tracks));
    else if (tracks == 0)
        banner_->show(Banner::Kind::Info, tr("Nobody was found in this recording."));
    else
        banner_->dismiss();
    if (servesOne(source)) player_.open(source);
}

void FootagePanel::boxDrawn(const QRectF& drawn) {
    keys_.draw->setChecked(false);
    const RecordingId recording = recordingOf(source_);
    if (!recording.valid()) return;
    // The canvas' origin is the corner of the first pixel, the engine's its centre.
    review_->draw(recording, source_, player_.frame().ms,
                  {static_cast<float>(drawn.x() - 0.5), static_cast<float>(drawn.y() - 0.5),
                   static_cast<float>(drawn.width()), static_cast<float>(drawn.height())});
}

}  // namespace lineament::ui
