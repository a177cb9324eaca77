#pragma once

#include <QHash>
#include <QImage>
#include <QList>
#include <QObject>
#include <memory>
#include <optional>
#include <thread>

#include "core/pipelines/presence/door_watch.h"

namespace lineament::ui {

/// What the screen of a door shows of its camera: the newest frame, reduced, and what is to be said.
struct DoorPicture {
    QImage picture;
    std::optional<QRectF> face;  ///< px of the picture
    DoorGuidance guidance = DoorGuidance::kNobody;
    bool cardNeeded = false;
};

/// The doors that are run by this window, each on a thread of its own; what they decide is in the store.
/// Nothing here waits: a door that is stopped ends when it has finished its frame. Thread: GUI.
class DoorRuns : public QObject {
    Q_OBJECT
  public:
    explicit DoorRuns(QObject* parent = nullptr);
    ~DoorRuns() override;

    /// Stops all that run on another one.
    void setWorkspace(std::shared_ptr<Workspace> workspace);
    void start(DoorId door);
    void stop(DoorId door);
    void stopAll();
    bool running(DoorId door) const { return runs_.contains(door.value()); }
    void showCard(DoorId door, const QString& card);
    /// The newest frame so far; an empty picture before the first.
    DoorPicture picture(DoorId door) const;
    /// Empty if it does not run.
    std::optional<DoorHealth> health(DoorId door) const;

  Q_SIGNALS:
    void frameArrived(qint64 door);
    /// It is in the store, and the actuator has answered.
    void decided(qint64 door, const lineament::AccessEvent& event);
    void stateChanged(qint64 door);
    /// It has ended by itself; an empty sentence: its recording is over.
    void ended(qint64 door, const QString& sentence);

  private:
    struct Run;
    void finish(const std::shared_ptr<Run>& run, const QString& sentence);

    std::shared_ptr<Workspace> workspace_;
    QHash<qint64, std::shared_ptr<Run>> runs_;
    QList<std::shared_ptr<Run>> ending_;
};

}  // namespace lineament::ui
