#pragma once

#include <QList>
#include <QObject>
#include <QPointer>

#include "ui/bridge/job_runner.h"

namespace lineament::ui {

/// A session's runner of jobs and those that desks have of their own, so that the tray shows all. Thread:
/// GUI.
class JobRunners : public QObject {
    Q_OBJECT
  public:
    /// Of a session's runner; lives as long as that.
    static JobRunners& of(JobRunner& main);
    /// Shows the jobs of another runner, too, as long as it lives.
    void add(JobRunner& runner);
    /// The session's own first.
    QList<JobRunner*> all() const;

  Q_SIGNALS:
    void jobAdded(lineament::ui::JobHandle* job);
    void jobsChanged();  ///< of any of them

  private:
    explicit JobRunners(JobRunner& main);
    QList<QPointer<JobRunner>> runners_;
};

}  // namespace lineament::ui
