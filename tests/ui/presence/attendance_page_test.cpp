// The month of everybody, the sheet of one person, and what is corrected by hand.
#include "ui/presence/attendance/attendance_page.h"

#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>
#include <QTimeEdit>
#include <QTreeWidget>

#include "core/accounts/password.h"
#include "core/presence/calendar.h"
#include "core/store/account_book.h"
#include "core/store/presence_book.h"
#include "tests/support/places.h"
#include "tests/ui/support/ui_test.h"
#include "ui/bridge/language.h"
#include "ui/presence/attendance/attendance_words.h"
#include "ui/presence/attendance/person_sheet_view.h"
#include "ui/presence/presence_panel.h"

using namespace lineament;
using namespace lineament::ui;
using lineament::test::waitUntil;

namespace {

constexpr UnixMs kMidnight = 1'794'441'600'000, kMinute = 60'000;  // 2026-11-12, a Thursday

class AttendancePageTest : public testing::Test {
  protected:
    AttendancePageTest() {
        workspace = test::workspaceIn(folder / "store");
        anna = enrol("Anna");
        ben = enrol("Ben");
        auto& book = workspace->store().presence();
        Shift shift;
        shift.name = "Day", shift.timeZone = "UTC", shift.fromMinute = 9 * 60, shift.toMinute = 17 * 60;
        const auto id = book.saveShift(shift);
        const Day first = *dayFromIso("2026-11-09");
        book.assign({anna, id, first, first + std::chrono::days(6)});
        book.assign({ben, id, first, first + std::chrono::days(6)});
        seen(anna, kMidnight + (9 * 60 + 20) * kMinute);
        seen(anna, kMidnight + (17 * 60 + 1) * kMinute);
        open();
    }
    void open() {
        session = std::make_unique<Session>(workspace);
        panel = std::make_unique<PresencePanel>(*session, nullptr);
        panel->resize(1366 - 72, 768 - 64);
        panel->show();
        panel->showTab(QStringLiteral("attendance"));
        page().setDay(QDate(2026, 11, 12));
        settle();
    }
    IdentityId enrol(const std::string& name) {
        Store::NewSample sample;
        sample.sample.path = name + ".jpg";
        sample.sample.sha256 = name;
        sample.templates = {{"test@1", {1.f}}};
        return workspace->store().enrol(name, "", {sample}).identity;
    }
    void seen(IdentityId who, UnixMs at) {
        Sighting sighting;
        sighting.key = std::to_string(at), sighting.identity = who, sighting.at = at, sighting.zone = "Lobby";
        workspace->store().presence().addSightings({&sighting, 1});
    }
    template <class T>
    T* part(const char* name) const {
        return panel->findChild<T*>(QString::fromLatin1(name));
    }
    void click(const char* name) { QTest::mouseClick(part<QWidget>(name), Qt::LeftButton); }
    AttendancePage& page() { return panel->attendance(); }
    void settle() {
        ASSERT_TRUE(waitUntil([&] { return panel->idle(); }));
    }
    void expectNothingClipped() {
        EXPECT_TRUE(test::clippedTexts(*panel).isEmpty())
            << test::clippedTexts(*panel).join(QLatin1Char('\n')).toStdString();
    }
    QModelIndex cell(int row, int dayOfMonth) {
        return page().matrix().index(row, MonthMatrix::kFirstDay + dayOfMonth - 1);
    }
    QString letter(int row, int dayOfMonth) { return cell(row, dayOfMonth).data(Qt::DisplayRole).toString(); }
    std::vector<Correction> corrections() {
        return workspace->store().presence().corrections(*dayFromIso("2026-11-01"),
                                                         *dayFromIso("2026-11-30"));
    }
    void showMonth() {
        page().setView(AttendancePage::MonthView);
        ASSERT_TRUE(waitUntil([&] { return page().matrix().rowCount() == 2 && panel->idle(); }));
    }

    test::TempFolder folder;
    std::shared_ptr<Workspace> workspace;
    std::unique_ptr<Session> session;
    std::unique_ptr<PresencePanel> panel;
    IdentityId anna, ben;
};

}  // namespace

TEST_F(AttendancePageTest, TheMonthIsPeopleByDaysWithLettersAndSums) {
    const QAbstractItemModelTester tester(&page().matrix(),
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    showMonth();
    auto& matrix = page().matrix();
    EXPECT_EQ(matrix.columnCount(), 1 + 30 + MonthMatrix::SumCount);
    EXPECT_EQ(matrix.index(0, 0).data().toString(), QStringLiteral("Anna"));
    EXPECT_EQ(letter(0, 12), letterOf(AttendanceStatus::kLate));
    EXPECT_EQ(letter(0, 11), letterOf(AttendanceStatus::kAbsent));
    EXPECT_EQ(letter(0, 14), QString()) << "a Saturday";
    EXPECT_EQ(letter(0, 2), QString()) << "before the shift began";
    EXPECT_TRUE(cell(0, 12).data(Qt::ToolTipRole).toString().contains(QStringLiteral("09:20")));
    EXPECT_EQ(matrix.index(0, 31 + MonthMatrix::WorkedSum).data().toString(), QStringLiteral("7:41"));
    EXPECT_EQ(matrix.index(0, 31 + MonthMatrix::AbsentSum).data().toString(), QStringLiteral("4"));
    QStringList letters;
    using enum AttendanceStatus;
    for (const auto status :
         {kExpected, kPresent, kLate, kLeftEarly, kLateLeftEarly, kIncomplete, kAbsent, kDayOff})
        letters << letterOf(status);
    EXPECT_EQ(letters.removeDuplicates(), 0) << "each state has a letter of its own";
    Language language;
    for (const char* code : {"zh_CN", "en"}) {
        language.use(QString::fromLatin1(code));
        settle();
        expectNothingClipped();
    }
}

TEST_F(AttendancePageTest, EnterOnADayOpensThePersonsSheetAtIt) {
    showMonth();
    auto* table = part<QTableView>("attendanceMonth");
    table->setCurrentIndex(cell(0, 12));
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Return);
    ASSERT_TRUE(waitUntil([&] { return page().view() == AttendancePage::PersonView && panel->idle(); }));
    ASSERT_TRUE(waitUntil([&] { return part<QTreeWidget>("sheetDays")->topLevelItemCount() == 5; }));
    EXPECT_EQ(part<QComboBox>("attendancePerson")->currentText(), QStringLiteral("Anna"));
    EXPECT_EQ(part<QTreeWidget>("sheetDays")->currentItem()->text(2), QStringLiteral("09:20"));
    EXPECT_EQ(part<QTreeWidget>("sheetSeen")->topLevelItemCount(), 2);
    expectNothingClipped();
    auto* people = part<QComboBox>("attendancePerson");
    people->setCurrentIndex(1);
    Q_EMIT people->activated(1);
    EXPECT_TRUE(
        waitUntil([&] { return page().sheet().sheet().report.names.at(0) == "Ben" && panel->idle(); }));
    EXPECT_EQ(part<QTreeWidget>("sheetSeen")->topLevelItemCount(), 0);
}

TEST_F(AttendancePageTest, WhoeverIsChosenStaysChosenWhateverComesIn) {
    auto* table = part<QTableView>("attendanceTable");
    table->selectRow(1);
    ASSERT_EQ(table->currentIndex().data().toString(), QStringLiteral("Ben"));
    const auto more = [&](const char* name, UnixMs at) {
        seen(enrol(name), at);
        session->pollNow();
    };
    more("Abel", kMidnight + 600 * kMinute);  // comes before Ben
    ASSERT_TRUE(waitUntil([&] { return page().board().rowCount() == 3 && panel->idle(); }));
    EXPECT_EQ(table->currentIndex().data().toString(), QStringLiteral("Ben"));
    EXPECT_EQ(table->selectionModel()->selectedRows().size(), 1);

    page().setView(AttendancePage::MonthView);
    ASSERT_TRUE(waitUntil([&] { return page().matrix().rowCount() == 3 && panel->idle(); }));
    auto* month = part<QTableView>("attendanceMonth");
    month->setCurrentIndex(cell(2, 12));
    more("Adam", kMidnight + 601 * kMinute);
    ASSERT_TRUE(waitUntil([&] { return page().matrix().rowCount() == 4 && panel->idle(); }));
    EXPECT_EQ(month->currentIndex(), cell(3, 12)) << "Ben, at the same day";
    EXPECT_TRUE(month->selectionModel()->isSelected(cell(3, 12)));

    page().showPerson(ben);
    auto* people = part<QComboBox>("attendancePerson");
    ASSERT_TRUE(waitUntil([&] { return people->currentText() == QStringLiteral("Ben") && panel->idle(); }));
    // Somebody is chosen while what is on show is being read again: the one who was chosen last counts.
    page().load();
    page().showPerson(anna);
    ASSERT_TRUE(waitUntil([&] { return panel->idle(); }));
    EXPECT_EQ(people->currentText(), QStringLiteral("Anna"));
    page().showPerson(ben);
    page().setDay(QDate(2027, 3, 1));  // nobody was seen, nobody works
    ASSERT_TRUE(waitUntil([&] { return page().sheet().sheet().report.days.empty() && panel->idle(); }));
    EXPECT_EQ(people->currentText(), QStringLiteral("Ben"));
    page().setDay(QDate(2026, 11, 12));
    ASSERT_TRUE(waitUntil([&] { return !page().sheet().sheet().report.days.empty() && panel->idle(); }));
    EXPECT_EQ(people->currentText(), QStringLiteral("Ben"));
    workspace->store().merge(ben, anna);
    session->pollNow();
    ASSERT_TRUE(waitUntil([&] { return people->currentText() == QStringLiteral("Anna") && panel->idle(); }))
        << "who he is now";
}

TEST_F(AttendancePageTest, ACorrectionCountsBesideTheObservationAndIsUndone) {
    page().sheet().chooseDay(*dayFromIso("2026-11-12"));
    page().showPerson(anna);
    auto* days = part<QTreeWidget>("sheetDays");
    ASSERT_TRUE(waitUntil([&] { return days->topLevelItemCount() == 5 && panel->idle(); }));
    click("sheetCorrect");
    EXPECT_FALSE(part<QPushButton>("correctionSave")->isEnabled()) << "not without a reason";
    part<QTimeEdit>("correctionTime")->setTime(QTime(8, 55));
    QTest::keyClicks(part<QLineEdit>("correctionReason"), QStringLiteral("the door was open"));
    expectNothingClipped();
    QTest::keyClick(part<QLineEdit>("correctionReason"), Qt::Key_Return);
    ASSERT_TRUE(waitUntil([&] { return corrections().size() == 1; }));
    EXPECT_EQ(corrections()[0].at, kMidnight + (8 * 60 + 55) * kMinute);
    EXPECT_EQ(corrections()[0].reason, "the door was open");
    ASSERT_TRUE(waitUntil(
        [&] { return days->currentItem() && days->currentItem()->text(4) == QStringLiteral("08:55"); }));
    EXPECT_EQ(days->currentItem()->text(2), QStringLiteral("09:20")) << "first seen stays as it was seen";
    EXPECT_EQ(part<QTreeWidget>("sheetCorrections")->topLevelItemCount(), 1);
    expectNothingClipped();
    session->undo();
    ASSERT_TRUE(waitUntil([&] { return corrections()[0].revoked; }));
    session->pollNow();
    ASSERT_TRUE(waitUntil(
        [&] { return days->currentItem() && days->currentItem()->text(4) == QStringLiteral("09:20"); }));
    session->redo();
    ASSERT_TRUE(waitUntil([&] { return !corrections()[0].revoked; }));
    session->pollNow();
    auto* said = part<QTreeWidget>("sheetCorrections");
    ASSERT_TRUE(waitUntil([&] { return days->currentItem()->text(4) == QStringLiteral("08:55"); }));
    said->setCurrentItem(said->topLevelItem(0));
    click("sheetRevoke");
    ASSERT_TRUE(waitUntil([&] { return corrections()[0].revoked; }));
    EXPECT_FALSE(workspace->store().auditBrokenAt());
}

TEST_F(AttendancePageTest, ALookThatWasNotThemIsIgnoredAndStaysToBeSeen) {
    page().sheet().chooseDay(*dayFromIso("2026-11-12"));
    page().showPerson(anna);
    ASSERT_TRUE(
        waitUntil([&] { return part<QTreeWidget>("sheetSeen")->topLevelItemCount() == 2 && panel->idle(); }));
    auto* seen = part<QTreeWidget>("sheetSeen");
    seen->setCurrentItem(seen->topLevelItem(1));
    click("sheetCorrect");
    EXPECT_EQ(part<QComboBox>("correctionKind")->currentIndex(), static_cast<int>(Correction::Kind::kIgnore));
    EXPECT_FALSE(part<QTimeEdit>("correctionTime")->isVisible());
    QTest::keyClicks(part<QLineEdit>("correctionReason"), QStringLiteral("her sister"));
    click("correctionSave");
    ASSERT_TRUE(waitUntil([&] { return corrections().size() == 1 && panel->idle(); }));
    ASSERT_TRUE(waitUntil(
        [&] { return part<QTreeWidget>("sheetDays")->currentItem()->text(5) == QStringLiteral("09:20"); }));
    EXPECT_EQ(seen->topLevelItemCount(), 2);
    EXPECT_NE(seen->topLevelItem(1)->text(0), QStringLiteral("17:01")) << "it is marked";
}

TEST_F(AttendancePageTest, TheMonthIsExportedAsWorkbookTextAndDocument) {
    for (const char* name : {"month.csv", "month.xlsx", "month.pdf"}) {
        const auto path = folder / name;
        page().exportMonth(QString::fromStdString(path.string()));
        ASSERT_TRUE(waitUntil([&] { return std::filesystem::exists(path) && panel->idle(); }, 20'000))
            << name;
    }
    QFile pdf(QString::fromStdString((folder / "month.pdf").string()));
    ASSERT_TRUE(pdf.open(QIODevice::ReadOnly));
    EXPECT_TRUE(pdf.read(5) == QByteArray("%PDF-"));
    EXPECT_GT(pdf.size(), 2000);
    bool audited = false;
    for (const auto& entry : workspace->store().auditEntries())
        audited |= entry.action == "attendance.export";
    EXPECT_TRUE(audited);
}

TEST_F(AttendancePageTest, AnOperatorSeesButDoesNotCorrect) {
    const auto credential = hashPassword("a long password", PasswordCost::least());
    const auto boss = accountBookOf(workspace->store()).add("Boss", Role::kAdministrator, credential);
    const auto asBoss = openStoreAs(folder / "store", boss);
    const auto watcher = accountBookOf(*asBoss).add("Watcher", Role::kOperator, credential);
    panel.reset();
    session.reset();
    const auto before = workspace;
    workspace = std::make_shared<Workspace>(std::shared_ptr<FaceEngine>(before, &before->engine()),
                                            openStoreAs(folder / "store", watcher));
    open();
    page().sheet().chooseDay(*dayFromIso("2026-11-12"));
    page().showPerson(anna);
    ASSERT_TRUE(
        waitUntil([&] { return part<QTreeWidget>("sheetDays")->topLevelItemCount() == 5 && panel->idle(); }));
    ASSERT_TRUE(waitUntil([&] { return !part<QPushButton>("sheetCorrect")->isEnabled(); }));
    EXPECT_TRUE(part<QPushButton>("sheetCorrect")->toolTip().contains(QStringLiteral("Enroller")));
    EXPECT_FALSE(part<QPushButton>("attendanceRoster")->isEnabled());
    EXPECT_TRUE(part<QPushButton>("attendanceExport")->isEnabled());
}

TEST_F(AttendancePageTest, WhoWasThereOutsideTheShiftAloneIsAbsentAndItIsSaid) {
    seen(ben, kMidnight + 19 * 60 * kMinute);
    seen(ben, kMidnight + 20 * 60 * kMinute);
    page().load();
    auto& board = page().board();
    ASSERT_TRUE(waitUntil([&] { return panel->idle() && board.report().days.at(1).outsideShift; }));
    const auto status = board.index(1, DayBoard::StatusColumn).data().toString();
    EXPECT_EQ(status, QStringLiteral("Absent, there outside the shift"));
    EXPECT_EQ(board.index(1, DayBoard::LateColumn).data().toString(), QString());
    EXPECT_EQ(board.index(1, DayBoard::CameColumn).data().toString(), QStringLiteral("19:00"));
    showMonth();
    EXPECT_EQ(letter(1, 12), letterOf(AttendanceStatus::kAbsent) + QLatin1Char('+'));
    EXPECT_TRUE(cell(1, 12).data(Qt::ToolTipRole).toString().contains(QStringLiteral("outside the shift")));
    page().showPerson(ben);
    ASSERT_TRUE(waitUntil([&] { return panel->idle() && part<QTreeWidget>("sheetDays")->isVisible(); }));
    EXPECT_EQ(part<QTreeWidget>("sheetDays")->topLevelItem(3)->text(1), status);
}
