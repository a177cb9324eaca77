#include "ui/bridge/job_runner.h"

#include <QPointer>
#include <QThreadPool>
#include <QTimer>
#include <array>
#include <deque>
#include <mutex>

#include "core/base/clock.h"
#include "ui/bridge/sentences.h"

namespace lineament::ui {

namespace {

constexpr int kProgressIntervalMs = 66;  // 15 times a second
constexpr int kEndedKept = 100;
constexpr int kShortThreads = 2;

}  // namespace

struct JobHandle::Private {
    QString title;
    JobLane lane = JobLane::Long;
    std::function<void(JobContext&)> work;
    QPointer<QObject> context;
    std::function<void()> done;
    JobRunner* runner = nullptr;

    // GUI thread.
    State state = State::Queued;
    Progress shown;
    QString errorText;

    // Shared with the worker.
    std::stop_source stop;
    std::mutex mutex;
    Progress latest;
    bool moved = false;
};

JobHandle::JobHandle(std::shared_ptr<Private> d, QObject* parent) : QObject(parent), d_(std::move(d)) {}
JobHandle::~JobHandle() = default;

QString JobHandle::title() const {
    return d_->title;
}
JobLane JobHandle::lane() const {
    return d_->lane;
}
JobHandle::State JobHandle::state() const {
    return d_->state;
}
bool JobHandle::hasEnded() const {
    return d_->state != State::Queued && d_->state != State::Running;
}
bool JobHandle::cancelRequested() const {
    return d_->stop.stop_requested();
}
Progress JobHandle::progress() const {
    return d_->shown;
}
QString JobHandle::errorText() const {
    return d_->errorText;
}

void JobHandle::cancel() {
    if (hasEnded() || !d_->stop.request_stop()) return;
    if (d_->state == State::Queued) d_->runner->cancelQueued(this);
}

void JobHandle::hurry() {
    if (d_->state == State::Queued && !cancelRequested()) d_->runner->moveUp(this);
}

struct JobRunner::Private {
    struct LaneState {
        QThreadPool pool;
        std::deque<JobHandle*> waiting;
        int running = 0;
    };
    std::array<LaneState, 2> lanes;
    QList<JobHandle*> handles;  // newest first
    QTimer progressTimer;
    bool refusing = false;

    LaneState& lane(Lane lane) { return lanes[lane == Lane::Long ? 0 : 1]; }
};

JobRunner::JobRunner(QObject* parent) : QObject(parent), d_(std::make_unique<Private>()) {
    d_->lane(Lane::Long).pool.setMaxThreadCount(1);
    d_->lane(Lane::Short).pool.setMaxThreadCount(kShortThreads);
    d_->progressTimer.setInterval(kProgressIntervalMs);
    connect(&d_->progressTimer, &QTimer::timeout, this, [this] {
        for (JobHandle* handle : std::as_const(d_->handles)) {
            {
                std::lock_guard lock(handle->d_->mutex);
                if (!handle->d_->moved) continue;
                handle->d_->moved = false;
                handle->d_->shown = handle->d_->latest;
            }
            if (handle->state() == JobHandle::State::Running) Q_EMIT handle->progressed();
        }
    });
}

JobRunner::~JobRunner() {
    d_->refusing = true;
    for (JobHandle* handle : std::as_const(d_->handles))
        handle->d_->stop.request_stop();
    for (auto& lane : d_->lanes)
        lane.pool.waitForDone();
}

JobHandle* JobRunner::start(const QString& title, Lane lane, std::function<void(JobContext&)> work,
                            QObject* context, std::function<void()> done) {
    auto d = std::make_shared<JobHandle::Private>();
    d->title = title;
    d->lane = lane;
    d->work = std::move(work);
    d->context = context ? context : this;
    d->done = std::move(done);
    d->runner = this;
    auto* handle = new JobHandle(d, this);
    d_->handles.prepend(handle);
    d_->lane(lane).waiting.push_back(handle);
    Q_EMIT jobAdded(handle);
    Q_EMIT jobsChanged();
    if (d_->refusing)
        handle->cancel();
    else
        pump(lane);
    return handle;
}

void JobRunner::pump(Lane lane) {
    auto& state = d_->lane(lane);
    while (!state.waiting.empty() && state.running < state.pool.maxThreadCount()) {
        JobHandle* handle = state.waiting.front();
        state.waiting.pop_front();
        ++state.running;
        auto d = handle->d_;
        d->state = JobHandle::State::Running;
        if (!d_->progressTimer.isActive()) d_->progressTimer.start();
        // The worker knows the shared part alone; the handle is touched only on the GUI thread, and the
        // runner outlives its pools.
        state.pool.start([this, handle, d] {
            nameThisThread(d->lane == JobLane::Long ? "job" : "short job");
            JobContext context(d->stop.get_token(), [&d](const Progress& progress) {
                std::lock_guard lock(d->mutex);
                d->latest = progress;
                d->moved = true;
            });
            auto outcome = std::make_shared<Outcome<bool>>(outcomeOf<bool>([&] {
                context.checkpoint();
                d->work(context);
                return true;
            }));
            d->work = nullptr;  // what the job captured goes with the job, not with the tray's memory of it
            QMetaObject::invokeMethod(
                this,
                [this, handle, d, outcome] {
                    auto result = *outcome;
                    if (result.index() == 0 && d->context)
                        result = outcomeOf<bool>([&] { return d->done(), true; });
                    d->done = nullptr;
                    if (const auto* error = std::get_if<Error>(&result))
                        end(handle, JobHandle::State::Failed, sentenceFor(*error));
                    else
                        end(handle,
                            result.index() == 0 ? JobHandle::State::Finished : JobHandle::State::Cancelled,
                            {});
                },
                Qt::QueuedConnection);
        });
    }
}

void JobRunner::moveUp(JobHandle* handle) {
    auto& waiting = d_->lane(handle->lane()).waiting;
    if (std::erase(waiting, handle) > 0) waiting.push_front(handle);
}

void JobRunner::cancelQueued(JobHandle* handle) {
    auto& waiting = d_->lane(handle->lane()).waiting;
    std::erase(waiting, handle);
    // Later, so that whoever asked has returned and can connect before the signal comes.
    QMetaObject::invokeMethod(
        this,
        [this, handle] {
            handle->d_->work = nullptr;
            handle->d_->done = nullptr;
            end(handle, JobHandle::State::Cancelled, {});
        },
        Qt::QueuedConnection);
}

void JobRunner::end(JobHandle* handle, JobHandle::State state, const QString& sentence) {
    auto& d = *handle->d_;
    if (d.state == JobHandle::State::Running) --d_->lane(d.lane).running;
    d.state = state;
    d.errorText = sentence;
    {
        std::lock_guard lock(d.mutex);
        d.shown = d.latest;
        d.moved = false;
    }
    pump(d.lane);
    if (!busy()) d_->progressTimer.stop();
    switch (state) {
        case JobHandle::State::Failed:
            Q_EMIT handle->failed(sentence);
            break;
        case JobHandle::State::Cancelled:
            Q_EMIT handle->cancelled();
            break;
        default:
            Q_EMIT handle->finished();
            break;
    }
    Q_EMIT handle->ended();
    int kept = 0;
    for (auto* old : jobs())
        if (old->hasEnded() && ++kept > kEndedKept) {
            d_->handles.removeOne(old);
            old->deleteLater();
        }
    Q_EMIT jobsChanged();
    if (!busy()) Q_EMIT idle();
}

QList<JobHandle*> JobRunner::jobs() const {
    return d_->handles;
}

void JobRunner::clearEnded() {
    for (auto* handle : jobs())
        if (handle->hasEnded()) {
            d_->handles.removeOne(handle);
            handle->deleteLater();
        }
    Q_EMIT jobsChanged();
}

void JobRunner::cancelAll() {
    for (auto* handle : jobs())
        handle->cancel();
}

bool JobRunner::busy() const {
    return std::any_of(d_->handles.cbegin(), d_->handles.cend(),
                       [](const auto* handle) { return !handle->hasEnded(); });
}

void JobRunner::refuseNew() {
    d_->refusing = true;
}

}  // namespace lineament::ui
