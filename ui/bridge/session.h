#pragma once

#include <QObject>
#include <functional>
#include <memory>
#include <thread>

#include "core/pipelines/workspace.h"
#include "ui/bridge/job_runner.h"
#include "ui/bridge/sentences.h"
#include "ui/bridge/workspace_opener.h"

namespace lineament::ui {

/// What a desk is given: the workspace, the jobs, and the word that the store has changed.
/// Thread: GUI; workspace() may be used from jobs (capture the pointer).
class Session : public QObject {
    Q_OBJECT
  public:
    /// workspace may be null: the window is shown first, then open() brings it on a worker.
    explicit Session(std::shared_ptr<Workspace> workspace, QObject* parent = nullptr);
    ~Session() override;

    /// Null until the store has been opened; desks start on workspaceChanged().
    const std::shared_ptr<Workspace>& workspace() const { return workspace_; }
    JobRunner& jobs() { return jobs_; }
    /// Replaces the engine (another detector or recogniser chosen in the preferences).
    void setWorkspace(std::shared_ptr<Workspace> workspace);
    /// Opens store and models off the GUI thread, then workspaceChanged() or openFailed(). The workspace in
    /// use stays until another one is there.
    void open(const WorkspaceOptions& options);
    const WorkspaceOptions& options() const { return options_; }
    /// There is a workspace, or it is known that there is none: desks show what they will show.
    bool settled() const { return settled_; }

    /// Decisions on the store, run as short jobs; the views refresh by storeChanged().
    void undo();
    void redo();
    /// Looks for a change of the store now instead of at the next poll.
    void pollNow();

  Q_SIGNALS:
    /// Somebody (this window, another one, a command) changed the store; polled, at most 4 times a second.
    void storeChanged();
    void workspaceChanged();
    void openFailed(const QString& sentence);
    /// What an undo or redo did, for the status bar; empty if there was nothing.
    void decisionReplayed(const QString& sentence);
    /// Something failed that no desk shows in place.
    void failed(const QString& sentence);

  private:
    void admit(std::function<std::shared_ptr<Workspace>(JobContext&)> open, bool sameStore);
    void replay(bool forwards);
    void watchStore();
    void stopWatching();

    struct Watch;
    std::shared_ptr<Workspace> workspace_;
    WorkspaceOptions options_;
    bool settled_ = false;
    int openings_ = 0;  // of two openings the later one counts, whichever ends first
    std::shared_ptr<Watch> watch_;
    std::jthread watcher_;
    JobRunner jobs_;  // last: its threads end before anything they may report to
};

}  // namespace lineament::ui
