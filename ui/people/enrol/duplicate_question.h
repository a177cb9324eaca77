#pragma once

#include <QImage>
#include <QWidget>

#include "core/pipelines/people/answer_duplicate.h"

class QLabel;
class QPushButton;

namespace lineament::ui {

/// Asks about somebody who looks like an enrolled person: both faces side by side, the similarity and what it
/// is held against, and three answers. Thread: GUI.
class DuplicateQuestion : public QWidget {
    Q_OBJECT
  public:
    explicit DuplicateQuestion(QWidget* parent = nullptr);

    /// `number` of `of` in this batch, from 1. The enrolled face may come later by setEnrolled().
    void ask(const HeldPerson& held, int number, int of);
    void setEnrolled(const QImage& face);

  Q_SIGNALS:
    void answered(lineament::DuplicateAnswer answer);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void retranslate();

    HeldPerson held_;
    int number_ = 0, of_ = 0;
    QLabel *title_, *numbers_, *newFace_, *enrolledFace_, *newName_, *enrolledName_, *hint_;
    QPushButton *same_, *another_, *skip_;
};

}  // namespace lineament::ui
