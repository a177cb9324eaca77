#pragma once

#include <QObject>
#include <memory>

#include "core/pipelines/workspace.h"
#include "ui/bridge/job_runner.h"

namespace lineament::ui {

/// What a desk is given: the workspace, the jobs, and the word that the store has changed.
/// Thread: GUI; workspace() may be used from jobs.
class Session : public QObject {
    Q_OBJECT
  public:
    explicit Session(std::shared_ptr<Workspace> workspace, QObject* parent = nullptr);

    const std::shared_ptr<Workspace>& workspace() const { return workspace_; }
    JobRunner& jobs() { return jobs_; }
    /// Replaces the engine (another detector or recogniser chosen in the preferences).
    void setWorkspace(std::shared_ptr<Workspace> workspace);

    /// Decisions on the store, run as short jobs; the views refresh by storeChanged().
    void undo();
    void redo();

  Q_SIGNALS:
    /// Somebody (this window, another one, a command) changed the store; polled, at most 4 times a second.
    void storeChanged();
    void workspaceChanged();
    /// What an undo or redo did, for the status bar; empty if there was nothing.
    void decisionReplayed(const QString& sentence);
    /// Something failed that no desk shows in place.
    void failed(const QString& sentence);

  private:
    std::shared_ptr<Workspace> workspace_;
    JobRunner jobs_;
    std::int64_t counter_ = -1;
};

/// The sentence a person reads for an error: what, why, what to do; translated.
QString sentenceFor(const Error& error);

}  // namespace lineament::ui
