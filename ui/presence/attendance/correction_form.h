#pragma once

#include <QFrame>

#include "core/presence/attendance.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QTimeEdit;

namespace lineament::ui {

/// What somebody says against or beside what cameras saw: there from, there until, or not them; always with a
/// reason.
class CorrectionForm : public QFrame {
    Q_OBJECT
  public:
    explicit CorrectionForm(QWidget* parent = nullptr);

    /// sighting: the one chosen, which "not them" is about; not valid: none is.
    void open(const AttendanceDay& day, SightingId sighting);
    void retranslate();

  Q_SIGNALS:
    void accepted(const lineament::Correction& correction);

  protected:
    void keyPressEvent(QKeyEvent* event) override;

  private:
    void check();
    void accept();

    AttendanceDay day_;
    SightingId sighting_;
    QLabel *title_, *kindLabel_, *timeLabel_, *reasonLabel_;
    QComboBox* kind_;
    QTimeEdit* time_;
    QCheckBox* nextDay_;
    QLineEdit* reason_;
    QPushButton *save_, *cancel_;
};

}  // namespace lineament::ui
