#pragma once

#include <QFrame>

class QLabel;
class QMenu;
class QPushButton;
class QToolButton;

namespace lineament::ui {

/// The line above the desk: menu, the desk's name, the way into the palette. Thread: GUI.
class TopBar : public QFrame {
    Q_OBJECT
  public:
    explicit TopBar(QWidget* parent = nullptr);

    void setMenu(QMenu* menu);
    void setTitle(const QString& title);
    /// Who is signed in, with what they can do about it; an empty name hides it.
    void setAccount(const QString& name, const QString& role, QMenu* menu);
    /// `keys` is what opens the palette ("Ctrl+K").
    void retranslate(const QString& keys);

  Q_SIGNALS:
    void searchRequested();

  private:
    QToolButton* menu_;
    QLabel* title_;
    QPushButton* search_;
    QToolButton* account_;
};

}  // namespace lineament::ui
