#pragma once

#include <QFrame>

namespace lineament::ui {

class ActionRegistry;

/// F1: the keys of the desk on show and of the window. Any key or click closes it. Thread: GUI.
class KeySheet : public QFrame {
    Q_OBJECT
  public:
    KeySheet(ActionRegistry& actions, QWidget* parent);
    void popUp(const QString& deskId, const QString& deskTitle);

  protected:
    void keyPressEvent(QKeyEvent* event) override;

  private:
    ActionRegistry& actions_;
    QWidget* sheet_ = nullptr;
};

}  // namespace lineament::ui
