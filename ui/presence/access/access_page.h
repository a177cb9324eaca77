#pragma once

#include <QWidget>
#include <functional>
#include <map>
#include <set>
#include <vector>

#include "core/domain/access.h"
#include "ui/bridge/decision_queue.h"
#include "ui/presence/access/door_form.h"

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;
class QStackedWidget;
class QTabBar;

namespace lineament::ui {

class AccessLogPage;
class DoorRuns;
class DoorScreen;
class EmptyState;
class HoursPage;

/// Doors: the screen of each, its settings, the hours they go by, and the log.
class AccessPage : public QWidget {
    Q_OBJECT
  public:
    AccessPage(Session& session, DecisionQueue& queue, QWidget* parent = nullptr);
    ~AccessPage() override;

    void load();
    void useWorkspace();
    bool idle() const;
    const std::vector<Door>& doors() const { return loaded_.doors; }
    DoorRuns& runs() { return *runs_; }
    DoorScreen& screen() { return *screen_; }
    AccessLogPage& log() { return *log_; }
    HoursPage& hours() { return *hours_; }
    /// "door", "settings", "hours", "log".
    void showPart(const QString& id);
    void newDoor();
    /// Starts or stops the door that is chosen.
    void toggle();
    /// How the removal of a door is confirmed; tests answer in its place.
    void setConfirm(std::function<bool(const QString& question)> confirm) { confirm_ = std::move(confirm); }
    void retranslate();

  private:
    struct Loaded {
        std::vector<Door> doors;
        std::map<std::int64_t, UnixMs> lockedUntil;  ///< of doors that are locked
        DoorForm::Choices choices;
    };
    static Loaded read(Workspace& workspace);
    void take(Loaded& loaded);
    const Door* chosen() const;
    QString troubleOf(DoorId id) const;
    void showDoor();
    void showNames();
    void showState();
    void save(const Door& door, bool select);
    void removeDoor();
    void unlock();

    Session& session_;
    DecisionQueue& queue_;
    std::function<bool(const QString&)> confirm_;
    Loaded loaded_;
    std::int64_t wanted_ = 0;
    std::set<std::int64_t> troubled_;  ///< doors that run, but see nothing
    bool loading_ = false, again_ = false, known_ = false, filling_ = false, stale_ = false;

    DoorRuns* runs_;
    QStackedWidget *stack_, *parts_;
    EmptyState *empty_, *busy_;
    QListWidget* names_;
    QPushButton *new_, *remove_;
    QTabBar* tabs_;
    QWidget *screenHome_, *lockRow_;
    QLabel* lockWords_;
    QLineEdit* lockReason_;
    QPushButton* unlock_;
    DoorScreen* screen_;
    DoorForm* form_;
    HoursPage* hours_;
    AccessLogPage* log_;
};

}  // namespace lineament::ui
