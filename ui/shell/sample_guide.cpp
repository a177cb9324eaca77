#include "ui/shell/sample_guide.h"

#include <QEvent>
#include <QLocale>
#include <utility>

#include "core/pipelines/synthetic/sample/sample_store.h"
#include "ui/bridge/model_shelf.h"
#include "ui/bridge/session.h"
#include "ui/bridge/settings.h"
#include "ui/shell/main_window.h"
#include "ui/shell/tour.h"
#include "ui/widgets/banner.h"

namespace lineament::ui {

namespace {

const QString kDeclined = QStringLiteral("firstStart/declined"),
              kToured = QStringLiteral("firstStart/toured");

}  // namespace

struct SampleGuide::Look {
    bool empty = false, sample = false;
    RecordingId recording;  // of the sample, if there is one
    qint64 missingBytes = 0;
};

SampleGuide::SampleGuide(Session& session, Settings& settings, MainWindow& window)
    : QObject(&window), session_(session), settings_(settings), window_(window) {
    banner_ = new Banner(&window);
    banner_->setObjectName(QStringLiteral("sampleBanner"));
    connect(&session_, &Session::workspaceChanged, this, [this] {
        failed_ = Doing::Nothing;
        look();
    });
    connect(&session_, &Session::storeChanged, this, [this] {
        if (place_ == Place::Empty) look();
    });
    connect(banner_, &Banner::actionTriggered, this, &SampleGuide::act);
    connect(banner_, &Banner::dismissed, this, &SampleGuide::dismissed);
    window.installEventFilter(this);
    if (session_.workspace()) QMetaObject::invokeMethod(this, &SampleGuide::look, Qt::QueuedConnection);
}

void SampleGuide::openSample() {
    if (place_ == Place::Sample) return makeSample();
    wanted_ = true;
    switched_ = true;
    Q_EMIT storeRequested(true);
}

/// What store it is that was opened.
void SampleGuide::look() {
    const auto workspace = session_.workspace();
    if (!workspace || std::exchange(looking_, true)) return;
    auto* job = session_.jobs().run<Look>(
        tr("Looking at the store"), JobLane::Short,
        [workspace](JobContext&) {
            const auto& store = workspace->store();
            Look found;
            const auto recordings = store.recordings();
            found.sample = isSampleStore(store);
            found.empty = recordings.empty() && store.identities().empty();
            if (found.sample && !recordings.empty()) found.recording = recordings.front().id;
            found.missingBytes = missingModelBytes(*workspace);
            return found;
        },
        this,
        [this, workspace](Look& found) {
            if (workspace != session_.workspace()) return;
            const bool came = place_ != Place::Sample && found.sample;
            missingBytes_ = found.missingBytes;
            place_ = found.sample ? Place::Sample : found.empty ? Place::Empty : Place::Elsewhere;
            if (std::exchange(wanted_, false)) {
                place_ = Place::Sample;
                tell();
                return makeSample();
            }
            tell();
            if (waits_ || !came || !found.recording.valid() || settings_.named(kToured).toBool()) return;
            // The first step is about its timeline.
            window_.reveal({DeskItem::Kind::Recording, found.recording.value()});
            beginTour();
        });
    connect(job, &JobHandle::ended, this, [this, workspace] {
        looking_ = false;
        if (workspace != session_.workspace()) look();
    });
}

void SampleGuide::tell() {
    const auto say = [this](Told told, Banner::Kind kind, const QString& sentence,
                            const QString& action = {}) {
        told_ = told;
        banner_->show(kind, sentence, action);
    };
    if (doing_ == Doing::Fetching)
        return say(Told::State, Banner::Kind::Info,
                   tr("Fetching the weights of the networks. This is done once; you may go on meanwhile."));
    if (doing_ == Doing::Making)
        return say(
            Told::State, Banner::Kind::Info,
            tr("Making people who do not exist and a recording of them. This takes about half a minute."));
    if (failed_ != Doing::Nothing) return say(Told::Failure, Banner::Kind::Error, why_, tr("Try again"));
    if (missingBytes_ > 0)
        return say(
            Told::Weights, Banner::Kind::Warning,
            tr("Weights of the networks are not on this machine yet (%1): without them no faces are found, "
               "named or restored.")
                .arg(QLocale().formattedDataSize(missingBytes_, 0)),
            tr("Fetch them"));
    if (place_ == Place::Empty && !settings_.named(kDeclined).toBool())
        return say(Told::Offer, Banner::Kind::Info,
                   tr("Nothing is here yet. Look round first, with people who do not exist?"),
                   tr("Open the sample"));
    if (place_ == Place::Sample)
        return say(
            Told::Sample, Banner::Kind::Info,
            tr("Sample store: a generator made these people up. What you try here changes nothing else."),
            switched_ ? tr("Back to my own") : QString());
    told_ = Told::Nothing;
    banner_->dismiss();
}

/// The button of what was told.
void SampleGuide::act() {
    switch (told_) {
        case Told::Failure:
            return std::exchange(failed_, Doing::Nothing) == Doing::Fetching ? fetch() : makeSample();
        case Told::Weights:
            return fetch();
        case Told::Offer:
            return openSample();
        case Told::Sample:
            switched_ = false;
            return Q_EMIT storeRequested(false);
        case Told::State:
        case Told::Nothing:
            break;
    }
}

void SampleGuide::dismissed() {
    const auto told = std::exchange(told_, Told::Nothing);
    if (told == Told::Offer) settings_.setNamed(kDeclined, true);
    if (told == Told::Weights) missingBytes_ = 0;  // until the program is started again
    if (told == Told::Failure) failed_ = Doing::Nothing;
    if (told == Told::Weights || told == Told::Failure) tell();
}

void SampleGuide::fetch() {
    const auto workspace = session_.workspace();
    if (!workspace || doing_ != Doing::Nothing) return;
    doing_ = Doing::Fetching;
    tell();
    auto* job = session_.jobs().run<bool>(
        tr("Fetch models"), JobLane::Long,
        [workspace](JobContext& context) { return fetchModels(*workspace, {}, context), true; }, this,
        [this](bool&) {
            missingBytes_ = 0;
            session_.open(session_.options());  // a fresh engine looks for them again
        });
    connect(job, &JobHandle::failed, this, [this](const QString& why) { failed_ = doing_, why_ = why; });
    connect(job, &JobHandle::ended, this, [this] {
        doing_ = Doing::Nothing;
        tell();
    });
}

void SampleGuide::makeSample() {
    const auto workspace = session_.workspace();
    if (!workspace || doing_ != Doing::Nothing) return;
    struct Made {
        RecordingId recording;
    };
    doing_ = Doing::Making;
    tell();
    auto* job = session_.jobs().run<Made>(
        tr("Making sample people"), JobLane::Long,
        [workspace](JobContext& context) {
            const auto sample = makeSampleStore(*workspace, context);
            for (const auto& one : workspace->store().recordings())
                if (one.source == sample.recording.string()) return Made{one.id};
            return Made{};
        },
        this,
        [this, workspace](Made& made) {
            if (workspace != session_.workspace()) return;
            session_.pollNow();
            if (made.recording.valid()) window_.reveal({DeskItem::Kind::Recording, made.recording.value()});
            if (!settings_.named(kToured).toBool()) beginTour();
        });
    connect(job, &JobHandle::failed, this, [this, workspace](const QString& why) {
        if (workspace == session_.workspace()) failed_ = doing_, why_ = why;
    });
    connect(job, &JobHandle::ended, this, [this] {
        doing_ = Doing::Nothing;
        tell();
    });
}

void SampleGuide::beginTour() {
    if (!tour_) {
        const auto go = [this](const QString& id) -> QWidget* {
            window_.goTo(id);
            return window_.desk(id);
        };
        tour_ = new Tour(
            {{QStringLiteral("footage"), QStringLiteral("timeline"), [] { return tr("Who appears when"); },
              [] {
                  return tr(
                      "One line a person, known or not. Click a stretch to jump there; Space plays. A "
                      "dashed line is a suggestion, a solid one somebody's decision, a dotted one unknown.");
              }},
             {QStringLiteral("footage"), QStringLiteral("casePeople"), [] { return tr("You decide"); },
              [] {
                  return tr(
                      "Enter confirms a suggestion, X rejects it, N names an unknown. Ctrl+Z takes any "
                      "decision back, tomorrow as well; who decided what, when and why is kept.");
              }},
             {QStringLiteral("people"), QStringLiteral("peopleGrid"),
              [] { return tr("The people you know"); },
              [] {
                  return tr(
                      "Enrol them from photos, folders or a roster. A photo that is refused says what to "
                      "change; who looks like somebody enrolled is shown to you first.");
              }},
             {QStringLiteral("studio"), QStringLiteral("studioTabs"),
              [] { return tr("What a network made is marked"); },
              [] {
                  return tr(
                      "The Studio draws faces that do not exist, Enhance restores poor ones. Both wear "
                      "magenta, say so in their files, and are refused as anybody's likeness.");
              }},
             {QStringLiteral("evaluate"), QStringLiteral("evaluationForm"),
              [] { return tr("Where a threshold comes from"); },
              [] {
                  return tr(
                      "Measure on your own photos and put the threshold into force. Ctrl+K finds "
                      "everything, F1 shows the keys of a desk, Ctrl+F1 explains it.");
              }}},
            go, window_.centralWidget());
        connect(tour_, &Tour::left, this, [this] { settings_.setNamed(kToured, true); });
    }
    tour_->begin();
}

bool SampleGuide::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::LanguageChange) tell();
    return QObject::eventFilter(watched, event);
}

}  // namespace lineament::ui
