#pragma once

#include <QList>
#include <QPointer>
#include <QWidget>
#include <functional>

#include "ui/bridge/decision_queue.h"
#include "ui/presence/live/camera_tile.h"

class QGridLayout;
class QLabel;
class QPushButton;
class QStackedWidget;

namespace lineament::ui {

class CameraForm;
class EmptyState;

/// The wall of cameras: what each sees now, how it is doing, and adding and removing them.
class LivePage : public QWidget {
    Q_OBJECT
  public:
    LivePage(Session& session, DecisionQueue& queue, LiveRuns& runs, QWidget* parent = nullptr);

    void setCameras(const std::vector<Camera>& cameras);
    void showBusy();
    QList<CameraTile*> tiles() const { return tiles_; }
    void addCamera();
    /// Starts all that are stopped, or stops all if none is.
    void toggleAll();
    void retranslate();

  Q_SIGNALS:
    void failed(const QString& sentence);

  private:
    CameraTile* tile(qint64 camera) const;
    CameraTile* makeTile(const Camera& camera);
    void edit(const Camera& camera);
    void takeStill(const QString& source);
    void arrange();
    void showState();
    void save(const Camera& camera);
    void remove(const Camera& camera);

    Session& session_;
    DecisionQueue& queue_;
    LiveRuns& runs_;
    QList<CameraTile*> tiles_;
    QLabel* summary_;
    QPushButton *all_, *add_;
    CameraForm* form_;
    QPointer<JobHandle> looking_;  // takes a still
    QStackedWidget* stack_;
    EmptyState *empty_, *busy_;
    QGridLayout* grid_;
};

}  // namespace lineament::ui
