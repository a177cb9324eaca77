// Who uses the window: it is covered while nobody is signed in or somebody has locked it, and shows what they
// may.
#include <QApplication>
#include <QDockWidget>
#include <QMenu>
#include <QStackedWidget>

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
    if (was && currentDesk()) currentDesk()->setFocus();
    // After the guards of the actions, which gave back the words they had found.
    QMetaObject::invokeMethod(
        this, [this] { actions_.retitle(); }, Qt::QueuedConnection);
}

/// Floating panels, help and dialogs show as much as the window does.
void MainWindow::hideOtherWindows() {
    palette_->hide();
    if (auto* popup = QApplication::activePopupWidget()) popup->close();
    for (auto* widget : QApplication::topLevelWidgets()) {
        if (widget == this || !widget->isVisible() || !belongsTo(widget, this)) continue;
        widget->hide();
        hidden_ << widget;
    }
}

void MainWindow::bringOtherWindowsBack(bool sameAccount) {
    for (const auto& widget : std::exchange(hidden_, {})) {
        if (!widget) continue;
        if (sameAccount || qobject_cast<QDockWidget*>(widget))
            widget->show();
        else
            widget->close();
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
