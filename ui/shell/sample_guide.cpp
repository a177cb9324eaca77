#include "ui/shell/sample_guide.h"

#include <QEvent>

#include "core/pipelines/synthetic/sample/sample_store.h"
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
};

SampleGuide::SampleGuide(Session& session, Settings& settings, MainWindow& window)
    : QObject(&window), session_(session), settings_(settings), window_(window) {
    banner_ = new Banner(&window);
    banner_->setObjectName(QStringLiteral("sampleBanner"));
    connect(&session_, &Session::workspaceChanged, this, &SampleGuide::look);
    connect(&session_, &Session::storeChanged, this, [this] {
        if (place_ == Place::Empty) look();
    });
    connect(banner_, &Banner::actionTriggered, this, [this] {
        if (place_ == Place::Empty) return openSample();
        switched_ = false;
        Q_EMIT storeRequested(false);
    });
    connect(banner_, &Banner::dismissed, this, [this] {
        if (place_ == Place::Empty) settings_.setNamed(kDeclined, true);
    });
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
            return found;
        },
        this,
        [this, workspace](Look& found) {
            if (workspace != session_.workspace()) return;
            const bool came = place_ != Place::Sample && found.sample;
            place_ = found.sample ? Place::Sample : found.empty ? Place::Empty : Place::Elsewhere;
            if (std::exchange(wanted_, false)) {
                place_ = Place::Sample;
                tell();
                return makeSample();
            }
            tell();
            if (came && found.recording.valid() && !settings_.named(kToured).toBool()) beginTour();
        });
    connect(job, &JobHandle::ended, this, [this, workspace] {
        looking_ = false;
        if (workspace != session_.workspace()) look();
    });
}

void SampleGuide::tell() {
    switch (place_) {
        case Place::Empty:
            if (settings_.named(kDeclined).toBool()) return banner_->dismiss();
            return banner_->show(Banner::Kind::Info,
                                 tr("Nothing is here yet. Look round first, with people who do not exist?"),
                                 tr("Open the sample"));
        case Place::Sample:
            return banner_->show(
                Banner::Kind::Info,
                tr("Sample store: a generator made these people up. What you try here changes nothing else."),
                switched_ ? tr("Back to my own") : QString());
        case Place::Elsewhere:
            return banner_->dismiss();
    }
}

void SampleGuide::makeSample() {
    const auto workspace = session_.workspace();
    struct Made {
        RecordingId recording;
    };
    session_.jobs().run<Made>(
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
