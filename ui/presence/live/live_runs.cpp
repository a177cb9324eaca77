#include "ui/presence/live/live_runs.h"

#include <QLocale>
#include <mutex>

#include "core/base/log.h"
#include "core/pipelines/presence/webhook_sender.h"
#include "ui/bridge/image_convert.h"
#include "ui/bridge/sentences.h"

namespace lineament::ui {
namespace {

constexpr int kPulseMs = 500;
constexpr int kTilePx = 960;  ///< a tile never shows more pixels across

Mark markOf(const SeenFace& face) {
    if (face.list) return Mark::Watchlist;
    return face.identity.valid() ? Mark::Suggested : face.similarity > 0 ? Mark::Unknown : Mark::Plain;
}

LiveFrame liveFrame(const AnalysedFrame& analysed) {
    LiveFrame frame;
    frame.picture = toQImage(analysed.bgr);
    const double scale = std::min(1.0, double(kTilePx) / std::max(1, frame.picture.width()));
    if (scale < 1) frame.picture = frame.picture.scaledToWidth(kTilePx, Qt::FastTransformation);
    qint64 number = 0;
    for (const auto& face : analysed.faces) {
        const auto& box = face.box;
        CanvasBox shown{
            number++,     QRectF(box.x * scale, box.y * scale, box.width * scale, box.height * scale),
            markOf(face), QString::fromStdString(face.name),
            {},           false};
        if (face.similarity > 0) shown.detail = QLocale().toString(face.similarity, 'f', 2);
        if (face.list) {
            shown.colour = tokenOf(*face.list);
            shown.detail += QStringLiteral(" · ") + QString::fromStdString(face.listName);
        }
        frame.boxes.append(shown);
    }
    return frame;
}

}  // namespace

/// One camera. `mutex` guards the newest frame, which the analyst leaves and the window fetches.
struct LiveRuns::Run {
    Camera camera;
    std::shared_ptr<LiveWatch> watch;
    mutable std::mutex mutex;
    LiveFrame newest;
    bool told = false;  ///< the word of a new frame is on its way
    std::jthread thread;
};

LiveRuns::LiveRuns(QObject* parent) : QObject(parent) {
    pulse_.setInterval(kPulseMs);
    connect(&pulse_, &QTimer::timeout, this, &LiveRuns::healthChanged);
}

LiveRuns::~LiveRuns() {
    webhooks_.request_stop();
    auto all = runs_.values() + ending_;
    for (const auto& run : all)
        run->thread.request_stop();
    // Waited for here, never on a thread of their own, which may be the last to hold a run.
    for (const auto& run : all)
        run->thread.join();
}

void LiveRuns::setWorkspace(std::shared_ptr<Workspace> workspace) {
    stopAll();
    workspace_ = std::move(workspace);
    if (!workspace_) return;
    // The old one is asked to stop and waited for beside the window.
    webhooks_.request_stop();
    webhooks_ = std::jthread(
        [store = workspace_->storePointer(),
         last = std::make_shared<std::jthread>(std::move(webhooks_))](const std::stop_token& stop) {
            if (last->joinable()) last->join();
            WebhookSender(store).run(stop);
        });
}

void LiveRuns::start(const Camera& camera) {
    if (!workspace_) return;
    stop(camera.id);
    auto run = std::make_shared<Run>();
    run->camera = camera;
    const qint64 id = camera.id.value();
    const std::weak_ptr<Run> weak = run;
    LiveListener listener;
    listener.alert = [this](const Alert& alert) {
        QMetaObject::invokeMethod(
            this, [this, alert] { Q_EMIT alertRaised(alert); }, Qt::QueuedConnection);
    };
    listener.frame = [this, weak, id](const AnalysedFrame& analysed) {
        auto frame = liveFrame(analysed);
        const auto owner = weak.lock();
        if (!owner) return;
        {
            std::lock_guard lock(owner->mutex);
            owner->newest = std::move(frame);
            if (std::exchange(owner->told, true)) return;  // the window has not fetched the last one yet
        }
        QMetaObject::invokeMethod(
            this,
            [this, weak, id] {
                const auto run = weak.lock();
                if (!run) return;
                {
                    std::lock_guard lock(run->mutex);
                    run->told = false;
                }
                if (runs_.value(id) == run) Q_EMIT frameArrived(id);
            },
            Qt::QueuedConnection);
    };
    try {
        LiveWatchOptions options;
        options.analysts = 1;  // cameras share the cores among each other
        run->watch =
            std::make_shared<LiveWatch>(*workspace_, std::vector{camera}, options, std::move(listener));
    } catch (const Error& error) {
        Q_EMIT ended(id, sentenceFor(error));
        return;
    }
    runs_.insert(id, run);
    run->thread =
        std::jthread([this, weak, watch = run->watch, workspace = workspace_](const std::stop_token& stop) {
            nameThisThread("live");
            JobContext context(stop);
            QString sentence;
            const auto outcome = outcomeOf<bool>([&] {
                watch->run(context);
                return true;
            });
            if (const auto* error = std::get_if<Error>(&outcome)) sentence = sentenceFor(*error);
            QMetaObject::invokeMethod(
                this,
                [this, weak, sentence] {
                    if (const auto run = weak.lock()) finish(run, sentence);
                },
                Qt::QueuedConnection);
        });
    pulse_.start();
    Q_EMIT stateChanged(id);
}

void LiveRuns::finish(const std::shared_ptr<Run>& run, const QString& sentence) {
    ending_.removeOne(run);
    const qint64 id = run->camera.id.value();
    if (runs_.value(id) != run) return;  // it was stopped: that is known
    runs_.remove(id);
    if (runs_.isEmpty()) pulse_.stop();
    Q_EMIT ended(id, sentence);
    Q_EMIT stateChanged(id);
}

void LiveRuns::stop(CameraId camera) {
    const auto run = runs_.take(camera.value());
    if (!run) return;
    run->thread.request_stop();
    ending_.append(run);
    if (runs_.isEmpty()) pulse_.stop();
    Q_EMIT stateChanged(camera.value());
}

void LiveRuns::stopAll() {
    for (const auto id : runs_.keys())
        stop(CameraId(id));
}

bool LiveRuns::running(CameraId camera) const {
    return runs_.contains(camera.value());
}

bool LiveRuns::runs(const Camera& camera) const {
    const auto run = runs_.value(camera.id.value());
    return run && run->camera == camera;
}

std::optional<CameraHealth> LiveRuns::health(CameraId camera) const {
    const auto run = runs_.value(camera.value());
    if (!run) return std::nullopt;
    return run->watch->health().at(0);
}

LiveFrame LiveRuns::frame(CameraId camera) const {
    const auto run = runs_.value(camera.value());
    if (!run) return {};
    std::lock_guard lock(run->mutex);
    return run->newest;
}

}  // namespace lineament::ui
