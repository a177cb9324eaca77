// Who uses the window: it is covered while nobody is signed in or somebody has locked it, and shows what they
// may.
#include <QApplication>
#include <QDialog>
#include <QDockWidget>
#include <QMenu>
#include <QStackedWidget>
#include <algorithm>

#include "ui/bridge/permit.h"
#include "ui/bridge/role_words.h"
#include "ui/bridge/session.h"
#include "ui/bridge/sign_in.h"
#include "ui/shell/action_permissions.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/idle_lock.h"
#include "ui/shell/main_window.h"
#include "ui/shell/sign_in_screen.h"
#include "ui/shell/top_bar.h"

namespace lineament::ui {

namespace {

/// Harmless while nobody is signed in.
bool worksCovered(const QString& actionId) {
    return actionId == QLatin1String("window.quit") || actionId == QLatin1String("window.fullScreen") ||
           actionId.startsWith(QLatin1String("theme.")) || actionId.startsWith(QLatin1String("language."));
}

bool belongsTo(const QWidget* widget, const QWidget* window) {
    for (; widget; widget = widget->parentWidget())
        if (widget == window) return true;
    return false;
}

/// Menus, lists of choices and hints, also those that others opened: the innermost first.
void closePopups() {
    while (auto* popup = QApplication::activePopupWidget()) {
        popup->close();
        if (QApplication::activePopupWidget() == popup) popup->hide();
        if (QApplication::activePopupWidget() == popup) return;
    }
    for (const QPointer<QWidget> widget : QApplication::topLevelWidgets())
        if (widget && widget->isVisible() &&
            (widget->windowType() == Qt::Popup || widget->windowType() == Qt::ToolTip))
            widget->close();
}

/// Also one that is hidden: whoever waits for a dialog hears that it was refused.
void closeForGood(const QPointer<QWidget>& widget) {
    if (auto* dialog = qobject_cast<QDialog*>(widget))
        dialog->reject();
    else if (widget)
        widget->close();
    if (widget) widget->hide();
}

/// Those that a window has opened, and those that these have: the innermost first, as one that closes may
/// take what it opened with it.
QList<QPointer<QWidget>> windowsOf(const QWidget* window) {
    QList<QPointer<QWidget>> all;
    for (auto* widget : QApplication::topLevelWidgets())
        if (widget != window && belongsTo(widget, window)) all << widget;
    const auto depth = [](const QWidget* widget) {
        int steps = 0;
        for (; widget; widget = widget->parentWidget())
            ++steps;
        return steps;
    };
    std::stable_sort(all.begin(), all.end(),
                     [&](const auto& a, const auto& b) { return depth(a) > depth(b); });
    return all;
}

}  // namespace

void MainWindow::makeAccountActions() {
    const auto make = [this](const char* id, const char* icon, const QKeySequence& keys, auto slot) {
        auto* action = makeAction(QLatin1String(id), QLatin1String(icon), {keys});
        connect(action, &QAction::triggered, this, slot);
        actions_.add(action);
        return action;
    };
    lock_ = make("session.lock", "lock", QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_L),
                 [this] { SignIn::of(session_).lock(); });
    switchUser_ = make("session.switchUser", "users", QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_U),
                       [this] { switchUser(); });
    signOut_ = make("session.signOut", "log-out", QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_O),
                    [this] { SignIn::of(session_).signOut(); });
    accountMenu_ = new QMenu(this);
    accountMenu_->addActions({lock_, switchUser_, signOut_});
}

void MainWindow::cover(QWidget* centre) {
    cover_ = new QStackedWidget(this);
    cover_->addWidget(centre);
    signIn_ = new SignInScreen(SignIn::of(session_), cover_);
    cover_->addWidget(signIn_);
    setCentralWidget(cover_);
    connect(signIn_, &SignInScreen::quitRequested, this, &QWidget::close);
    connect(&SignIn::of(session_), &SignIn::changed, this, &MainWindow::applyAccount);
    new IdleLock(SignIn::of(session_), this);
}

bool MainWindow::covered() const {
    const auto& who = SignIn::of(session_);
    return who.locked() || who.needed();
}

bool MainWindow::permitted(const Desk* desk) const {
    return Permit::reason(session_, permissionsOfDesk(desk->id())).isEmpty();
}

void MainWindow::switchUser() {
    SignIn::of(session_).lock();
    signIn_->askForAnother();
}

void MainWindow::applyAccount() {
    const bool was = cover_->currentWidget() == signIn_, now = covered();
    const auto& account = SignIn::of(session_).account();
    if (now && !was) hideOtherWindows();
    if (SignIn::of(session_).needed()) closeOtherWindows();
    cover_->setCurrentIndex(now ? 1 : 0);
    for (auto* action : actions_.actions())
        if (actions_.scopeOf(action) == ActionRegistry::kGlobal && !worksCovered(action->objectName()))
            action->setEnabled(!now);
    for (auto* action : {lock_, switchUser_, signOut_}) {
        action->setVisible(account.has_value());
        if (!account) action->setEnabled(false);
    }
    topBar_->setAccount(account ? QString::fromStdString(account->name) : QString(),
                        account ? wordsOf(account->role) : QString(), accountMenu_);
    if (now) return signIn_->refresh();
    if (was) bringOtherWindowsBack(account && account->id == coveredFor_);
    coveredFor_ = account ? account->id : AccountId();
    if (currentDesk() && !permitted(currentDesk()))
        for (auto* one : desks())
            if (permitted(one)) {
                showDesk(one);
                break;
            }
    if (was && currentDesk()) currentDesk()->takeFocus();
    // After the guards of the actions, which gave back the words they had found.
    QMetaObject::invokeMethod(
        this, [this] { actions_.retitle(); }, Qt::QueuedConnection);
}

/// Floating panels, help and dialogs show as much as the window does.
void MainWindow::hideOtherWindows() {
    palette_->forget();
    closePopups();
    for (const auto& widget : windowsOf(this)) {
        if (!widget || !widget->isVisible()) continue;
        widget->hide();
        hidden_ << widget;
    }
}

/// Nobody is signed in any more: what one person had open is nothing for the next one. Panels stay hidden.
void MainWindow::closeOtherWindows() {
    for (const auto& widget : std::exchange(hidden_, {}))
        if (qobject_cast<QDockWidget*>(widget))
            hidden_ << widget;
        else
            closeForGood(widget);
}

void MainWindow::bringOtherWindowsBack(bool sameAccount) {
    auto hidden = std::exchange(hidden_, {});
    std::reverse(hidden.begin(), hidden.end());  // what was opened last lies on top again
    for (const auto& widget : hidden) {
        if (!widget) continue;
        if (sameAccount || qobject_cast<QDockWidget*>(widget))
            widget->show();
        else
            closeForGood(widget);
    }
}

void MainWindow::retranslateAccount() {
    lock_->setText(tr("Lock"));
    switchUser_->setText(tr("Switch user…"));
    signOut_->setText(tr("Sign out"));
    if (const auto& account = SignIn::of(session_).account())
        topBar_->setAccount(QString::fromStdString(account->name), wordsOf(account->role), accountMenu_);
    if (signIn_) signIn_->retranslate();
}

}  // namespace lineament::ui
