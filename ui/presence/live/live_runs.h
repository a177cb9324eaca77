#pragma once

#include <QHash>
#include <QImage>
#include <QList>
#include <QObject>
#include <QTimer>
#include <memory>
#include <optional>
#include <thread>

#include "core/pipelines/presence/live_watch.h"
#include "ui/widgets/image_canvas.h"

namespace lineament::ui {

/// What a tile shows of a camera: its newest analysed frame, reduced, with the faces found in it.
struct LiveFrame {
    QImage picture;
    QList<CanvasBox> boxes;
};

/// The cameras that are being watched, each on threads of its own; what they find goes to the store, and
/// webhooks are told as long as there is a workspace. Nothing here waits: a camera that is stopped ends when
/// it has finished its frame. Thread: GUI.
class LiveRuns : public QObject {
    Q_OBJECT
  public:
    explicit LiveRuns(QObject* parent = nullptr);
    ~LiveRuns() override;

    /// Stops all that runs on another one.
    void setWorkspace(std::shared_ptr<Workspace> workspace);
    /// Starts it, or again if its settings have changed.
    void start(const Camera& camera);
    void stop(CameraId camera);
    void stopAll();
    bool running(CameraId camera) const;
    /// It runs, and as it is said to be here.
    bool runs(const Camera& camera) const;
    int count() const { return static_cast<int>(runs_.size()); }
    /// Empty if it does not run.
    std::optional<CameraHealth> health(CameraId camera) const;
    /// The newest frame so far; an empty picture before the first.
    LiveFrame frame(CameraId camera) const;

  Q_SIGNALS:
    void frameArrived(qint64 camera);
    void healthChanged();  ///< twice a second while something runs
    void stateChanged(qint64 camera);
    /// An alert is in the store.
    void alertRaised(const lineament::Alert& alert);
    /// It has ended by itself: no model, or trouble with the store. Its recording may also just be over: no
    /// word then.
    void ended(qint64 camera, const QString& sentence);

  private:
    struct Run;
    void finish(const std::shared_ptr<Run>& run, const QString& sentence);

    std::shared_ptr<Workspace> workspace_;
    QHash<qint64, std::shared_ptr<Run>> runs_;
    QList<std::shared_ptr<Run>> ending_;
    std::jthread webhooks_;
    QTimer pulse_;
};

}  // namespace lineament::ui
