#pragma once

#include <QHash>
#include <QObject>
#include <QPointer>
#include <atomic>
#include <memory>
#include <vector>

#include "core/pipelines/synthetic/studio/run_folder.h"
#include "ui/bridge/job_runner.h"

namespace lineament::ui {

class Session;

/// Training runs: those on disk, the one that trains, those that wait. A run lives in its folder: pause,
/// stop, a closed window or a killed program leave a snapshot that it goes on from. Thread: GUI.
class TrainQueue : public QObject {
    Q_OBJECT
  public:
    /// previews: while it is not 0, training waits between two steps.
    TrainQueue(Session& session, std::shared_ptr<std::atomic<int>> previews, QObject* parent = nullptr);
    /// Asks the run to stop and waits until its snapshot is written.
    ~TrainQueue() override;

    std::filesystem::path folder() const;
    const std::vector<RunSummary>& runs() const { return runs_; }
    const RunSummary* run(const QString& name) const;
    JobHandle* job(const QString& name) const;
    bool active(const QString& name) const;  ///< trains or waits for its turn

    /// Reads the list anew, off the GUI thread.
    void refresh();
    /// Makes a run and puts it at the end of the queue; its name in return, empty if it could not be made
    /// (failed()).
    QString start(const QString& name, const gan::TrainConfig& config, const QString& data,
                  const QString& preset);
    void resume(const QString& name);
    void pause(const QString& name);  ///< to be gone on with
    void stop(const QString& name);   ///< for good, as it looks; it can still be gone on with
    /// Back to a snapshot; only of a run that is not active.
    void rollBack(const QString& name, std::int64_t images);
    /// Half the batch, then on: for a device that ran out of memory.
    void resumeSmaller(const QString& name);
    bool idle() const { return !jobs_.busy() && !loading_; }
    bool training() const { return jobs_.busy(); }

  Q_SIGNALS:
    void changed();
    void failed(const QString& sentence);
    /// A run failed; what can be done is `resumeSmaller` if the device ran out of memory.
    void runFailed(const QString& name, const QString& sentence, bool outOfMemory);

  private:
    void submit(const RunSummary& run, bool resume);

    Session& session_;
    std::shared_ptr<std::atomic<int>> previews_;
    std::vector<RunSummary> runs_;
    QHash<QString, QPointer<JobHandle>> handles_;
    QHash<QString, std::shared_ptr<std::atomic<bool>>> pausing_;
    bool loading_ = false, again_ = false;
    JobRunner jobs_;  // of its own: a run of days must not hold the desk's other jobs up. Last: ends first.
};

}  // namespace lineament::ui
