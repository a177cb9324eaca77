// The window's own commands: their keys, their menu, their words.
#include <QActionGroup>
#include <QApplication>
#include <QMenu>

#include "ui/bridge/session.h"
#include "ui/bridge/settings.h"
#include "ui/help/help_window.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/key_sheet.h"
#include "ui/shell/main_window.h"
#include "ui/shell/sample_guide.h"
#include "ui/shell/top_bar.h"
#include "ui/theme/theme.h"

namespace lineament::ui {

namespace {

struct ThemeName {
    ThemeMode mode;
    const char* name;
};
constexpr ThemeName kThemes[] = {
    {ThemeMode::System, "system"}, {ThemeMode::Dark, "dark"}, {ThemeMode::Light, "light"}};

}  // namespace

QAction* MainWindow::makeAction(const QString& id, const QString& icon, const QList<QKeySequence>& keys) {
    auto* action = new QAction(this);
    action->setObjectName(id);
    if (!icon.isEmpty()) action->setIcon(Theme::instance().icon(icon));
    action->setShortcuts(keys);
    action->setShortcutContext(Qt::WindowShortcut);
    addAction(action);
    return action;
}

void MainWindow::makeActions() {
    const auto make = [this](const char* id, const char* icon, const QList<QKeySequence>& keys, auto slot) {
        auto* action = makeAction(QLatin1String(id), QLatin1String(icon), keys);
        connect(action, &QAction::triggered, this, slot);
        actions_.add(action);
        return action;
    };
    undo_ = make("edit.undo", "undo-2", {QKeySequence(Qt::CTRL | Qt::Key_Z)}, [this] { session_.undo(); });
    redo_ = make("edit.redo", "redo-2",
                 {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Z), QKeySequence(Qt::CTRL | Qt::Key_Y)},
                 [this] { session_.redo(); });
    search_ =
        make("window.search", "search", {QKeySequence(Qt::CTRL | Qt::Key_K)}, [this] { palette_->popUp(); });
    keys_ = make("window.keys", "keyboard", {QKeySequence(Qt::Key_F1)},
                 [this] { keySheet_->popUp(currentDesk()->id(), currentDesk()->title()); });
    help_ = make("window.help", "circle-question-mark", {QKeySequence(Qt::CTRL | Qt::Key_F1)},
                 [this] { openHelp(); });
    tour_ = make("window.tour", "signpost", {}, [this] { guide_->beginTour(); });
    sample_ = make("window.sample", "users", {}, [this] { guide_->openSample(); });
    fullScreen_ = make("window.fullScreen", "maximize", {QKeySequence(Qt::Key_F11)},
                       [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
    resetLayout_ = make("window.resetLayout", "layout-panel-left", {}, [this] { resetLayout(); });
    const auto theme = [&](const char* id, const char* icon, const char* value) {
        auto* action =
            make(id, icon, {}, [this, value] { settings_.set(Setting::Theme, QLatin1String(value)); });
        action->setCheckable(true);
        return action;
    };
    themeSystem_ = theme("theme.system", "monitor", "system");
    themeDark_ = theme("theme.dark", "moon", "dark");
    themeLight_ = theme("theme.light", "sun", "light");
    for (const auto& code : Language::codes()) {
        auto* action = makeAction(QStringLiteral("language.") + code, QStringLiteral("languages"), {});
        action->setText(Language::nameOf(code));
        action->setCheckable(true);
        connect(action, &QAction::triggered, this, [this, code] { settings_.set(Setting::Language, code); });
        actions_.add(action);
        languages_ << action;
    }
    makeAccountActions();
    quit_ = make("window.quit", "log-out", {QKeySequence(Qt::CTRL | Qt::Key_Q)}, [this] { close(); });
    deskGroup_ = new QActionGroup(this);
    auto* themes = new QActionGroup(this);
    for (auto* action : {themeSystem_, themeDark_, themeLight_})
        themes->addAction(action);
    auto* languages = new QActionGroup(this);
    for (auto* action : std::as_const(languages_))
        languages->addAction(action);
}

void MainWindow::makeMenu() {
    menu_ = new QMenu(this);
    deskMenu_ = menu_->addMenu(QString());
    menu_->addSeparator();
    menu_->addActions({undo_, redo_});
    menu_->addSeparator();
    menu_->addActions({search_, keys_, help_, tour_, sample_});
    menu_->addSeparator();
    themeMenu_ = menu_->addMenu(Theme::instance().icon(QStringLiteral("moon")), QString());
    themeMenu_->addActions({themeSystem_, themeDark_, themeLight_});
    languageMenu_ = menu_->addMenu(Theme::instance().icon(QStringLiteral("languages")), QString());
    languageMenu_->addActions(languages_);
    menu_->addActions({resetLayout_, fullScreen_});
    menu_->addSeparator();
    menu_->addActions({lock_, switchUser_, signOut_});
    menu_->addAction(quit_);
    topBar_->setMenu(menu_);
}

void MainWindow::fillDeskMenu() {
    auto* desk = currentDesk();
    deskMenu_->clear();
    if (!desk) return;
    deskMenu_->setTitle(desk->title());
    deskMenu_->setIcon(Theme::instance().icon(desk->iconName()));
    deskMenu_->addActions(desk->deskActions());
    deskMenu_->menuAction()->setVisible(!deskMenu_->isEmpty());
}

void MainWindow::retranslate() {
    undo_->setText(tr("Undo"));
    redo_->setText(tr("Redo"));
    search_->setText(tr("Search people, recordings and actions"));
    keys_->setText(tr("Keys of this desk"));
    help_->setText(tr("Help on this desk"));
    tour_->setText(tr("Tour of the window"));
    sample_->setText(tr("Open the sample store"));
    fullScreen_->setText(tr("Full screen"));
    resetLayout_->setText(tr("Reset layout"));
    themeSystem_->setText(tr("Theme as the system"));
    themeDark_->setText(tr("Dark theme (Graphite)"));
    themeLight_->setText(tr("Light theme (Paper)"));
    quit_->setText(tr("Quit"));
    retranslateAccount();
    themeMenu_->setTitle(tr("Theme"));
    languageMenu_->setTitle(tr("Language"));
    for (auto it = deskActions_.cbegin(); it != deskActions_.cend(); ++it)
        it.value()->setText(it.key()->title());
    topBar_->retranslate(search_->shortcut().toString(QKeySequence::NativeText));
    setWindowTitle(QStringLiteral("Lineament"));
    if (auto* desk = currentDesk()) topBar_->setTitle(desk->title());
    fillDeskMenu();
    actions_.retitle();
}

void MainWindow::openHelp() {
    if (!helpWindow_) helpWindow_ = new HelpWindow(this);
    helpWindow_->open(currentDesk() ? currentDesk()->id() : QString());
    helpWindow_->show();
    helpWindow_->raise();
    helpWindow_->activateWindow();
}

void MainWindow::applyTheme() {
    const QString wanted = settings_.text(Setting::Theme);
    ThemeMode mode = ThemeMode::System;
    for (const auto& theme : kThemes)
        if (wanted == QLatin1String(theme.name)) mode = theme.mode;
    Theme::instance().apply(mode);
    themeSystem_->setChecked(mode == ThemeMode::System);
    themeDark_->setChecked(mode == ThemeMode::Dark);
    themeLight_->setChecked(mode == ThemeMode::Light);
}

void MainWindow::applyLanguage() {
    language_.use(settings_.text(Setting::Language));
    for (qsizetype i = 0; i < languages_.size(); ++i)
        languages_[i]->setChecked(Language::codes().at(i) == language_.current());
}

}  // namespace lineament::ui
