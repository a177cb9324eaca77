#pragma once

#include <QFrame>
#include <QPointer>
#include <QPushButton>

#include "ui/bridge/job_runners.h"

class QLabel;
class QProgressBar;
class QScrollArea;
class QVBoxLayout;

namespace lineament::ui {

class ElidedLabel;

/// One job of the tray: title, stage, bar with rate and time left, cancel; or how it ended.
class JobRow : public QFrame {
    Q_OBJECT
  public:
    JobRow(JobHandle* job, QWidget* parent);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void refresh();
    QString progressText() const;

    QPointer<JobHandle> job_;  // may be forgotten before the row is gone
    QLabel* icon_;
    ElidedLabel* title_;
    QLabel* detail_;
    QProgressBar* bar_;
    QPushButton* cancel_;
};

/// The list of jobs that drops up from the tray.
class JobPanel : public QFrame {
    Q_OBJECT
  public:
    JobPanel(JobRunners& jobs, QWidget* parent);
    void showAbove(const QWidget& anchor);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void rebuild();
    void retranslate();

    JobRunners& jobs_;
    QLabel* heading_;
    QLabel* nothing_;
    QPushButton* clear_;
    QScrollArea* scroll_;
    QVBoxLayout* rows_;
    QList<JobHandle*> shown_;
};

/// "3 jobs 41 % · 2:10 left": all jobs in one line, those of desks' own runners, too; a click opens the list.
/// Thread: GUI.
class JobTray : public QPushButton {
    Q_OBJECT
  public:
    JobTray(JobRunner& jobs, QWidget* parent = nullptr);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void refresh();

    JobRunners& jobs_;
    JobPanel* panel_;
};

/// Jobs worth showing: long ones, and short ones that failed.
QList<JobHandle*> visibleJobs(const JobRunners& jobs);

}  // namespace lineament::ui
