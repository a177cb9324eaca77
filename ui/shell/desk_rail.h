#pragma once

#include <QFrame>
#include <QList>

class QAbstractButton;
class QActionGroup;
class QVBoxLayout;

namespace lineament::ui {

/// The strip of desks on the left: one button each, the last ones at the bottom. Thread: GUI.
class DeskRail : public QFrame {
    Q_OBJECT
  public:
    explicit DeskRail(QWidget* parent = nullptr);
    /// The action is the desk's: its text, icon, key and checked state are shown.
    void addDesk(QAction* action, bool atBottom);

  private:
    QVBoxLayout* top_;
    QVBoxLayout* bottom_;
};

}  // namespace lineament::ui
