#pragma once

#include <QFrame>
#include <QPointer>

class QLabel;
class QProgressBar;
class QPushButton;

namespace lineament::ui {

class ElidedLabel;
class JobHandle;

/// Progress of one job in place, above what it is about: what it does, how far, how fast, how long still, and a
/// way to stop it. Hidden unless the job is queued or running. Thread: GUI.
class JobStrip : public QFrame {
    Q_OBJECT
  public:
    explicit JobStrip(QWidget* parent = nullptr);

    /// Null hides it.
    void setJob(JobHandle* job);
    JobHandle* job() const;

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void showProgress();
    void retranslate();

    QPointer<JobHandle> job_;
    ElidedLabel* title_;
    QLabel* numbers_;
    QProgressBar* bar_;
    QPushButton* cancel_;
};

}  // namespace lineament::ui
