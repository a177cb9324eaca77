#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QString>

namespace lineament::ui {

class MainWindow;

/// Saves a picture of the window once nothing is being loaded or computed any more, then ends the
/// application: 0 saved, 3 not saved or not idle within the limit. Thread: GUI.
class IdleShot : public QObject {
    Q_OBJECT
  public:
    IdleShot(MainWindow& window, QString file, int limitMs, QObject* parent = nullptr);

  private:
    void look();
    void save();

    MainWindow& window_;
    QString file_;
    int limitMs_;
    int calmLooks_ = 0;
    QElapsedTimer since_;
};

}  // namespace lineament::ui
