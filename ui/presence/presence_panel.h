#pragma once

#include "ui/bridge/decision_queue.h"
#include "ui/widgets/desk.h"

class QStackedWidget;
class QTabBar;

namespace lineament {
struct Alert;
}

namespace lineament::ui {

class AccessPage;
class AlertsPage;
class AttendancePage;
class Banner;
class EmptyState;
class LivePage;
class LiveRuns;
class WatchlistsPage;
class WebhooksPage;

/// The desk of live sources: cameras, alerts, watchlists, attendance, access. Thread: GUI.
class PresencePanel : public Desk {
    Q_OBJECT
  public:
    PresencePanel(Session& session, QWidget* parent);
    ~PresencePanel() override;

    QString id() const override { return QStringLiteral("presence"); }
    QString title() const override { return tr("Presence"); }
    QString iconName() const override { return QStringLiteral("cctv"); }
    QList<QAction*> deskActions() const override { return actions_; }
    bool idle() const override;

    LivePage& live() { return *live_; }
    LiveRuns& runs() { return *runs_; }
    AlertsPage& alerts() { return *alerts_; }
    WatchlistsPage& watchlists() { return *watchlists_; }
    WebhooksPage& webhooks() { return *webhooks_; }
    AttendancePage& attendance() { return *attendance_; }
    AccessPage& access() { return *access_; }
    /// "live", "alerts", "watchlists", "webhooks", "attendance", "access".
    void showTab(const QString& id);
    QString currentTab() const;

  protected:
    void retranslate() override;

  private:
    QAction* add(const char* id, const char* icon, const QKeySequence& keys);
    void makeActions();
    void layOut();
    void connectAll();
    void useWorkspace();
    void showNoStore(bool none);
    void applyRole();
    void load();
    void loadCameras();
    void warn(const Alert& alert);
    void overdue(const Alert& alert);
    void showState();

    struct Keys {
        QAction *addCamera, *toggleAll, *newList, *acknowledge, *dismiss, *next, *previous, *door;
    } keys_{};
    QList<QAction*> actions_;
    DecisionQueue queue_;
    bool loading_ = false, again_ = false;
    QStringList ids_;
    QTabBar* tabs_;
    Banner* banner_;
    QStackedWidget* stack_;
    LiveRuns* runs_;
    LivePage* live_;
    AlertsPage* alerts_;
    WatchlistsPage* watchlists_;
    WebhooksPage* webhooks_;
    AttendancePage* attendance_;
    AccessPage* access_;
    EmptyState* noStore_;
};

}  // namespace lineament::ui
