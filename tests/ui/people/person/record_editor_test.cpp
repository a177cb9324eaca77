// Drives what the People desk keeps about one person: record, whose photo is whose, removal with its receipt.
#include "ui/people/person/record_editor.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabBar>
#include <fstream>

#include "tests/ui/people/gallery_fixture.h"
#include "ui/people/person/receipt_dialog.h"
#include "ui/widgets/thumb_grid.h"

using namespace lineament;
using namespace lineament::ui;
using lineament::test::waitUntil;

namespace {

class PersonTest : public GalleryDeskTest {
  protected:
    void type(const char* field, const QString& text) const {
        auto* line = part<QLineEdit>(field);
        line->selectAll();
        if (text.isEmpty()) return QTest::keyClick(line, Qt::Key_Delete);
        QTest::keyClicks(line, text);
    }
    void click(const char* button) const { QTest::mouseClick(part<QPushButton>(button), Qt::LeftButton); }
    void show(IdentityId id) const {
        ASSERT_TRUE(waitUntil([&] { return panel->people().row(id.value()) != nullptr; }));
        panel->select(id.value());
        ASSERT_TRUE(waitUntil([&] { return part<QListWidget>("personSamples")->count() > 0; }));
    }
    void showRecord(IdentityId id) const {
        show(id);
        part<QTabBar>("personTabs")->setCurrentIndex(1);
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) const {
        QTest::keyClick(part<ThumbGrid>("peopleGrid"), key, modifiers);
    }
};

}  // namespace

TEST_F(PersonTest, TheRecordIsChangedSavedAndTakenBack) {
    const auto anna = put("Anna", 1);
    open();
    showRecord(anna);
    EXPECT_FALSE(part<QPushButton>("recordSaveButton")->isEnabled());
    type("recordNumber", QStringLiteral("A-17"));
    type("recordGroups", QStringLiteral("staff, lab ,staff"));
    type("recordFrom", QStringLiteral("2026-01-01"));
    type("recordTo", QStringLiteral("2026-01-31"));
    type("recordPurpose", QStringLiteral("access"));
    type("recordKeep", QStringLiteral("2027-06-30"));
    part<QComboBox>("recordConsent")->setCurrentIndex(1);
    part<QPlainTextEdit>("recordNotes")->setPlainText(QStringLiteral("夜班"));
    EXPECT_TRUE(test::clippedTexts(*panel).isEmpty())
        << test::clippedTexts(*panel).join(QLatin1Char('\n')).toStdString();
    click("recordSaveButton");
    ASSERT_TRUE(waitUntil([&] { return store().identity(anna)->notes == "夜班"; }));
    const auto record = book().record(anna);
    EXPECT_EQ(record.groups, (std::vector<std::string>{"staff", "lab"}));
    EXPECT_EQ(record.validFrom, 1'767'225'600'000);
    EXPECT_EQ(record.validTo - record.validFrom, 31LL * 24 * 3600 * 1000) << "the last day is part of it";
    EXPECT_EQ(record.consent, Consent::kGiven);
    EXPECT_EQ(record.purpose, "access");
    EXPECT_EQ(store().identity(anna)->externalId, "A-17");
    ASSERT_TRUE(waitUntil([&] {
        const auto* row = panel->people().row(anna.value());
        return row && row->groups == QStringLiteral("staff, lab");
    }));
    ASSERT_TRUE(waitUntil([&] { return !part<QPushButton>("recordSaveButton")->isEnabled(); }));
    press(Qt::Key_U);
    ASSERT_TRUE(waitUntil([&] { return book().record(anna).groups.empty(); }));
    EXPECT_EQ(store().identity(anna)->externalId, "A-17") << "a decision of its own";
    press(Qt::Key_U);
    ASSERT_TRUE(waitUntil([&] { return store().identity(anna)->externalId.empty(); }));
    ASSERT_TRUE(waitUntil([&] { return part<QLineEdit>("recordGroups")->text().isEmpty(); }));
}

TEST_F(PersonTest, WhatCannotBeIsNotSavedAndSaysWhy) {
    const auto anna = put("Anna", 1, 2, "A-1");
    const auto ben = put("Ben", 2);
    open();
    showRecord(ben);
    type("recordFrom", QStringLiteral("2026-02-31"));
    EXPECT_FALSE(part<QPushButton>("recordSaveButton")->isEnabled());
    EXPECT_TRUE(part<QLabel>("recordMessage")->text().contains(QStringLiteral("2026-02-31")));
    type("recordFrom", QStringLiteral("2026-03-02"));
    type("recordTo", QStringLiteral("2026-03-01"));
    EXPECT_FALSE(part<QPushButton>("recordSaveButton")->isEnabled());
    type("recordTo", QStringLiteral("2026-03-02"));
    EXPECT_TRUE(part<QPushButton>("recordSaveButton")->isEnabled()) << "one day is a validity";
    type("recordNumber", QStringLiteral("A-1"));
    click("recordSaveButton");
    auto* banner = part<Banner>("peopleBanner");
    ASSERT_TRUE(waitUntil([&] { return banner->isVisible(); }));
    EXPECT_EQ(banner->kind(), Banner::Kind::Error) << "Anna has this number";
    EXPECT_EQ(book().record(ben).validFrom, 0) << "nothing was saved by halves";
    EXPECT_EQ(part<QLineEdit>("recordFrom")->text(), QStringLiteral("2026-03-02"))
        << "what was typed is kept";
    EXPECT_EQ(store().identity(anna)->externalId, "A-1");
}

TEST_F(PersonTest, ChosenPhotosMoveToSomebodyElseAndBack) {
    const auto anna = put("Anna", 1, 3), ben = put("Ben", 2);
    open();
    show(anna);
    auto* photos = part<QListWidget>("personSamples");
    EXPECT_FALSE(part<QPushButton>("people.moveSamplesButton")->isEnabled()) << "none is chosen";
    photos->item(0)->setSelected(true);
    photos->item(2)->setSelected(true);
    click("people.moveSamplesButton");
    auto* who = part<QLineEdit>("moveWho");
    ASSERT_TRUE(who->isVisible());
    EXPECT_FALSE(part<QPushButton>("moveAcceptButton")->isEnabled());
    QTest::keyClicks(who, QStringLiteral("be"));
    EXPECT_TRUE(part<QPushButton>("moveAcceptButton")->isEnabled()) << "only Ben has this";
    click("moveAcceptButton");
    ASSERT_TRUE(waitUntil([&] { return store().samples(ben).size() == 4; }));
    ASSERT_TRUE(waitUntil([&] { return photos->count() == 1; }));
    press(Qt::Key_U);
    ASSERT_TRUE(waitUntil([&] { return store().samples(anna).size() == 3; }));
}

TEST_F(PersonTest, ChosenPhotosAreSplitIntoANewPerson) {
    const auto anna = put("Anna", 1, 3);
    open();
    show(anna);
    part<QListWidget>("personSamples")->item(1)->setSelected(true);
    press(Qt::Key_S);
    auto* who = part<QLineEdit>("moveWho");
    ASSERT_TRUE(who->isVisible());
    QTest::keyClicks(who, QStringLiteral("Anna's sister"));
    QTest::keyClick(who, Qt::Key_Return);
    ASSERT_TRUE(waitUntil([&] { return panel->people().total() == 2; }));
    EXPECT_EQ(store().identityNamed("Anna's sister")->samples, 1);
    press(Qt::Key_U);
    ASSERT_TRUE(waitUntil([&] { return panel->people().total() == 1; }));
    EXPECT_EQ(store().samples(anna).size(), 3u);
}

TEST_F(PersonTest, ARemovalShowsItsReceiptWhichCanBeSaved) {
    const auto anna = put("Anna", 1, 3, "A-1");
    open();
    show(anna);
    panel->setConfirm([](const QString&) { return true; });
    press(Qt::Key_Delete);
    ASSERT_TRUE(waitUntil([&] { return part<ReceiptDialog>("receiptDialog") != nullptr; }));
    auto* receipt = part<ReceiptDialog>("receiptDialog");
    EXPECT_TRUE(receipt->text().contains(QStringLiteral("Anna · A-1")));
    EXPECT_TRUE(receipt->text().contains(QStringLiteral("3 photo crops, 3 templates")));
    const auto hash = QString::fromStdString(store().auditEntries(1).front().hash);
    EXPECT_TRUE(receipt->text().contains(hash)) << "the trail proves it";
    const auto file = folder / "receipt.txt";
    EXPECT_TRUE(receipt->saveTo(QString::fromStdString(file.string())));
    std::ifstream saved(file);
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(saved), {}), receipt->text().toStdString());
    EXPECT_FALSE(receipt->saveTo(QStringLiteral("/nonexistent/receipt.txt")));
    EXPECT_FALSE(store().identity(anna));
}

TEST_F(PersonTest, GroupsAreFiltersAndAreFoundByTyping) {
    const auto anna = put("Anna", 1), ben = put("Ben", 2, 1);
    PersonRecord record{.identity = anna};
    record.groups = {"staff"};
    record.validTo = 1000;
    book().setRecord(record);
    open();
    ASSERT_TRUE(waitUntil([&] { return panel->people().total() == 2; }));
    auto* filter = part<QComboBox>("peopleFilter");
    const auto choose = [&](const QString& text) {
        const int row = filter->findText(text);
        ASSERT_GE(row, 0) << text.toStdString();
        filter->setCurrentIndex(row);
        Q_EMIT filter->activated(row);
    };
    choose(QStringLiteral("staff (1)"));
    EXPECT_EQ(panel->people().rowCount(), 1);
    EXPECT_EQ(panel->people().idAt(panel->people().index(0, 0)), anna.value());
    choose(QStringLiteral("Few or poor photos"));
    EXPECT_EQ(panel->people().rowCount(), 1);
    EXPECT_EQ(panel->people().idAt(panel->people().index(0, 0)), ben.value());
    choose(QStringLiteral("Expired"));
    EXPECT_EQ(panel->people().idAt(panel->people().index(0, 0)), anna.value());
    choose(QStringLiteral("Everybody"));
    QTest::keyClicks(part<QLineEdit>("peopleSearch"), QStringLiteral("STAF"));
    ASSERT_TRUE(waitUntil([&] { return panel->people().rowCount() == 1; }));
    EXPECT_EQ(panel->people().idAt(panel->people().index(0, 0)), anna.value());
    panel->showTable(true);
    const auto cell = [&](int column) { return panel->people().index(0, column).data().toString(); };
    EXPECT_EQ(cell(IdentityModel::GroupsColumn), QStringLiteral("staff"));
    EXPECT_EQ(cell(IdentityModel::QualityColumn), QStringLiteral("60"));
    EXPECT_TRUE(cell(IdentityModel::ValidityColumn).startsWith(QStringLiteral("expired on")));
}
