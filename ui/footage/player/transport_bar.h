#pragma once

#include <QWidget>

class QAction;
class QComboBox;
class QLabel;
class QToolButton;

namespace lineament::ui {

class PlayerEngine;

/// Play, step, place in time, speed and loop below the picture. Its buttons trigger the desk's actions, so
/// that a key, a menu and a button are one thing. Thread: GUI.
class TransportBar : public QWidget {
    Q_OBJECT
  public:
    struct Actions {
        QAction *toStart, *stepBack, *play, *stepOn, *toEnd, *loop, *boxes;
    };
    TransportBar(PlayerEngine& player, const Actions& actions, QWidget* parent = nullptr);

  Q_SIGNALS:
    void speedChosen(double speed);

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void retranslate();
    void showPlace();
    void showState();
    QToolButton* button(QAction* action);

    PlayerEngine& player_;
    Actions actions_;
    QLabel* time_;
    QLabel* frame_;
    QComboBox* speed_;
};

}  // namespace lineament::ui
