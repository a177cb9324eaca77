#pragma once

#include <QFrame>
#include <optional>

#include "core/domain/presence.h"
#include "core/pipelines/presence/live_watch.h"
#include "ui/presence/live/live_runs.h"

class QLabel;
class QPainter;
class QToolButton;

namespace lineament::ui {

class ElidedLabel;

/// One camera of the wall: its picture with the faces found, how it is doing, and what can be done with it.
class CameraTile : public QFrame {
    Q_OBJECT
  public:
    explicit CameraTile(QWidget* parent = nullptr);

    void setCamera(const Camera& camera);
    const Camera& camera() const { return camera_; }
    void showFrame(const LiveFrame& frame);
    /// Empty: it does not run.
    void setHealth(const std::optional<CameraHealth>& health);
    /// It has ended by itself, as the sentence says; empty: its recording is over.
    void setEnded(const QString& trouble);
    ImageCanvas& canvas() { return *canvas_; }
    void retranslate();

  Q_SIGNALS:
    void startRequested();
    void stopRequested();
    void editRequested();
    void removeRequested();

  private:
    void showName();
    void showState();
    void paintArea(QPainter& painter);

    Camera camera_;
    std::optional<CameraHealth> health_;
    QString trouble_;
    bool over_ = false;
    ElidedLabel *name_, *state_;
    QLabel* light_;
    ImageCanvas* canvas_;
    QToolButton *run_, *edit_, *remove_;
};

}  // namespace lineament::ui
