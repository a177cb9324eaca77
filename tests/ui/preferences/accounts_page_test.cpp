#include "ui/preferences/accounts_page.h"

#include <gtest/gtest.h>

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QTest>
#include <QTreeWidget>

#include "core/store/account_book.h"
#include "tests/support/places.h"
#include "tests/ui/support/ui_test.h"
#include "ui/bridge/session.h"
#include "ui/bridge/settings.h"
#include "ui/bridge/sign_in.h"
#include "ui/preferences/preferences_panel.h"
#include "ui/shell/main_window.h"
#include "ui/widgets/banner.h"

using namespace lineament;
using namespace lineament::ui;
using lineament::test::waitUntil;

namespace {

class AccountsPageTest : public testing::Test {
  protected:
    AccountsPageTest() {
        settings.set(Setting::Language, QStringLiteral("en"));
        window = std::make_unique<MainWindow>(session, settings, language);
        panel = new PreferencesPanel(session, settings, window->actions(), window.get());
        window->addDesk(panel, true);
        window->resize(1366, 768);
        window->show();
        panel->showPage(5);
        page = panel->findChild<AccountsPage*>();
    }
    ~AccountsPageTest() override {
        for (int key = 0; key < kSettingCount; ++key)
            settings.reset(static_cast<Setting>(key));
    }
    template <class T>
    T* part(const char* name) {
        return window->findChild<T*>(QString::fromLatin1(name));
    }
    void click(const char* name) { QTest::mouseClick(part<QWidget>(name), Qt::LeftButton); }
    void enter(const char* name, const char* text) {
        part<QLineEdit>(name)->clear();
        QTest::keyClicks(part<QLineEdit>(name), QString::fromLatin1(text));
    }
    void makeBoss() {
        ASSERT_TRUE(part<QPushButton>("accountsFirst")->isVisible());
        click("accountsFirst");
        enter("accountName", "Boss");
        enter("accountPassword", "a long password");
        enter("accountPasswordAgain", "a long password");
        click("accountSave");
        ASSERT_TRUE(waitUntil(
            [&] {
                return SignIn::of(session).account() && !window->covered() && page->accounts().size() == 1;
            },
            30'000));
    }
    AccountBook& book() { return accountBookOf(session.workspace()->store()); }
    void choose(const char* name) {
        auto* tree = part<QTreeWidget>("accountsTree");
        const auto found = tree->findItems(QString::fromLatin1(name), Qt::MatchExactly);
        ASSERT_EQ(found.size(), 1);
        tree->setCurrentItem(found[0]);
    }
    void expectNothingClipped() {
        EXPECT_EQ(test::clippedTexts(*window), QStringList())
            << test::clippedTexts(*window).join(u'\n').toStdString();
    }

    test::TempFolder folder;
    Settings settings;
    Language language;
    Session session{test::workspaceIn(folder.path())};
    std::unique_ptr<MainWindow> window;
    PreferencesPanel* panel;
    AccountsPage* page;
};

}  // namespace

TEST_F(AccountsPageTest, TheFirstAdministratorIsMadeAndSignedIn) {
    EXPECT_FALSE(part<QTreeWidget>("accountsTree")->isVisible());
    click("accountsFirst");
    EXPECT_FALSE(part<QComboBox>("accountRole")->isEnabled()) << "the first is an administrator";
    enter("accountName", "Boss");
    enter("accountPassword", "short");
    EXPECT_TRUE(part<QLabel>("accountTrouble")->text().contains(QStringLiteral("8")));
    EXPECT_FALSE(part<QPushButton>("accountSave")->isEnabled());
    enter("accountPassword", "a long password");
    enter("accountPasswordAgain", "another password");
    EXPECT_TRUE(part<QLabel>("accountTrouble")->text().contains(QStringLiteral("differ")));
    EXPECT_FALSE(part<QPushButton>("accountSave")->isEnabled());
    expectNothingClipped();
    QTest::keyClick(part<QLineEdit>("accountName"), Qt::Key_Escape);
    EXPECT_FALSE(part<QWidget>("accountForm")->isVisible());
    makeBoss();
    EXPECT_EQ(SignIn::of(session).account()->role, Role::kAdministrator);
    EXPECT_TRUE(part<QTreeWidget>("accountsTree")->isVisible());
    EXPECT_FALSE(part<QPushButton>("accountsFirst")->isVisible());
    settings.set(Setting::Language, QStringLiteral("zh_CN"));
    expectNothingClipped();
}

TEST_F(AccountsPageTest, AccountsAreMadeChangedAndDisabledAndTheLastAdministratorStays) {
    makeBoss();
    click("accountsNew");
    enter("accountName", "Clerk");
    part<QComboBox>("accountRole")->setCurrentIndex(static_cast<int>(Role::kEnroller));
    enter("accountPassword", "clerks password");
    enter("accountPasswordAgain", "clerks password");
    QTest::keyClick(part<QLineEdit>("accountPasswordAgain"), Qt::Key_Return);
    ASSERT_TRUE(waitUntil([&] { return page->accounts().size() == 2; }, 20'000));
    choose("Clerk");
    EXPECT_EQ(part<QComboBox>("accountsRole")->currentIndex(), static_cast<int>(Role::kEnroller));
    auto* role = part<QComboBox>("accountsRole");
    role->setCurrentIndex(static_cast<int>(Role::kExaminer));
    Q_EMIT role->activated(static_cast<int>(Role::kExaminer));
    ASSERT_TRUE(waitUntil([&] { return book().accountNamed("clerk")->role == Role::kExaminer; }));
    click("accountsPassword");
    EXPECT_EQ(part<QLineEdit>("accountName")->text(), QStringLiteral("Clerk"));
    enter("accountPassword", "a new password");
    enter("accountPasswordAgain", "a new password");
    const auto before = book().signInBasis("Clerk").credential;
    click("accountSave");
    ASSERT_TRUE(waitUntil([&] { return book().signInBasis("Clerk").credential != before; }, 20'000));
    click("accountsDisable");
    ASSERT_TRUE(waitUntil([&] { return book().accountNamed("clerk")->disabled; }));
    ASSERT_TRUE(
        waitUntil([&] { return part<QPushButton>("accountsDisable")->text() == QStringLiteral("Enable"); }));
    choose("Boss");
    click("accountsDisable");
    ASSERT_TRUE(waitUntil([&] { return part<Banner>("accountsBanner")->isVisible(); }));
    EXPECT_TRUE(part<Banner>("accountsBanner")->sentence().contains(QStringLiteral("administrator")));
    EXPECT_FALSE(book().accountNamed("Boss")->disabled);
    expectNothingClipped();
    part<QSpinBox>("lockAfterBox")->setValue(25);
    ASSERT_TRUE(waitUntil([&] { return SignIn::of(session).lockAfterMinutes() == 25; }));
    EXPECT_FALSE(session.workspace()->store().auditBrokenAt());
}

TEST_F(AccountsPageTest, OthersSeeTheirOwnPasswordAlone) {
    makeBoss();
    const auto id = book().add("Watcher", Role::kOperator, book().signInBasis("Boss").credential);
    SignIn::of(session).signOut();
    ASSERT_TRUE(window->covered());
    SignIn::of(session).signIn(QStringLiteral("Watcher"), QStringLiteral("a long password"));
    ASSERT_TRUE(waitUntil(
        [&] { return SignIn::of(session).account() && SignIn::of(session).account()->id == id; }, 20'000));
    panel->showPage(5);
    EXPECT_FALSE(part<QTreeWidget>("accountsTree")->isVisible());
    EXPECT_FALSE(part<QSpinBox>("lockAfterBox")->isVisible());
    EXPECT_FALSE(part<QComboBox>("recogniserBox")->isEnabled()) << "which recogniser decides is not theirs";
    click("accountsOwnPassword");
    enter("accountOldPassword", "a wrong password");
    enter("accountPassword", "my new password");
    enter("accountPasswordAgain", "my new password");
    click("accountSave");
    ASSERT_TRUE(waitUntil([&] { return part<Banner>("accountsBanner")->isVisible(); }, 20'000));
    EXPECT_EQ(part<Banner>("accountsBanner")->kind(), Banner::Kind::Error);
    click("accountsOwnPassword");
    enter("accountOldPassword", "a long password");
    enter("accountPassword", "my new password");
    enter("accountPasswordAgain", "my new password");
    const auto before = book().signInBasis("Watcher").credential;
    click("accountSave");
    ASSERT_TRUE(waitUntil([&] { return book().signInBasis("Watcher").credential != before; }, 20'000));
    expectNothingClipped();
}
