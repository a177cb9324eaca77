#pragma once

#include <QMainWindow>
#include <QPointer>

#include "core/domain/account.h"
#include "ui/bridge/language.h"
#include "ui/widgets/action_registry.h"
#include "ui/widgets/desk.h"

class QActionGroup;
class QMenu;
class QStackedWidget;

namespace lineament::ui {

class Banner;
class CommandPalette;
class DeskRail;
class DesktopNotice;
class HelpWindow;
class JobTray;
class KeySheet;
class SampleGuide;
class Session;
class Settings;
class SignInScreen;
class StatusLine;
class TopBar;

/// The window: rail, top bar, the desks, status line. Knows desks by their base class alone. Thread: GUI.
class MainWindow : public QMainWindow {
    Q_OBJECT
  public:
    MainWindow(Session& session, Settings& settings, Language& language);
    ~MainWindow() override;

    /// Adds a desk behind those there are; the window owns it. Ctrl+1 goes to the first, and so on;
    /// one at the bottom of the rail (the preferences) has Ctrl+comma.
    void addDesk(Desk* desk, bool atBottom = false);
    QList<Desk*> desks() const;
    Desk* desk(const QString& id) const;
    Desk* currentDesk() const;
    /// False if there is no such desk.
    bool goTo(const QString& id);
    /// Gives paths to the desk they belong to: recordings to Footage, photos and folders to People; the
    /// desk of `preferredId` is asked first. What no desk takes is said in the banner.
    void open(const QStringList& paths, const QString& preferredId = {});
    /// A recording, or a folder of its pictures, at a place, ms from its start: in Footage.
    void openAt(const QString& path, double ms);
    void reveal(const DeskItem& item);

    ActionRegistry& actions() { return actions_; }
    Banner& banner() { return *banner_; }
    CommandPalette& palette() { return *palette_; }
    /// Null until help was opened.
    HelpWindow* helpWindow() const { return helpWindow_; }
    SampleGuide& guide() { return *guide_; }
    DesktopNotice& notice() { return *notice_; }
    /// Nobody is signed in, or they have locked the window.
    bool covered() const;
    /// No job runs and the desk on show has all it shows.
    bool idle() const;

  Q_SIGNALS:
    void currentDeskChanged(lineament::ui::Desk* desk);
    void painted();  ///< the first time the window was painted
    /// The user asks for another data folder than the one that could not be opened.
    void reopenRequested();
    /// The user wants to work on the sample store, or (false) on that of the start again.
    void sampleStoreRequested(bool sample);

  protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

  private:
    QAction* makeAction(const QString& id, const QString& icon, const QList<QKeySequence>& keys);
    void makeActions();
    void makeMenu();
    void fillDeskMenu();
    void retranslate();
    void showDesk(Desk* desk);
    void applyTheme();
    void applyLanguage();
    void resetLayout();
    void openHelp();
    void chooseAction(QAction* action);
    void placeWindow();
    // window_accounts.cpp: who uses the window.
    void makeAccountActions();
    void cover(QWidget* centre);
    void applyAccount();
    void hideOtherWindows();
    void closeOtherWindows();
    void bringOtherWindowsBack(bool sameAccount);
    void retranslateAccount();
    bool permitted(const Desk* desk) const;
    void sayNotTaken(const QStringList& paths);
    void sayWhyNot(const Desk* desk);
    void switchUser();

    Session& session_;
    Settings& settings_;
    Language& language_;
    ActionRegistry actions_;

    QAction *undo_, *redo_, *search_, *keys_, *help_, *quit_, *resetLayout_, *fullScreen_, *sample_,
        *tour_;
    QAction *themeSystem_, *themeDark_, *themeLight_;
    QList<QAction*> languages_;
    QHash<Desk*, QAction*> deskActions_;
    QActionGroup* deskGroup_;
    QMenu *menu_, *deskMenu_, *themeMenu_, *languageMenu_;

    DeskRail* rail_;
    TopBar* topBar_;
    Banner* banner_;
    SampleGuide* guide_;
    QStackedWidget* stack_;
    JobTray* tray_;
    StatusLine* status_;
    CommandPalette* palette_;
    KeySheet* keySheet_;
    DesktopNotice* notice_;
    HelpWindow* helpWindow_ = nullptr;  // made when it is first asked for
    QAction *lock_, *switchUser_, *signOut_;
    QMenu* accountMenu_;
    QStackedWidget* cover_ = nullptr;  // the desks, or the screen that asks who comes
    SignInScreen* signIn_ = nullptr;
    QList<QPointer<QWidget>> hidden_;
    AccountId coveredFor_;
    int numbered_ = 0;
    bool closing_ = false;
    bool paintedOnce_ = false;
};

}  // namespace lineament::ui
