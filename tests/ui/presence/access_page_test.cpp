// Drives the doors of the Presence desk through their widgets: settings, hours, a door that runs, its log.
#include "ui/presence/access/access_page.h"

#include <gtest/gtest.h>

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScrollBar>
#include <QSpinBox>
#include <QTableWidget>
#include <QTest>
#include <QTimeEdit>
#include <QToolButton>
#include <opencv2/imgproc.hpp>

#include "core/presence/access_schedule.h"
#include "core/store/access_book.h"
#include "core/store/gallery_book.h"
#include "core/store/presence_book.h"
#include "tests/core/pipelines/sample_people.h"
#include "tests/ui/support/ui_test.h"
#include "ui/bridge/language.h"
#include "ui/presence/access/access_log_page.h"
#include "ui/presence/access/door_runs.h"
#include "ui/presence/access/door_screen.h"
#include "ui/presence/access/hours_page.h"
#include "ui/presence/presence_panel.h"

using namespace lineament;
using namespace lineament::ui;
using lineament::test::waitUntil;

namespace {

constexpr int kLong = 60'000;

class AccessPageTest : public testing::Test {
  protected:
    AccessPageTest() {
        workspace = test::workspaceIn(folder / "store");
        session = std::make_unique<Session>(workspace);
        panel = std::make_unique<PresencePanel>(*session, nullptr);
        panel->resize(1366 - 72, 768 - 64);
        panel->show();
        panel->showTab(QStringLiteral("access"));
        EXPECT_TRUE(settled());
    }
    AccessPage& page() { return panel->access(); }
    AccessBook& book() { return workspace->store().presence().access(); }
    template <class T>
    T* part(const char* name) const {
        return panel->findChild<T*>(QString::fromLatin1(name));
    }
    void click(const char* name) { QTest::mouseClick(part<QWidget>(name), Qt::LeftButton); }
    void type(const char* name, const QString& text) {
        auto* line = part<QLineEdit>(name);
        line->selectAll();
        QTest::keyClicks(line, text);
        QTest::keyClick(line, Qt::Key_Return);
    }
    bool settled() {
        return waitUntil([&] { return panel->idle(); }, kLong);
    }
    bool stored(const std::function<bool(const Door&)>& as) {
        return waitUntil(
            [&] {
                const auto doors = book().doors();
                return doors.size() == 1 && as(doors[0]);
            },
            kLong);
    }
    DoorId add(Door door) {
        const auto id = book().saveDoor(door);
        session->pollNow();
        EXPECT_TRUE(waitUntil([&] { return !page().doors().empty() && panel->idle(); }, kLong));
        return id;
    }
    IdentityId enrol(const std::string& name, const std::string& card, const Face& face = {},
                     const Template& value = {"test@1", {1.f}}) {
        Store::NewSample sample;
        sample.sample.path = name, sample.sample.sha256 = name, sample.sample.face = face;
        sample.templates = {value};
        return workspace->store().enrol(name, card, {sample}).identity;
    }
    IdentityId enrol(const std::string& name, const std::string& card, const cv::Mat& picture) {
        auto faces = workspace->engine().detect(picture);
        return enrol(name, card, faces.at(0),
                     workspace->engine().embed(picture, std::span(&faces[0], 1)).at(0));
    }
    void expectNothingClipped() {
        EXPECT_TRUE(test::clippedTexts(*panel).isEmpty())
            << test::clippedTexts(*panel).join(QLatin1Char('\n')).toStdString();
    }

    test::TempFolder folder;
    std::shared_ptr<Workspace> workspace;
    std::unique_ptr<Session> session;
    std::unique_ptr<PresencePanel> panel;
};

}  // namespace

TEST(PresenceWithoutAStore, SaysSoInsteadOfWaitingForOne) {
    Session session(nullptr);
    PresencePanel panel(session, nullptr);
    panel.show();
    auto* none = panel.findChild<QWidget*>(QStringLiteral("presenceNoStore"));
    EXPECT_FALSE(none->isVisible());
    Q_EMIT session.openFailed(QStringLiteral("The data store is in use."));
    EXPECT_TRUE(none->isVisible());
    const test::TempFolder folder;
    session.setWorkspace(test::workspaceIn(folder / "store"));
    EXPECT_FALSE(none->isVisible());
    EXPECT_TRUE(waitUntil([&] { return panel.idle(); }));
}

TEST_F(AccessPageTest, AnEmptyStoreSaysWhatADoorIsInBothLanguagesAndMakesOne) {
    Language language;
    for (const char* code : {"zh_CN", "en"}) {
        language.use(QString::fromLatin1(code));
        EXPECT_TRUE(part<QWidget>("accessEmpty")->isVisible());
        expectNothingClipped();
    }
    QTest::mouseClick(part<QWidget>("accessEmpty")->findChild<QPushButton*>(), Qt::LeftButton);
    ASSERT_TRUE(stored([](const Door& door) { return door.name == "Door 1"; }));
    ASSERT_TRUE(waitUntil([&] { return part<QLineEdit>("doorName")->isVisible() && panel->idle(); }, kLong));
    EXPECT_EQ(part<QLineEdit>("doorName")->text(), QStringLiteral("Door 1"));
    for (const char* code : {"zh_CN", "en"}) {
        language.use(QString::fromLatin1(code));
        for (const char* tab : {"door", "settings", "hours", "log"}) {
            page().showPart(QString::fromLatin1(tab));
            ASSERT_TRUE(settled());
            expectNothingClipped();
        }
    }
}

TEST_F(AccessPageTest, EverybodyStaysEverybodyInAnotherLanguage) {
    Door door;
    door.name = "Front of a laboratory whose name is longer than the list is wide";
    add(door);
    page().showPart(QStringLiteral("settings"));
    ASSERT_TRUE(settled());
    Language language;
    language.use(QStringLiteral("zh_CN"));
    ASSERT_TRUE(waitUntil([&] {
        return part<QComboBox>("doorGroup")->currentText() != QStringLiteral("Everybody who is enrolled");
    }));
    click("doorAddGrant");
    language.use(QStringLiteral("en"));
    EXPECT_TRUE(stored([](const Door& kept) { return kept.grants == std::vector{AccessGrant{}}; }))
        << "not a group of that name";
    EXPECT_FALSE(part<QListWidget>("doorNames")->horizontalScrollBar()->isVisible());
    ASSERT_TRUE(settled());
}

TEST_F(AccessPageTest, SettingsAreKeptAtOnceAndWhatIsNotWholeWaits) {
    auto record = workspace->store().galleryBook().record(enrol("Anna", "A-1"));
    record.groups = {"staff"};
    workspace->store().galleryBook().setRecord(record);
    AccessSchedule day{{}, "Day", "UTC", windowsFromText("mon-fri 08:00-18:00")};
    book().saveSchedule(day);
    Door door;
    door.name = "Front";
    add(door);
    page().showPart(QStringLiteral("settings"));
    ASSERT_TRUE(settled());
    part<QCheckBox>("doorPassback")->click();
    EXPECT_TRUE(part<QLabel>("doorHint")->isVisible()) << "without a zone nobody is inside";
    EXPECT_FALSE(book().doors()[0].antiPassback);
    type("doorZone", QStringLiteral("Lab"));
    ASSERT_TRUE(stored([](const Door& kept) { return kept.antiPassback && kept.zone == "Lab"; }));
    EXPECT_FALSE(part<QLabel>("doorHint")->isVisible());
    auto* group = part<QComboBox>("doorGroup");
    group->setCurrentIndex(group->findText(QStringLiteral("staff")));
    auto* hours = part<QComboBox>("doorSchedule");
    hours->setCurrentIndex(hours->findText(QStringLiteral("Day")));
    click("doorAddGrant");
    ASSERT_TRUE(stored([](const Door& kept) {
        return kept.grants.size() == 1 && kept.grants[0].group == "staff" && kept.grants[0].schedule.valid();
    }));
    part<QSpinBox>("doorFailures")->setValue(3);
    ASSERT_TRUE(stored([](const Door& kept) { return kept.failures == 3; }));
    auto* actuator = part<QComboBox>("doorActuator");
    actuator->setCurrentIndex(1);
    Q_EMIT actuator->activated(1);
    EXPECT_TRUE(part<QLabel>("doorHint")->isVisible()) << "a relay needs an address";
    expectNothingClipped();
    type("doorRelayUrl", QStringLiteral("http://relay/open"));
    ASSERT_TRUE(stored([](const Door& kept) {
        return kept.actuator == ActuatorKind::kHttpRelay && kept.relaySecret.size() == 64;
    }));
    ASSERT_TRUE(settled());
    EXPECT_EQ(part<QLineEdit>("doorRelaySecret")->text().size(), 64);
    part<QListWidget>("doorGrants")->setCurrentRow(0);
    click("doorTakeGrant");
    ASSERT_TRUE(stored([](const Door& kept) { return kept.grants.empty(); }));
    page().setConfirm([](const QString&) { return true; });
    ASSERT_TRUE(settled());
    click("doorRemove");
    ASSERT_TRUE(waitUntil([&] { return book().doors().empty(); }, kLong));
}

TEST_F(AccessPageTest, HoursAreMadeTickedAndRemovedUnlessADoorGoesByThem) {
    Door door;
    door.name = "Front";
    add(door);
    page().showPart(QStringLiteral("hours"));
    click("hoursNew");
    ASSERT_TRUE(waitUntil([&] { return page().hours().schedules().size() == 1 && panel->idle(); }, kLong));
    type("hoursName", QStringLiteral("Night"));
    ASSERT_TRUE(waitUntil([&] { return book().schedules()[0].name == "Night"; }, kLong));
    part<QCheckBox>("hoursDay6")->click();
    ASSERT_TRUE(waitUntil([&] { return book().schedules()[0].windows[0].weekdays == 0b1011111u; }, kLong));
    part<QTimeEdit>("hoursFrom")->setTime(QTime(22, 0));
    part<QTimeEdit>("hoursTo")->setTime(QTime(6, 0));
    ASSERT_TRUE(
        waitUntil([&] { return textOf(book().schedules()[0].windows) == "mon-fri+sun 22:00-06:00"; }, kLong));
    ASSERT_TRUE(settled());
    expectNothingClipped();
    auto kept = book().doors()[0];
    kept.grants = {{"", book().schedules()[0].id}};
    book().saveDoor(kept);
    click("hoursRemove");
    ASSERT_TRUE(settled());
    EXPECT_EQ(book().schedules().size(), 1u) << "a door goes by it";
    EXPECT_TRUE(part<QWidget>("presenceBanner")->isVisible()) << "and it is said";
    kept.grants.clear();
    book().saveDoor(kept);
    click("hoursRemove");
    ASSERT_TRUE(waitUntil([&] { return book().schedules().empty(); }, kLong));
}

TEST_F(AccessPageTest, ADoorThatRunsSaysWhatToDoWhatWasDecidedAndWhyAndTheLogHasIt) {
    LINEAMENT_NEEDS(test::samplePhoto(1));
    const auto people = test::samplePeople(workspace->engine());
    ASSERT_GE(people.size(), 2u);
    enrol("Anna", "A-1", people[0]);
    enrol("Ben", "B-1", people[1]);
    cv::Mat large;
    cv::resize(people[0], large, {}, 400.0 / people[0].rows, 400.0 / people[0].rows);
    for (int i = 0; i < 500; ++i)
        test::writePhoto(folder / ("film/" + std::to_string(1000 + i) + ".png"), large, i);
    Door door;
    door.name = "Front", door.zone = "Lab", door.source = (folder / "film").string();
    door.needsLiveness = false, door.minQuality = 10, door.openMs = 120'000;
    door.grants = {AccessGrant{}};
    const auto id = add(door);
    page().showPart(QStringLiteral("door"));
    auto& verdict = page().screen().verdict();
    EXPECT_EQ(verdict.headline(), QStringLiteral("The door is not watched"));
    EXPECT_EQ(part<QLabel>("doorState")->text(), QStringLiteral("Shut"));
    click("doorRun");
    ASSERT_TRUE(waitUntil([&] { return verdict.headline() == QStringLiteral("Come in, Anna"); }, kLong))
        << verdict.headline().toStdString();
    EXPECT_EQ(verdict.token(), Token::Match);
    EXPECT_TRUE(verdict.detail().contains(QStringLiteral("Similarity"))) << "the number behind the word";
    EXPECT_EQ(part<QLabel>("doorState")->text(), QStringLiteral("Open"));
    expectNothingClipped();
    auto* card = part<QLineEdit>("doorCard");
    QTest::keyClicks(card, QStringLiteral("B-1"));
    QTest::keyClick(card, Qt::Key_Return);
    ASSERT_TRUE(waitUntil([&] { return verdict.token() == Token::Alert; }, kLong))
        << verdict.headline().toStdString();
    EXPECT_EQ(verdict.headline(), QStringLiteral("The face is not that of the card's holder."));
    expectNothingClipped();
    click("doorRun");
    EXPECT_FALSE(page().runs().running(id));
    page().showPart(QStringLiteral("log"));
    ASSERT_TRUE(waitUntil([&] { return page().log().events().size() >= 2 && panel->idle(); }, kLong));
    EXPECT_EQ(page().log().events().back().outcome, AccessOutcome::kGranted);
    auto* table = part<QTableWidget>("logTable");
    table->selectRow(table->rowCount() - 1);
    ASSERT_TRUE(
        waitUntil([&] { return !part<QLabel>("logLook")->pixmap(Qt::ReturnByValue).isNull(); }, kLong));
    EXPECT_TRUE(part<QLabel>("logNumbers")->text().contains(QStringLiteral("1:N")));
    expectNothingClipped();
    QTest::keyClicks(part<QLineEdit>("logReason"), QStringLiteral("went out by the window"));
    click("logForgive");
    ASSERT_TRUE(waitUntil([&] { return book().log({}).front().outcome == AccessOutcome::kForgiven; }, kLong));
    QTest::keyClicks(part<QLineEdit>("logWords"), QStringLiteral("window"));
    ASSERT_TRUE(waitUntil([&] { return page().log().events().size() == 1; }, kLong));
}

TEST_F(AccessPageTest, NothingOfTheLogOfOneStoreIsSeenInAnother) {
    Door door;
    door.name = "Front";
    door.id = add(door);
    AccessEvent event;
    event.door = door.id, event.at = Clock::system().now(), event.identity = enrol("Anna", "A-1");
    (void)book().decide(event, 0, [](const AccessHistory&) {
        return AccessVerdict{AccessOutcome::kGranted, AccessReason::kAllowed, {}};
    });
    page().showPart(QStringLiteral("log"));
    ASSERT_TRUE(waitUntil([&] { return page().log().events().size() == 1 && panel->idle(); }, kLong));
    part<QTableWidget>("logTable")->selectRow(0);
    QTest::keyClicks(part<QLineEdit>("logReason"), QStringLiteral("a reason"));
    EXPECT_TRUE(part<QLabel>("logNumbers")->text().size() > 0);
    session->setWorkspace(test::workspaceIn(folder / "other"));
    EXPECT_TRUE(page().log().events().empty()) << "at once";
    EXPECT_TRUE(page().doors().empty());
    EXPECT_EQ(part<QTableWidget>("logTable")->rowCount(), 0);
    EXPECT_TRUE(part<QLabel>("logNumbers")->text().isEmpty());
    EXPECT_TRUE(part<QLineEdit>("logReason")->text().isEmpty());
    ASSERT_TRUE(settled());
    EXPECT_TRUE(page().log().events().empty()) << "nor by what was being read";
}

TEST_F(AccessPageTest, ADoorThatIsLockedSaysUntilWhenAndIsUnlockedWithAReason) {
    Door door;
    door.name = "Front", door.failures = 1;
    door.id = add(door);
    AccessEvent event;
    event.door = door.id, event.at = Clock::system().now();
    (void)book().decide(event, 0, [](const AccessHistory&) {
        return AccessVerdict{AccessOutcome::kRefused, AccessReason::kNotLive, {}};
    });
    session->pollNow();
    ASSERT_TRUE(waitUntil([&] { return part<QLabel>("doorLockedUntil")->isVisible(); }, kLong));
    EXPECT_FALSE(part<QPushButton>("doorUnlock")->isEnabled()) << "not without a reason";
    expectNothingClipped();
    QTest::keyClicks(part<QLineEdit>("doorUnlockReason"), QStringLiteral("it was the cleaner"));
    click("doorUnlock");
    ASSERT_TRUE(waitUntil([&] { return !part<QLabel>("doorLockedUntil")->isVisible(); }, kLong));
    EXPECT_EQ(book().log({}).front().outcome, AccessOutcome::kUnlocked);
}

TEST_F(AccessPageTest, ADoorWhoseCameraIsDeadSaysThatItStaysShut) {
    Door door;
    door.name = "Front", door.source = "/nowhere/at/all.mp4", door.grants = {AccessGrant{}};
    LINEAMENT_NEEDS(test::samplePhoto(1));  // the models are there
    const auto id = add(door);
    page().toggle();
    auto& verdict = page().screen().verdict();
    ASSERT_TRUE(waitUntil([&] { return verdict.token() == Token::Alert; }, kLong));
    ASSERT_TRUE(waitUntil(
        [&] { return verdict.headline() == QStringLiteral("Out of order: the door stays shut"); }, kLong));
    EXPECT_TRUE(verdict.detail().contains(QStringLiteral("Front"))) << "in a sentence";
    EXPECT_TRUE(part<QListWidget>("doorNames")->item(0)->toolTip().contains(QStringLiteral("camera")))
        << "the list of doors says it, too";
    expectNothingClipped();
    page().toggle();
    EXPECT_FALSE(page().runs().running(id));
}
