#pragma once

#include <QList>
#include <QObject>
#include <QString>
#include <functional>
#include <memory>
#include <optional>

#include "core/base/job_context.h"

namespace lineament::ui {

/// Long jobs run one after another (they use all cores themselves), short ones beside them.
enum class JobLane { Long, Short };

/// One background job as the window sees it. Lives in the GUI thread; emits exactly one of finished(),
/// failed() and cancelled(), and progressed() at most 15 times a second. The runner owns it and forgets the
/// oldest ended ones: hold it by QPointer.
class JobHandle : public QObject {
    Q_OBJECT
  public:
    enum class State { Queued, Running, Finished, Failed, Cancelled };
    ~JobHandle() override;

    QString title() const;
    JobLane lane() const;
    State state() const;
    bool hasEnded() const;
    bool cancelRequested() const;
    Progress progress() const;
    /// Sentence of the error (translated, with what to do); empty unless Failed.
    QString errorText() const;
    void cancel();  ///< only asks
    void hurry();   ///< the next of its lane, if it still waits

  Q_SIGNALS:
    void progressed();
    void finished();
    void failed(const QString& sentence);
    void cancelled();
    void ended();  ///< after any of the three

  private:
    friend class JobRunner;
    struct Private;
    explicit JobHandle(std::shared_ptr<Private> d, QObject* parent);
    std::shared_ptr<Private> d_;
};

/// Runs jobs on worker threads. Thread: GUI.
class JobRunner : public QObject {
    Q_OBJECT
  public:
    using Lane = JobLane;
    explicit JobRunner(QObject* parent = nullptr);
    /// Asks all jobs to stop and waits for the threads; a window that closes waits for idle() instead.
    ~JobRunner() override;

    /// Runs work off the GUI thread, then done(result) on the GUI thread if `context` is still alive
    /// (null: the runner itself). An error that done() throws fails the job.
    template <class T>
    JobHandle* run(const QString& title, Lane lane, std::function<T(JobContext&)> work, QObject* context,
                   std::function<void(T&)> done) {
        auto result = std::make_shared<std::optional<T>>();
        return start(
            title, lane, [work = std::move(work), result](JobContext& job) { result->emplace(work(job)); },
            context,
            [done = std::move(done), result] {
                if (done) done(**result);
            });
    }

    QList<JobHandle*> jobs() const;  ///< newest first, ended ones until cleared
    void clearEnded();
    void cancelAll();
    bool busy() const;  ///< something is queued or running
    /// After this every new job is cancelled before it starts: the window is closing.
    void refuseNew();

  Q_SIGNALS:
    void jobAdded(lineament::ui::JobHandle* job);
    void jobsChanged();
    void idle();  ///< the last job has ended

  private:
    void pump(Lane lane);
    void cancelQueued(JobHandle* handle);
    void moveUp(JobHandle* handle);
    void end(JobHandle* handle, JobHandle::State state, const QString& sentence);
    friend class JobHandle;
    JobHandle* start(const QString& title, Lane lane, std::function<void(JobContext&)> work, QObject* context,
                     std::function<void()> done);
    struct Private;
    std::unique_ptr<Private> d_;
};

}  // namespace lineament::ui
