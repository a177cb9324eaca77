#include "ui/presence/access/door_runs.h"

#include <mutex>

#include "core/base/log.h"
#include "ui/bridge/image_convert.h"
#include "ui/bridge/sentences.h"

namespace lineament::ui {
namespace {

constexpr int kScreenPx = 1280;  ///< the screen never shows more pixels across

DoorPicture doorPicture(const DoorFrame& frame) {
    DoorPicture shown;
    shown.picture = toQImage(frame.bgr);
    shown.guidance = frame.glance.guidance;
    shown.cardNeeded = frame.cardNeeded;
    const double scale = std::min(1.0, double(kScreenPx) / std::max(1, shown.picture.width()));
    if (scale < 1) shown.picture = shown.picture.scaledToWidth(kScreenPx, Qt::FastTransformation);
    if (frame.glance.face) {
        const auto& box = frame.glance.face->box;
        shown.face = QRectF(box.x * scale, box.y * scale, box.width * scale, box.height * scale);
    }
    return shown;
}

}  // namespace

/// One door. `mutex` guards the newest frame, which the door's thread leaves and the window fetches.
struct DoorRuns::Run {
    DoorId door;
    std::shared_ptr<DoorWatch> watch;  ///< made on the door's thread: it reads the store
    mutable std::mutex mutex;
    DoorPicture newest;
    std::string card;   ///< shown before the watch was there
    bool told = false;  ///< the word of a new frame is on its way
    std::jthread thread;
};

DoorRuns::DoorRuns(QObject* parent) : QObject(parent) {}

DoorRuns::~DoorRuns() {
    auto all = runs_.values() + ending_;
    for (const auto& run : all)
        run->thread.request_stop();
    // Waited for here, never on a thread of their own, which may be the last to hold a run.
    for (const auto& run : all)
        run->thread.join();
}

void DoorRuns::stopAll() {
    for (const auto id : runs_.keys())
        stop(DoorId(id));
}

void DoorRuns::setWorkspace(std::shared_ptr<Workspace> workspace) {
    stopAll();
    workspace_ = std::move(workspace);
}

void DoorRuns::start(DoorId door) {
    if (!workspace_ || running(door)) return;
    auto run = std::make_shared<Run>();
    run->door = door;
    const qint64 id = door.value();
    const std::weak_ptr<Run> weak = run;
    DoorListener listener;
    listener.decided = [this, id](const AccessEvent& event) {
        QMetaObject::invokeMethod(
            this, [this, id, event] { Q_EMIT decided(id, event); }, Qt::QueuedConnection);
    };
    listener.frame = [this, weak, id](const DoorFrame& frame) {
        auto picture = doorPicture(frame);
        const auto owner = weak.lock();
        if (!owner) return;
        {
            std::lock_guard lock(owner->mutex);
            owner->newest = std::move(picture);
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
    runs_.insert(id, run);
    run->thread = std::jthread([this, weak, workspace = workspace_, door,
                                listener = std::move(listener)](const std::stop_token& stop) mutable {
        nameThisThread("door");
        JobContext context(stop);
        QString sentence;
        const auto outcome = outcomeOf<bool>([&] {
            auto watch =
                std::make_shared<DoorWatch>(*workspace, door, DoorWatchOptions{}, std::move(listener));
            if (const auto run = weak.lock()) {
                std::lock_guard lock(run->mutex);
                if (!run->card.empty()) watch->showCard(run->card);
                run->watch = watch;
            }
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
    Q_EMIT stateChanged(id);
}

void DoorRuns::finish(const std::shared_ptr<Run>& run, const QString& sentence) {
    ending_.removeOne(run);
    const qint64 id = run->door.value();
    if (runs_.value(id) != run) return;  // it was stopped: that is known
    runs_.remove(id);
    Q_EMIT ended(id, sentence);
    Q_EMIT stateChanged(id);
}

void DoorRuns::stop(DoorId door) {
    const auto run = runs_.take(door.value());
    if (!run) return;
    run->thread.request_stop();
    ending_.append(run);
    Q_EMIT stateChanged(door.value());
}

void DoorRuns::showCard(DoorId door, const QString& card) {
    const auto run = runs_.value(door.value());
    if (!run) return;
    std::lock_guard lock(run->mutex);
    run->card = card.toStdString();
    if (run->watch) run->watch->showCard(run->card);
}

DoorPicture DoorRuns::picture(DoorId door) const {
    const auto run = runs_.value(door.value());
    if (!run) return {};
    std::lock_guard lock(run->mutex);
    return run->newest;
}

std::optional<DoorHealth> DoorRuns::health(DoorId door) const {
    const auto run = runs_.value(door.value());
    if (!run) return std::nullopt;
    std::lock_guard lock(run->mutex);
    return run->watch ? run->watch->health() : DoorHealth{};
}

}  // namespace lineament::ui
