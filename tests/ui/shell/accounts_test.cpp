// Who uses the window: signing in, being turned away, locking, and what a role is let do.
#include <gtest/gtest.h>

#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QThread>
#include <QToolButton>
#include <algorithm>

#include "core/accounts/password.h"
#include "core/store/account_book.h"
#include "tests/support/places.h"
#include "tests/ui/support/ui_test.h"
#include "ui/bridge/session.h"
#include "ui/bridge/settings.h"
#include "ui/bridge/sign_in.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/desktop_notice.h"
#include "ui/shell/idle_lock.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/banner.h"

using namespace lineament;
using namespace lineament::ui;
using lineament::test::waitUntil;

namespace {

class LetInDesk : public Desk {
  public:
    LetInDesk(Session& session, const char* id, const char* actionId, QWidget* parent)
        : Desk(session, parent), id_(QLatin1String(id)) {
        setCentralWidget(new QLabel(id_, this));
        action = makeAction(QLatin1String(actionId), QStringLiteral("check"), Qt::Key_X);
        connect(action, &QAction::triggered, this, [this] { ++triggered; });
    }
    QString id() const override { return id_; }
    QString title() const override { return id_; }
    QString iconName() const override { return QStringLiteral("film"); }
    QList<QAction*> deskActions() const override { return {action}; }
    bool openPaths(const QStringList&) override { return ++opened > 0; }
    bool reveal(const DeskItem& item) override {
        const bool mine = (item.kind == DeskItem::Kind::Identity) == (id_ == QLatin1String("people"));
        revealed += mine;
        return mine;
    }

    QAction* action;
    int triggered = 0, opened = 0, revealed = 0;

  protected:
    void retranslate() override { action->setText(QStringLiteral("Act of ") + id_); }

  private:
    QString id_;
};

class AccountsWindowTest : public testing::Test {
  protected:
    AccountsWindowTest() {
        settings.set(Setting::Language, QStringLiteral("en"));
        const auto credential = hashPassword("a long password", PasswordCost::least());
        auto store = Store::open(folder.path());
        boss = accountBookOf(*store).add("Boss", Role::kAdministrator, credential);
        asBoss = openStoreAs(folder.path(), boss);
        watcher = accountBookOf(*asBoss).add("Watcher", Role::kOperator, credential);
        window = std::make_unique<MainWindow>(session, settings, language);
        footage = new LetInDesk(session, "footage", "footage.act", window.get());
        people = new LetInDesk(session, "people", "people.rename", window.get());
        window->addDesk(footage);
        window->addDesk(people);
        window->show();
        window->activateWindow();
        static_cast<void>(QTest::qWaitForWindowActive(window.get()));
        session.open({.dataFolder = folder.path(), .modelsFolder = test::modelsFolder()});
    }
    SignIn& who() { return SignIn::of(session); }
    template <class T>
    T* part(const char* name) {
        return window->findChild<T*>(QString::fromLatin1(name));
    }
    bool asked() {
        return waitUntil([&] { return window->covered() && part<QWidget>("signInScreen")->isVisible(); });
    }
    void type(const char* name, const char* password) {
        auto* field = part<QLineEdit>("signInName");
        if (!field->isReadOnly()) {
            field->clear();
            QTest::keyClicks(field, QString::fromLatin1(name));
        }
        QTest::keyClicks(part<QLineEdit>("signInPassword"), QString::fromLatin1(password));
        QTest::keyClick(part<QLineEdit>("signInPassword"), Qt::Key_Return);
    }
    bool letIn(const char* name, const char* password = "a long password") {
        type(name, password);
        return waitUntil([&] { return !window->covered() && session.workspace() != nullptr; }, 20'000);
    }
    bool refused() {
        return waitUntil([&] { return part<QLabel>("signInTrouble")->isVisible(); }, 20'000);
    }
    bool trailHas(const std::string& action, const std::string& actor) {
        return waitUntil([&] {
            for (const auto& entry : asBoss->auditEntries())
                if (entry.action == action && entry.actor == actor) return true;
            return false;
        });
    }
    QToolButton* rail(const char* desk) {
        return part<QToolButton>((std::string("rail.desk.") + desk).c_str());
    }
    void expectNothingClipped() {
        EXPECT_EQ(test::clippedTexts(*window), QStringList())
            << test::clippedTexts(*window).join(u'\n').toStdString();
    }

    test::TempFolder folder;
    Settings settings;
    Language language;
    std::shared_ptr<Store> asBoss;
    AccountId boss, watcher;
    Session session{nullptr};
    std::unique_ptr<MainWindow> window;
    LetInDesk *footage, *people;
};

}  // namespace

TEST_F(AccountsWindowTest, NothingIsShownBeforeSomebodyHasSignedIn) {
    ASSERT_TRUE(asked());
    EXPECT_FALSE(session.workspace()) << "desks are given nothing";
    EXPECT_FALSE(footage->isVisible());
    EXPECT_TRUE(part<QLineEdit>("signInName")->hasFocus());
    EXPECT_FALSE(part<QPushButton>("signInButton")->isEnabled()) << "not without a name and a password";
    EXPECT_FALSE(part<QToolButton>("accountButton")->isVisible());
    for (const auto& code : Language::codes()) {
        settings.set(Setting::Language, code);
        expectNothingClipped();
    }
    settings.set(Setting::Language, QStringLiteral("en"));
    type("Boss", "a wrong password");
    ASSERT_TRUE(refused());
    EXPECT_TRUE(part<QLabel>("signInTrouble")->text().contains(QStringLiteral("wrong")));
    EXPECT_TRUE(part<QLineEdit>("signInPassword")->text().isEmpty());
    expectNothingClipped();
    ASSERT_TRUE(letIn("boss"));
    EXPECT_TRUE(footage->isVisible());
    EXPECT_EQ(part<QToolButton>("accountButton")->text(), QStringLiteral("Boss"));
    session.workspace()->store().setSetting("a", "b");
    EXPECT_EQ(asBoss->auditEntries(1)[0].actor, "Boss");
    EXPECT_TRUE(trailHas("account.sign_in", "Boss"));
    expectNothingClipped();
}

TEST_F(AccountsWindowTest, ARoleClosesDesksAndActionsAndSaysWhy) {
    ASSERT_TRUE(asked());
    ASSERT_TRUE(letIn("Watcher"));
    EXPECT_EQ(window->currentDesk(), people) << "the first that an operator is let in to";
    EXPECT_FALSE(rail("footage")->isEnabled());
    ASSERT_TRUE(waitUntil([&] { return rail("footage")->toolTip().contains(QStringLiteral("Operator")); }));
    EXPECT_TRUE(rail("footage")->toolTip().contains(QStringLiteral("Examiner")));
    EXPECT_TRUE(rail("people")->isEnabled());
    QTest::keyClick(window.get(), Qt::Key_1, Qt::ControlModifier);
    window->goTo(QStringLiteral("footage"));
    EXPECT_EQ(window->currentDesk(), people);
    people->action->setEnabled(true);  // as a desk does when something is selected
    EXPECT_FALSE(people->action->isEnabled());
    EXPECT_TRUE(people->action->toolTip().contains(QStringLiteral("Enroller")));
    QTest::keyClick(people, Qt::Key_X);
    EXPECT_EQ(people->triggered, 0);
    try {
        session.workspace()->store().setSetting("a", "b");
        FAIL() << "nor does the store let it pass";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::kNotPermitted);
    }

    // Another role counts at once, and so does being disabled.
    accountBookOf(*asBoss).setRole(watcher, Role::kAdministrator);
    session.pollNow();
    ASSERT_TRUE(waitUntil([&] { return rail("footage")->isEnabled() && people->action->isEnabled(); }));
    QTest::keyClick(window.get(), Qt::Key_1, Qt::ControlModifier);
    EXPECT_EQ(window->currentDesk(), footage);
    EXPECT_TRUE(waitUntil([&] { return !rail("footage")->toolTip().contains(QStringLiteral("Operator")); }));
    accountBookOf(*asBoss).setDisabled(watcher, true);
    session.pollNow();
    ASSERT_TRUE(asked());
    ASSERT_TRUE(refused());
    EXPECT_TRUE(part<QLabel>("signInTrouble")->text().contains(QStringLiteral("disabled"))) << "it says why";
    expectNothingClipped();
    type("Watcher", "a long password");
    EXPECT_TRUE(
        waitUntil([&] { return part<QLabel>("signInTrouble")->text().contains(QStringLiteral("wrong")); }));
}

TEST_F(AccountsWindowTest, NothingIsOpenedShownOrDoneOnADeskThatTheRoleDoesNotInclude) {
    ASSERT_TRUE(asked());
    window->open({QStringLiteral("/films/lobby.mp4")});
    window->reveal({DeskItem::Kind::Identity, 1});
    EXPECT_EQ(footage->opened + people->opened + people->revealed, 0) << "before anybody has signed in";
    ASSERT_TRUE(letIn("Watcher"));
    const auto said = [&] {
        const auto* banner = part<QWidget>("windowBanner");
        for (const auto* label : banner->findChildren<QLabel*>())
            if (banner->isVisible() && label->text().contains(QStringLiteral("Operator"))) return true;
        return false;
    };
    const auto refused = [&](const char* what, const std::function<void()>& tried) {
        window->banner().dismiss();
        tried();
        EXPECT_EQ(window->currentDesk(), people) << what;
        EXPECT_TRUE(said()) << what;
    };
    refused("open", [&] { window->open({QStringLiteral("/films/lobby.mp4")}); });
    refused("reveal", [&] { window->reveal({DeskItem::Kind::Recording, 1}); });
    refused("choose", [&] { Q_EMIT window->palette().actionChosen(footage->action); });
    EXPECT_EQ(footage->opened + people->opened, 0) << "nor is it handed to another desk";
    EXPECT_EQ(footage->revealed, 0);
    EXPECT_EQ(footage->triggered, 0);
    Q_EMIT window->palette().actionChosen(people->action);
    EXPECT_EQ(people->triggered, 0);
    window->reveal({DeskItem::Kind::Identity, 1});
    window->open({QStringLiteral("/photos/anna.jpg")});
    EXPECT_EQ(people->revealed, 1);
    EXPECT_EQ(people->opened, 1);
}

TEST_F(AccountsWindowTest, WhatWasListedForOnePersonIsNotOfferedToTheNext) {
    Recording film;
    film.source = "/films/secret.mp4";
    std::vector<Track> tracks;
    asBoss->saveAnalysis(film, tracks);
    ASSERT_TRUE(asked());
    ASSERT_TRUE(letIn("Boss"));
    auto& palette = window->palette();
    const auto recordings = [&] {
        const auto& shown = palette.shown();
        return std::count_if(shown.begin(), shown.end(),
                             [](const auto& item) { return item.kind == PaletteItem::Kind::Recording; });
    };
    const auto found = [&] {
        palette.popUp();
        palette.findChild<QLineEdit*>(QStringLiteral("paletteField"))->setText(QStringLiteral("secret"));
        return recordings();
    };
    (void)found();
    ASSERT_TRUE(waitUntil([&] { return recordings() == 1; }));
    EXPECT_EQ(found(), 1);  // and is being listed again
    who().signOut();
    ASSERT_TRUE(waitUntil([&] { return !session.jobs().busy(); }));
    ASSERT_TRUE(letIn("Watcher"));
    EXPECT_EQ(found(), 0) << "an operator knows of no recordings";
}

TEST_F(AccountsWindowTest, WhoeverSignsOutWhileTheStoreIsOpenedAgainIsNotLetInByIt) {
    ASSERT_TRUE(asked());
    ASSERT_TRUE(letIn("Boss"));
    session.open({.dataFolder = folder.path(), .modelsFolder = test::modelsFolder()});
    QThread::msleep(100);  // it is done by then, but its answer cannot have been heard yet
    who().signOut();
    ASSERT_TRUE(waitUntil([&] { return !session.jobs().busy(); }));
    EXPECT_TRUE(window->covered());
    EXPECT_FALSE(who().account());
    // Nor does the one who comes next become the one who was there.
    ASSERT_TRUE(letIn("Watcher"));
    EXPECT_EQ(who().account()->name, "Watcher");
    session.open({.dataFolder = folder.path(), .modelsFolder = test::modelsFolder()});
    ASSERT_TRUE(waitUntil([&] { return !session.jobs().busy(); }));
    EXPECT_EQ(who().account()->name, "Watcher") << "who stays signed in stays so";
    EXPECT_FALSE(window->covered());
}

TEST_F(AccountsWindowTest, MenusAndDialogsThatOthersOpenedGoAsWell) {
    ASSERT_TRUE(asked());
    ASSERT_TRUE(letIn("Boss"));
    QDialog outer(window.get()), inner(&outer);
    QMenu menu(&inner), below(&menu);
    menu.addMenu(&below)->setText(QStringLiteral("more"));
    below.addAction(QStringLiteral("less"));
    const auto open = [&] {
        outer.show();
        inner.show();
        menu.popup(QPoint(10, 10));
        below.popup(QPoint(40, 10));
    };
    open();
    ASSERT_TRUE(menu.isVisible() && below.isVisible());
    who().lock();
    EXPECT_FALSE(outer.isVisible() || inner.isVisible() || menu.isVisible() || below.isVisible());
    ASSERT_TRUE(letIn(""));
    EXPECT_TRUE(outer.isVisible() && inner.isVisible()) << "whoever was there finds them again";
    EXPECT_FALSE(menu.isVisible() || below.isVisible()) << "but no menu that hangs in the air";
    open();
    QSignalSpy closed(&inner, &QDialog::rejected);
    who().signOut();
    EXPECT_FALSE(outer.isVisible() || inner.isVisible() || menu.isVisible() || below.isVisible());
    EXPECT_EQ(closed.count(), 1) << "closed, not hidden";
    ASSERT_TRUE(letIn("Boss"));
    EXPECT_FALSE(outer.isVisible() || inner.isVisible());
}

TEST_F(AccountsWindowTest, LockingHidesEverythingUntilTheSamePasswordOpensItAgain) {
    ASSERT_TRUE(asked());
    ASSERT_TRUE(letIn("Boss"));
    const auto workspace = session.workspace();
    QDialog dialog(window.get());
    dialog.setObjectName(QStringLiteral("open dialog"));
    dialog.show();
    QTest::keyClick(window.get(), Qt::Key_L, Qt::ControlModifier | Qt::AltModifier);
    ASSERT_TRUE(window->covered());
    EXPECT_FALSE(footage->isVisible());
    EXPECT_FALSE(dialog.isVisible());
    EXPECT_EQ(part<QLineEdit>("signInName")->text(), QStringLiteral("Boss"));
    EXPECT_TRUE(part<QLineEdit>("signInName")->isReadOnly());
    QStringList notices;
    settings.set(Setting::DesktopNotices, true);
    window->notice().setShow([&](const QString&, const QString& text) { notices << text; });
    window->notice().setInFront([] { return false; });
    Q_EMIT footage->noticeRaised({}, QStringLiteral("Anna"), QStringLiteral("somebody"));
    EXPECT_EQ(notices, QStringList{QStringLiteral("somebody")}) << "no names on a screen that is locked";
    settings.reset(Setting::DesktopNotices);
    QTest::keyClick(window.get(), Qt::Key_2, Qt::ControlModifier);
    EXPECT_EQ(window->currentDesk(), footage) << "no key reaches the desks";
    EXPECT_FALSE(window->actions().action(QStringLiteral("edit.undo"))->isEnabled());
    EXPECT_TRUE(window->actions().action(QStringLiteral("window.quit"))->isEnabled());
    expectNothingClipped();
    type("", "a wrong password");
    ASSERT_TRUE(refused());
    EXPECT_TRUE(window->covered());
    ASSERT_TRUE(letIn(""));
    EXPECT_EQ(session.workspace(), workspace) << "what ran goes on";
    EXPECT_TRUE(dialog.isVisible());
    EXPECT_TRUE(window->actions().action(QStringLiteral("edit.undo"))->isEnabled());
    EXPECT_TRUE(trailHas("account.lock", "Boss"));
}

TEST_F(AccountsWindowTest, AnotherUserTakesOverAndSeesNothingOfTheOne) {
    ASSERT_TRUE(asked());
    ASSERT_TRUE(letIn("Boss"));
    const auto workspace = session.workspace();
    QDialog dialog(window.get());
    dialog.show();
    window->actions().action(QStringLiteral("session.switchUser"))->trigger();
    ASSERT_TRUE(asked());
    ASSERT_TRUE(letIn("Watcher"));
    EXPECT_NE(session.workspace(), workspace);
    EXPECT_EQ(who().account()->name, "Watcher");
    EXPECT_FALSE(dialog.isVisible());
    EXPECT_FALSE(rail("footage")->isEnabled());
    window->actions().action(QStringLiteral("session.signOut"))->trigger();
    ASSERT_TRUE(asked());
    EXPECT_FALSE(who().account());
    EXPECT_TRUE(part<QLineEdit>("signInName")->text().isEmpty());
    EXPECT_TRUE(trailHas("account.sign_out", "Watcher"));
    ASSERT_TRUE(letIn("Boss"));
    EXPECT_TRUE(rail("footage")->isEnabled());
}

TEST_F(AccountsWindowTest, GuessingMakesTheScreenWait) {
    ASSERT_TRUE(asked());
    for (int i = 0; i < 3; ++i) {
        type("Boss", "a wrong password");
        ASSERT_TRUE(waitUntil(
            [&] {
                return part<QLineEdit>("signInPassword")->isEnabled() &&
                       part<QLabel>("signInTrouble")->isVisible();
            },
            20'000));
    }
    EXPECT_TRUE(part<QLabel>("signInTrouble")->text().contains(QStringLiteral("Wait")));
    QTest::keyClicks(part<QLineEdit>("signInPassword"), QStringLiteral("a long password"));
    EXPECT_FALSE(part<QPushButton>("signInButton")->isEnabled());
    expectNothingClipped();
    ASSERT_TRUE(waitUntil([&] { return part<QPushButton>("signInButton")->isEnabled(); }, 30'000));
    QTest::mouseClick(part<QPushButton>("signInButton"), Qt::LeftButton);
    EXPECT_TRUE(waitUntil([&] { return !window->covered(); }, 20'000));
}

TEST_F(AccountsWindowTest, TheWindowLocksWhenNobodyHasTouchedItForAsLongAsTheStoreSays) {
    asBoss->setSetting(SignIn::kLockAfterMinutes, "3");
    ASSERT_TRUE(asked());
    ASSERT_TRUE(letIn("Watcher"));
    EXPECT_EQ(who().lockAfterMinutes(), 3);
    qint64 now = 0;
    IdleLock idle(who(), nullptr, [&] { return now; });
    now = 3 * 60'000 - 1;
    idle.check();
    EXPECT_FALSE(window->covered());
    QTest::keyClick(window.get(), Qt::Key_Shift);
    now += 3 * 60'000 - 1;
    idle.check();
    EXPECT_FALSE(window->covered()) << "somebody is there";
    now += 1;
    idle.check();
    EXPECT_TRUE(window->covered());
    asBoss->setSetting(SignIn::kLockAfterMinutes, "0");
    ASSERT_TRUE(letIn(""));
    session.pollNow();
    ASSERT_TRUE(waitUntil([&] { return who().lockAfterMinutes() == 0; }));
    now += 1'000'000'000;
    idle.check();
    EXPECT_FALSE(window->covered()) << "0 is never";
}

TEST(StoreWithoutAccounts, NeverAsksAndOffersNothingToLock) {
    test::TempFolder folder;
    Settings settings;
    Language language;
    Session session{test::workspaceIn(folder.path())};
    MainWindow window(session, settings, language);
    window.show();
    EXPECT_FALSE(window.covered());
    EXPECT_FALSE(window.findChild<QToolButton*>(QStringLiteral("accountButton"))->isVisible());
    EXPECT_FALSE(window.actions().action(QStringLiteral("session.lock"))->isEnabled());
    SignIn::of(session).lock();
    EXPECT_FALSE(window.covered());
}
