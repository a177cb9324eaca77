#include "ui/presence/presence_panel.h"

#include <QApplication>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>
#include <algorithm>

#include "core/media/video_source.h"
#include "core/store/presence_book.h"
#include "ui/bridge/permit.h"
#include "ui/bridge/session.h"
#include "ui/bridge/sign_in.h"
#include "ui/presence/access/access_page.h"
#include "ui/presence/access/door_runs.h"
#include "ui/presence/alerts/alerts_page.h"
#include "ui/presence/attendance/attendance_page.h"
#include "ui/presence/live/live_page.h"
#include "ui/presence/watchlists/watchlists_page.h"
#include "ui/presence/webhooks/webhooks_page.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/empty_state.h"

namespace lineament::ui {

namespace {
constexpr double kBeforeMs = 2000;  ///< a recording is looked at from so long before a moment
}

PresencePanel::PresencePanel(Session& session, QWidget* parent) : Desk(session, parent), queue_(session) {
    setObjectName(QStringLiteral("presencePanel"));
    makeActions();
    layOut();
    connectAll();
    showTab(QStringLiteral("live"));
    if (session.workspace()) useWorkspace();
}

PresencePanel::~PresencePanel() = default;

QAction* PresencePanel::add(const char* id, const char* icon, const QKeySequence& keys) {
    auto* action = makeAction(QStringLiteral("presence.") + QLatin1String(id), QLatin1String(icon), keys);
    actions_ << action;
    return action;
}

void PresencePanel::makeActions() {
    keys_.addCamera = add("addCamera", "cctv", Qt::Key_C);
    keys_.toggleAll = add("toggleAll", "play", Qt::Key_Space);
    keys_.newList = add("newList", "flag", Qt::Key_W);
    keys_.acknowledge = add("acknowledge", "check", Qt::Key_A);
    keys_.dismiss = add("dismiss", "x", Qt::Key_D);
    keys_.next = add("next", "arrow-right", Qt::Key_J);
    keys_.previous = add("previous", "arrow-left", Qt::Key_K);
    keys_.door = add("toggleDoor", "lock", Qt::Key_O);
    const auto on = [this](QAction* action, const char* tab, auto work) {
        connect(action, &QAction::triggered, this, [this, tab, work] {
            showTab(QLatin1String(tab));
            work();
        });
    };
    on(keys_.addCamera, "live", [this] { live_->addCamera(); });
    on(keys_.toggleAll, "live", [this] { live_->toggleAll(); });
    on(keys_.newList, "watchlists", [this] { watchlists_->newList(); });
    on(keys_.acknowledge, "alerts", [this] { alerts_->acknowledge(); });
    on(keys_.dismiss, "alerts", [this] { alerts_->dismiss(); });
    on(keys_.next, "alerts", [this] { alerts_->move(1); });
    on(keys_.previous, "alerts", [this] { alerts_->move(-1); });
    on(keys_.door, "access", [this] { access_->toggle(); });
}

void PresencePanel::layOut() {
    auto* centre = new QWidget;
    auto* column = new QVBoxLayout(centre);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    tabs_ = new QTabBar;
    tabs_->setObjectName(QStringLiteral("presenceTabs"));
    tabs_->setExpanding(false);
    tabs_->setDrawBase(false);
    banner_ = new Banner;
    banner_->setObjectName(QStringLiteral("presenceBanner"));
    stack_ = new QStackedWidget;
    column->addWidget(tabs_);
    column->addWidget(banner_);
    column->addWidget(stack_, 1);
    setCentralWidget(centre);
    runs_ = new LiveRuns(this);
    live_ = new LivePage(session(), queue_, *runs_);
    alerts_ = new AlertsPage(session(), queue_);
    watchlists_ = new WatchlistsPage(session(), queue_);
    webhooks_ = new WebhooksPage(session(), queue_);
    attendance_ = new AttendancePage(session(), queue_);
    access_ = new AccessPage(session(), queue_);
    const auto page = [this](const char* id, QWidget* content) {
        ids_ << QLatin1String(id);
        tabs_->addTab(QString());
        stack_->addWidget(content);
    };
    page("live", live_);
    page("alerts", alerts_);
    page("watchlists", watchlists_);
    page("webhooks", webhooks_);
    page("attendance", attendance_);
    page("access", access_);
    noStore_ = new EmptyState(QStringLiteral("circle-alert"));
    noStore_->setObjectName(QStringLiteral("presenceNoStore"));
    stack_->addWidget(noStore_);
}

/// Without a store there is nothing to be read: no page waits for it.
void PresencePanel::showNoStore(bool none) {
    tabs_->setVisible(!none);
    if (none)
        stack_->setCurrentWidget(noStore_);
    else
        stack_->setCurrentIndex(tabs_->currentIndex());
    showState();
}

void PresencePanel::connectAll() {
    connect(tabs_, &QTabBar::currentChanged, this, [this](int tab) {
        stack_->setCurrentIndex(tab);
        if (currentTab() == QLatin1String("alerts")) banner_->dismiss();
        load();
        showState();
    });
    connect(&session(), &Session::workspaceChanged, this, &PresencePanel::useWorkspace);
    connect(&session(), &Session::openFailed, this, [this] {
        if (!session().workspace()) showNoStore(true);
    });
    connect(&session(), &Session::storeChanged, this, &PresencePanel::load);
    auto& who = SignIn::of(session());
    connect(&who, &SignIn::changed, this, [this, &who] {
        // Nobody is there in whose name it could go on; a window that is only locked keeps watching.
        if (who.needed()) {
            runs_->stopAll();
            access_->runs().stopAll();
        }
        applyRole();
    });
    Permit::guard(session(), static_cast<QObject*>(watchlists_), {Permission::kWatchlists});
    connect(runs_, &LiveRuns::alertRaised, this, &PresencePanel::warn);
    connect(runs_, &LiveRuns::stateChanged, this, &PresencePanel::showState);
    const auto fail = [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); };
    connect(&queue_, &DecisionQueue::failed, this, fail);
    connect(live_, &LivePage::failed, this, fail);
    connect(attendance_, &AttendancePage::failed, this, fail);
    connect(attendance_, &AttendancePage::said, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Good, sentence); });
    connect(alerts_, &AlertsPage::newAlertsChanged, this, &PresencePanel::retranslate);
    connect(alerts_, &AlertsPage::overdue, this, &PresencePanel::overdue);
    const auto lookAt = [this](const QString& recording, double ms) {
        if (ms < 0) return Q_EMIT openRequested({recording});
        Q_EMIT openAtRequested(recording, std::max(0.0, ms - kBeforeMs));
    };
    connect(alerts_, &AlertsPage::recordingRequested, this, lookAt);
    connect(attendance_, &AttendancePage::recordingRequested, this, lookAt);
    connect(alerts_, &AlertsPage::watchlistsRequested, this,
            [this] { showTab(QStringLiteral("watchlists")); });
    connect(banner_, &Banner::actionTriggered, this, [this] {
        banner_->dismiss();
        showTab(QStringLiteral("alerts"));
    });
}

/// Pages that whoever is signed in is not let in to are greyed, with the reason.
void PresencePanel::applyRole() {
    for (int tab = 0; tab < tabs_->count(); ++tab) {
        const auto& id = ids_.at(tab);
        const QString why =
            Permit::reason(session(), {id == QLatin1String("attendance") ? Permission::kSeeAttendance
                                       : id == QLatin1String("webhooks") ? Permission::kSources
                                                                         : Permission::kWatch});
        tabs_->setTabEnabled(tab, why.isEmpty());
        tabs_->setTabToolTip(tab, why);
    }
    for (int tab = 0; tab < tabs_->count() && !tabs_->isTabEnabled(tabs_->currentIndex()); ++tab)
        if (tabs_->isTabEnabled(tab)) showTab(ids_.at(tab));
}

void PresencePanel::useWorkspace() {
    showNoStore(false);
    runs_->setWorkspace(session().workspace());
    alerts_->useWorkspace();
    watchlists_->useWorkspace();
    webhooks_->load();
    live_->showBusy();
    loadCameras();
    attendance_->useWorkspace();
    access_->useWorkspace();
}

void PresencePanel::load() {
    loadCameras();
    alerts_->load();  // the tab says how many are new, whatever page is on show
    if (currentTab() == QLatin1String("watchlists")) watchlists_->load();
    if (currentTab() == QLatin1String("webhooks")) webhooks_->load();
    if (currentTab() == QLatin1String("attendance")) attendance_->load();
    if (currentTab() == QLatin1String("access")) access_->load();
}

void PresencePanel::loadCameras() {
    const auto& workspace = session().workspace();
    if (!workspace) return;
    if (std::exchange(loading_, true)) {
        again_ = true;
        return;
    }
    auto* job = session().jobs().run<std::vector<Camera>>(
        tr("Read the cameras"), JobRunner::Lane::Short,
        [store = workspace->storePointer()](JobContext&) { return store->presence().cameras(); }, this,
        [this](std::vector<Camera>& cameras) {
            live_->setCameras(cameras);
            QHash<qint64, QString> recordings;
            for (const auto& camera : cameras)
                if (looksLikeVideo(camera.source))
                    recordings.insert(camera.id.value(), QString::fromStdString(camera.source));
            alerts_->setRecordings(recordings);
            showState();
        });
    connect(job, &JobHandle::ended, this, [this] {
        loading_ = false;
        if (std::exchange(again_, false)) loadCameras();
    });
}

void PresencePanel::warn(const Alert& alert) {
    if (alert.sound) QApplication::beep();
    QApplication::alert(window());
    alerts_->load();
    const QString sentence =
        tr("%1 (%2) was seen by %3.")
            .arg(QString::fromStdString(alert.name), QString::fromStdString(alert.listName),
                 QString::fromStdString(alert.cameraName));
    Q_EMIT noticeRaised(tr("Alert"), sentence, tr("A camera has seen somebody of a watchlist."));
    if (currentTab() == QLatin1String("alerts")) return;
    banner_->show(Banner::Kind::Warning, sentence, tr("Show the alerts"));
}

void PresencePanel::overdue(const Alert& alert) {
    if (alert.sound) QApplication::beep();
    QApplication::alert(window());
    const QString sentence =
        tr("Nobody has seen to the alert about %1 (%2).")
            .arg(QString::fromStdString(alert.name), QString::fromStdString(alert.listName));
    Q_EMIT noticeRaised(tr("Overdue alert"), sentence, tr("Nobody has seen to an alert."));
    if (currentTab() == QLatin1String("alerts")) return;
    banner_->show(Banner::Kind::Error, sentence, tr("Show the alerts"));
}

bool PresencePanel::idle() const {
    return !loading_ && !queue_.busy() && alerts_->idle() && watchlists_->idle() && webhooks_->idle() &&
           attendance_->idle() && access_->idle();
}

void PresencePanel::showTab(const QString& id) {
    const auto at = ids_.indexOf(id);
    if (at < 0) return;
    tabs_->setCurrentIndex(static_cast<int>(at));
    stack_->setCurrentIndex(static_cast<int>(at));
}

QString PresencePanel::currentTab() const {
    return ids_.value(stack_->currentIndex());
}

void PresencePanel::showState() {
    const int count = static_cast<int>(live_->tiles().size());
    const QString cameras =
        count == 0 ? QString() : tr("%1 of %n cameras run", nullptr, count).arg(runs_->count());
    setStatusText(currentTab() == QLatin1String("alerts")
                      ? tr("A acknowledge · D dismiss · J next · K previous")
                      : cameras);
}

void PresencePanel::retranslate() {
    tabs_->setTabText(0, tr("Live"));
    tabs_->setTabText(1,
                      alerts_->newAlerts() > 0 ? tr("Alerts (%1)").arg(alerts_->newAlerts()) : tr("Alerts"));
    tabs_->setTabText(2, tr("Watchlists"));
    tabs_->setTabText(3, tr("Webhooks"));
    tabs_->setTabText(4, tr("Attendance"));
    tabs_->setTabText(5, tr("Access"));
    keys_.addCamera->setText(tr("Add a camera…"));
    keys_.toggleAll->setText(tr("Start or stop all cameras"));
    keys_.newList->setText(tr("New watchlist"));
    keys_.acknowledge->setText(tr("Acknowledge the alert"));
    keys_.dismiss->setText(tr("Dismiss the alert…"));
    keys_.next->setText(tr("Next alert"));
    keys_.previous->setText(tr("Previous alert"));
    keys_.door->setText(tr("Start or stop the door"));
    noStore_->setTexts(tr("No data store is open: its cameras, alerts and doors are shown once one is."), {});
    live_->retranslate();
    alerts_->retranslate();
    watchlists_->retranslate();
    webhooks_->retranslate();
    attendance_->retranslate();
    access_->retranslate();
    showState();
}

}  // namespace lineament::ui
