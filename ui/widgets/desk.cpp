#include "ui/widgets/desk.h"

#include <QApplication>
#include <QCoreApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QStackedWidget>
#include <QStyle>
#include <QToolButton>

#include "ui/bridge/session.h"
#include "ui/bridge/settings.h"
#include "ui/theme/theme.h"

namespace lineament::ui {

namespace {

constexpr int kLayoutVersion = 1;

/// Title of a panel: its name, and a button that floats it.
class PanelTitle : public QWidget {
  public:
    explicit PanelTitle(QDockWidget* panel) : QWidget(panel) {
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(metrics::kSpace3, metrics::kSpace1, metrics::kSpace1, metrics::kSpace1);
        name_ = new QLabel(this);
        name_->setProperty("role", QStringLiteral("caption"));
        row->addWidget(name_, 1);
        float_ = new QToolButton(this);
        float_->setIcon(Theme::instance().icon(QStringLiteral("external-link"), Token::Muted));
        float_->setIconSize({14, 14});
        float_->setFocusPolicy(Qt::TabFocus);
        row->addWidget(float_);
        QObject::connect(float_, &QToolButton::clicked, panel,
                         [panel] { panel->setFloating(!panel->isFloating()); });
    }
    void setTitle(const QString& title) {
        name_->setText(title);
        float_->setToolTip(QCoreApplication::translate("PanelTitle", "Float or dock this panel"));
        float_->setAccessibleName(float_->toolTip());
    }

  private:
    QLabel* name_;
    QToolButton* float_;
};

bool isStop(const QWidget& widget, const QWidget& desk) {
    return (widget.focusPolicy() & Qt::TabFocus) == Qt::TabFocus && widget.isEnabled() &&
           widget.isVisibleTo(&desk);
}

/// The first stop of Tab inside a part of a desk, in the order of the walk.
QWidget* firstStopIn(const QWidget& part, const QWidget& desk) {
    for (auto* next = part.nextInFocusChain(); next && next != &part; next = next->nextInFocusChain())
        if (part.isAncestorOf(next) && isStop(*next, desk)) return next;
    return nullptr;
}

}  // namespace

Desk::Desk(Session& session, QWidget* parent) : QMainWindow(parent, Qt::Widget), session_(session) {
    setWindowFlags(Qt::Widget);
    setDockOptions(QMainWindow::AllowNestedDocks | QMainWindow::AllowTabbedDocks);
    setContextMenuPolicy(Qt::NoContextMenu);
    setCorner(Qt::BottomRightCorner, Qt::RightDockWidgetArea);
}

bool Desk::openPath(const QString&) {
    return false;
}

bool Desk::openAt(const QString& path, double) {
    return openPath(path);
}

bool Desk::openPaths(const QStringList& paths) {
    bool taken = false;
    for (const auto& path : paths)
        taken = openPath(path) || taken;
    return taken;
}

bool Desk::reveal(const DeskItem&) {
    return false;
}

QDockWidget* Desk::addPanel(const QString& id, QWidget* content, Qt::DockWidgetArea area) {
    auto* panel = new QDockWidget(this);
    panel->setObjectName(id);
    panel->setWidget(content);
    panel->setFeatures(QDockWidget::DockWidgetMovable | QDockWidget::DockWidgetFloatable);
    panel->setTitleBarWidget(new PanelTitle(panel));
    addDockWidget(area, panel);
    // Of panels that share a place Qt only moves the covered ones aside: without this Tab would go through
    // them.
    auto policy = content->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    content->setSizePolicy(policy);
    connect(panel, &QDockWidget::visibilityChanged, this, [this, panel](bool seen) {
        if (!seen && !panel->isVisible()) return;  // it goes with its desk, or with the window
        const bool hadKeys = panel->isAncestorOf(QApplication::focusWidget());
        panel->widget()->setVisible(seen);
        panel->titleBarWidget()->setVisible(seen);
        if (hadKeys && !seen) QMetaObject::invokeMethod(this, &Desk::takeFocus, Qt::QueuedConnection);
    });
    return panel;
}

void Desk::setPanelTitle(QDockWidget* panel, const QString& title) {
    panel->setWindowTitle(title);
    static_cast<PanelTitle*>(panel->titleBarWidget())->setTitle(title);
}

QAction* Desk::makeAction(const QString& id, const QString& icon, const QKeySequence& shortcut) {
    auto* action = new QAction(this);
    action->setObjectName(id);
    if (!icon.isEmpty()) action->setIcon(Theme::instance().icon(icon));
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(action);
    return action;
}

void Desk::setStatusText(const QString& text) {
    if (text == statusText_) return;
    statusText_ = text;
    Q_EMIT statusTextChanged(text);
}

void Desk::turnTo(QStackedWidget& pages, int page) {
    const bool goesAlong = page != pages.currentIndex() && pages.isAncestorOf(QApplication::focusWidget());
    pages.setCurrentIndex(page);
    if (goesAlong) takeFocus();
}

void Desk::takeFocus() {
    QWidget* holder = keyHolder();
    if (!holder) holder = this;
    // A page that has no stop holds them itself, so that they go along when another takes its place.
    QWidget* stop = isStop(*holder, *this) ? holder : firstStopIn(*holder, *this);
    (stop ? stop : holder)->setFocus();
}

void Desk::prepare() {
    if (!builtLayout_.isEmpty()) return;
    builtLayout_ = saveState(kLayoutVersion);
    setAccessibleName(title());
    retranslate();
}

void Desk::resetLayout() {
    prepare();
    restoreState(builtLayout_, kLayoutVersion);
}

void Desk::restoreLayout(Settings& settings) {
    prepare();
    const QByteArray layout = settings.named(QStringLiteral("layout/") + id()).toByteArray();
    if (!layout.isEmpty()) restoreState(layout, kLayoutVersion);
}

void Desk::rememberLayout(Settings& settings) const {
    // A desk that was never shown knows no sizes worth remembering.
    if (!builtLayout_.isEmpty() && testAttribute(Qt::WA_WState_Polished))
        settings.setNamed(QStringLiteral("layout/") + id(), saveState(kLayoutVersion));
}

void Desk::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() != QEvent::LanguageChange) return;
    setAccessibleName(title());
    retranslate();
}

void Desk::showEvent(QShowEvent* event) {
    prepare();
    QMainWindow::showEvent(event);
}

}  // namespace lineament::ui
