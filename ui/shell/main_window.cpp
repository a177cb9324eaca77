#include "ui/shell/main_window.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QMimeData>
#include <QScreen>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "core/image/image.h"
#include "core/media/video_source.h"
#include "ui/bridge/permit.h"
#include "ui/bridge/session.h"
#include "ui/bridge/settings.h"
#include "ui/shell/action_permissions.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/desk_rail.h"
#include "ui/shell/desktop_notice.h"
#include "ui/shell/job_tray.h"
#include "ui/shell/key_sheet.h"
#include "ui/shell/sample_guide.h"
#include "ui/shell/status_line.h"
#include "ui/shell/top_bar.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"

namespace lineament::ui {

namespace {

constexpr QSize kSmallest(1024, 640), kUsual(1366, 768);

/// The desk that paths belong to by their kind; empty if nothing tells.
QString deskFor(const QStringList& paths) {
    for (const auto& path : paths) {
        if (path.contains(QLatin1String("://")) || looksLikeVideo(path.toStdString()))
            return QStringLiteral("footage");
        if (QFileInfo(path).isDir() || looksLikeImage(path.toStdString())) return QStringLiteral("people");
    }
    return {};
}

QStringList localPaths(const QMimeData& data) {
    QStringList paths;
    for (const auto& url : data.urls())
        if (url.isLocalFile()) paths << url.toLocalFile();
    return paths;
}

}  // namespace

MainWindow::MainWindow(Session& session, Settings& settings, Language& language)
    : session_(session), settings_(settings), language_(language), actions_(settings) {
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    setMinimumSize(kSmallest);
    makeActions();

    rail_ = new DeskRail(this);
    topBar_ = new TopBar(this);
    banner_ = new Banner(this);
    banner_->setObjectName(QStringLiteral("windowBanner"));
    guide_ = new SampleGuide(session_, settings_, *this);
    stack_ = new QStackedWidget(this);
    tray_ = new JobTray(session_.jobs(), this);
    status_ = new StatusLine(tray_, this);
    palette_ = new CommandPalette(actions_, session_, this);
    keySheet_ = new KeySheet(actions_, this);
    notice_ = new DesktopNotice(settings_, *this);
    makeMenu();

    auto* centre = new QWidget(this);
    auto* row = new QHBoxLayout(centre);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(topBar_);
    column->addWidget(banner_);
    column->addWidget(guide_->banner());
    column->addWidget(stack_, 1);
    column->addWidget(status_);
    row->addWidget(rail_);
    row->addLayout(column, 1);
    cover(centre);

    connect(notice_, &DesktopNotice::clicked, this, [this](const QString& deskId) {
        setWindowState(windowState() & ~Qt::WindowMinimized);
        raise();
        activateWindow();
        if (!covered()) goTo(deskId);
    });
    connect(guide_, &SampleGuide::storeRequested, this, &MainWindow::sampleStoreRequested);
    connect(topBar_, &TopBar::searchRequested, palette_, &CommandPalette::popUp);
    connect(palette_, &CommandPalette::itemChosen, this, &MainWindow::reveal);
    connect(palette_, &CommandPalette::actionChosen, this, &MainWindow::chooseAction);
    connect(&session_, &Session::decisionReplayed, this, [this](const QString& sentence) {
        status_->announce(sentence.isEmpty() ? tr("There is nothing to take back or to do again.")
                                             : sentence);
    });
    connect(&session_, &Session::failed, this,
            [this](const QString& sentence) { banner_->show(Banner::Kind::Error, sentence); });
    connect(&session_, &Session::openFailed, this, [this](const QString& sentence) {
        banner_->show(Banner::Kind::Error, sentence, tr("Try again"));
    });
    connect(&session_, &Session::workspaceChanged, banner_, &Banner::dismiss);
    connect(banner_, &Banner::actionTriggered, this, [this] {
        banner_->dismiss();
        Q_EMIT reopenRequested();
    });
    connect(&settings_, &Settings::changed, this, [this](Setting key) {
        if (key == Setting::Theme) applyTheme();
        if (key == Setting::Language) applyLanguage();
    });
    connect(&actions_, &ActionRegistry::shortcutsChanged, this, &MainWindow::retranslate);
    applyTheme();
    applyLanguage();
    retranslate();
    applyAccount();
    placeWindow();
}

MainWindow::~MainWindow() = default;

void MainWindow::placeWindow() {
    if (restoreGeometry(settings_.value(Setting::WindowGeometry).toByteArray())) return;
    const QSize room = screen()->availableSize();
    // A screen smaller than any real one is that of a test without a display.
    const bool real = room.width() >= kSmallest.width() && room.height() >= kSmallest.height();
    resize(real ? (room * 0.92).expandedTo(kUsual.boundedTo(room)) : kUsual);
}

void MainWindow::addDesk(Desk* desk, bool atBottom) {
    const QKeySequence key = atBottom ? QKeySequence(Qt::CTRL | Qt::Key_Comma)
                                      : QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + numbered_++));
    auto* action = makeAction(QStringLiteral("desk.") + desk->id(), desk->iconName(), {key});
    action->setCheckable(true);
    action->setText(desk->title());
    action->setActionGroup(deskGroup_);
    deskActions_.insert(desk, action);
    connect(action, &QAction::triggered, this, [this, desk] { showDesk(desk); });
    actions_.add(action);
    Permit::guard(session_, action, permissionsOfDesk(desk->id()));
    for (auto* own : desk->deskActions()) {
        actions_.add(own, desk->id());
        Permit::guard(session_, own, permissionsOf(own->objectName()));
    }
    rail_->addDesk(action, atBottom);
    stack_->addWidget(desk);
    desk->restoreLayout(settings_);
    actions_.retitle();
    connect(desk, &Desk::statusTextChanged, this, [this, desk](const QString& text) {
        if (desk == currentDesk()) status_->setText(text);
    });
    connect(desk, &Desk::revealRequested, this, &MainWindow::reveal);
    connect(desk, &Desk::openRequested, this, [this](const QStringList& paths) { open(paths); });
    connect(desk, &Desk::openAtRequested, this, &MainWindow::openAt);
    connect(desk, &Desk::noticeRaised, this,
            [this, desk](const QString& title, const QString& text, const QString& discreet) {
                notice_->show(title, covered() ? discreet : text, desk->id());
            });
    if (stack_->count() == 1) showDesk(desk);
}

QList<Desk*> MainWindow::desks() const {
    QList<Desk*> desks;
    for (int i = 0; i < stack_->count(); ++i)
        desks << static_cast<Desk*>(stack_->widget(i));
    return desks;
}

Desk* MainWindow::desk(const QString& id) const {
    for (auto* desk : desks())
        if (desk->id() == id) return desk;
    return nullptr;
}

Desk* MainWindow::currentDesk() const {
    return static_cast<Desk*>(stack_->currentWidget());
}

bool MainWindow::goTo(const QString& id) {
    auto* wanted = desk(id);
    if (wanted) showDesk(wanted);
    return wanted;
}

void MainWindow::showDesk(Desk* desk) {
    if (!permitted(desk)) return;
    stack_->setCurrentWidget(desk);
    deskActions_.value(desk)->setChecked(true);
    topBar_->setTitle(desk->title());
    status_->setText(desk->statusText());
    fillDeskMenu();
    desk->takeFocus();
    settings_.set(Setting::LastDesk, desk->id());
    Q_EMIT currentDeskChanged(desk);
}

void MainWindow::open(const QStringList& paths, const QString& preferredId) {
    if (covered()) return;
    QList<Desk*> asked;
    for (const auto& id : {preferredId, deskFor(paths)})
        if (auto* one = desk(id); one && !asked.contains(one)) asked << one;
    // What belongs to a desk that is closed to this role is not handed to another one.
    if (!asked.isEmpty() && !permitted(asked.first())) return sayWhyNot(asked.first());
    for (auto* one : desks())
        if (!asked.contains(one)) asked << one;
    for (auto* one : asked)
        if (permitted(one) && one->openPaths(paths)) return showDesk(one);
    sayNotTaken(paths);
}

void MainWindow::openAt(const QString& path, double ms) {
    // What has a place in time is a recording, were it a folder of pictures, which People would take.
    auto* own = desk(QStringLiteral("footage"));
    if (covered() || !own) return open({path});
    if (!permitted(own)) return sayWhyNot(own);
    if (!own->openAt(path, ms)) return sayNotTaken({path});
    showDesk(own);
}

void MainWindow::reveal(const DeskItem& item) {
    if (covered()) return;
    for (auto* one : desks())
        if (permitted(one) && one->reveal(item)) return showDesk(one);
    auto* own =
        desk(item.kind == DeskItem::Kind::Identity ? QStringLiteral("people") : QStringLiteral("footage"));
    if (own && !permitted(own)) sayWhyNot(own);
}

void MainWindow::sayNotTaken(const QStringList& paths) {
    banner_->show(Banner::Kind::Warning,
                  tr("%1 is neither a recording nor a photo.", nullptr, int(paths.size()))
                      .arg(QDir::toNativeSeparators(QFileInfo(paths.value(0)).fileName())));
}

void MainWindow::sayWhyNot(const Desk* desk) {
    banner_->show(Banner::Kind::Warning, Permit::reason(session_, permissionsOfDesk(desk->id())));
}

bool MainWindow::idle() const {
    return session_.settled() && !session_.jobs().busy() && guide_->idle() &&
           (!currentDesk() || currentDesk()->idle());
}

void MainWindow::chooseAction(QAction* action) {
    // The role may be another one than when the list of commands was made.
    if (covered() && actions_.scopeOf(action) != ActionRegistry::kGlobal) return;
    // A command of another desk acts there, where its effect can be seen.
    if (auto* where = desk(actions_.scopeOf(action))) {
        if (!permitted(where)) return sayWhyNot(where);
        showDesk(where);
    }
    action->trigger();  // which does nothing if it is disabled
}

void MainWindow::resetLayout() {
    for (auto* one : desks()) {
        settings_.removeNamed(QStringLiteral("layout/") + one->id());
        one->resetLayout();
    }
}

void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) retranslate();
}

void MainWindow::paintEvent(QPaintEvent* event) {
    QMainWindow::paintEvent(event);
    if (std::exchange(paintedOnce_, true)) return;
    QMetaObject::invokeMethod(this, &MainWindow::painted, Qt::QueuedConnection);
}

void MainWindow::closeEvent(QCloseEvent* event) {
    settings_.set(Setting::WindowGeometry, saveGeometry());
    for (const auto* one : desks())
        one->rememberLayout(settings_);
    auto& jobs = session_.jobs();
    if (!jobs.busy()) return event->accept();
    // Jobs are asked to stop, never waited for: the window says so and goes with the last of them.
    event->ignore();
    if (std::exchange(closing_, true)) return;
    setEnabled(false);
    banner_->show(Banner::Kind::Info, tr("Finishing: waiting for the jobs to stop. What was done is kept."));
    jobs.refuseNew();
    connect(&jobs, &JobRunner::idle, this, &QWidget::close, Qt::QueuedConnection);
    jobs.cancelAll();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (!covered() && !localPaths(*event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    if (covered()) return;
    event->acceptProposedAction();
    open(localPaths(*event->mimeData()));
}

}  // namespace lineament::ui
