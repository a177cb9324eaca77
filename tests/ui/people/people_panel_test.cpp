// Drives the People desk through its widgets: enrol by the sheet, rename, merge, remove, undo, redo.
#include "ui/people/people_panel.h"

#include <gtest/gtest.h>

#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QTest>
#include <fstream>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/image/image.h"
#include "tests/support/places.h"
#include "tests/ui/support/ui_test.h"
#include "ui/bridge/session.h"
#include "ui/bridge/settings.h"
#include "ui/people/enrol/enrol_sheet.h"
#include "ui/people/person/person_inspector.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/thumb_grid.h"

using namespace lineament;
using namespace lineament::ui;
using lineament::test::waitUntil;
using State = EnrolPhoto::State;

namespace {

/// Photos of the woman in the middle of sample 3 and of the one on its left.
const cv::Rect kMiddlePlace(1000, 80, 420, 480), kLeftPlace(470, 220, 420, 480);

class PeoplePanelTest : public testing::Test {
  protected:
    PeoplePanelTest() : workspace(test::workspaceIn(folder / "store")), session(workspace) {
        Settings settings;  // the sheet remembers its rules: each test starts with the defaults
        settings.reset(Setting::QualityGate);
        settings.reset(Setting::SeveralFaces);
        panel = std::make_unique<PeoplePanel>(session, nullptr);
        panel->resize(1366, 768);
        panel->show();
    }
    template <class T>
    T* part(const char* name) const {
        return panel->findChild<T*>(QString::fromLatin1(name));
    }
    QString photo(const std::string& name, const cv::Rect& where, double light = 1) const {
        cv::Mat picture;
        loadImage(test::samplePhoto(3)).bgr(where).convertTo(picture, -1, light);
        const auto path = folder / name;
        std::filesystem::create_directories(path.parent_path());
        EXPECT_TRUE(cv::imwrite(path.string(), picture));
        return QString::fromStdString(path.string());
    }
    void enrolDirectly(const std::string& name, const cv::Rect& where) {
        JobContext context;
        EnrolOptions options;
        options.gate = QualityGate::kOff;
        const auto person =
            enrolPerson(*workspace, name, {}, {photo(name + ".jpg", where).toStdString()}, options, context);
        ASSERT_EQ(person.accepted.size(), 1u);
        ASSERT_TRUE(waitUntil([&] { return panel->people().row(person.identity.value()) != nullptr; }));
    }
    qint64 idOf(const char* name) const { return workspace->store().identityNamed(name)->id.value(); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(part<ThumbGrid>("peopleGrid"), key, modifiers);
    }
    QString nameOf(qint64 id) const {
        return panel->people().row(id) ? panel->people().row(id)->name : QString();
    }

    test::TempFolder folder;
    std::shared_ptr<Workspace> workspace;
    Session session;
    std::unique_ptr<PeoplePanel> panel;
};

}  // namespace

TEST_F(PeoplePanelTest, AnEmptyGallerySaysWhatBelongsHere) {
    ASSERT_TRUE(waitUntil([&] { return part<QWidget>("peopleEmpty")->isVisible(); }));
    EXPECT_TRUE(test::clippedTexts(*panel).isEmpty())
        << test::clippedTexts(*panel).join(QLatin1Char('\n')).toStdString();
    QTest::mouseClick(part<QWidget>("peopleEmpty")->findChild<QPushButton*>(), Qt::LeftButton);
    EXPECT_TRUE(panel->sheet().isVisible());
    EXPECT_TRUE(test::clippedTexts(*panel).isEmpty())
        << test::clippedTexts(*panel).join(QLatin1Char('\n')).toStdString();
    QTest::keyClick(&panel->sheet(), Qt::Key_Escape);
    EXPECT_FALSE(panel->sheet().isVisible());
}

TEST_F(PeoplePanelTest, SearchByAFaceAndHealthSayThatNobodyIsEnrolledYet) {
    ASSERT_TRUE(waitUntil([&] { return part<QWidget>("peopleEmpty")->isVisible(); }));
    auto* banner = panel->findChild<Banner*>();
    for (const char* name : {"people.searchFace", "people.health"}) {
        auto* action = part<QAction>(name);
        ASSERT_NE(action, nullptr) << name;
        banner->hide();
        action->trigger();
        EXPECT_TRUE(banner->isVisible()) << name;
        EXPECT_FALSE(action->isChecked()) << name;
        EXPECT_TRUE(part<QWidget>("peopleEmpty")->isVisible());
    }
}

TEST_F(PeoplePanelTest, EnrolsAPersonThroughTheSheet) {
    LINEAMENT_NEEDS(test::samplePhoto(3));
    ASSERT_TRUE(waitUntil([&] { return panel->idle(); }));
    press(Qt::Key_E);
    auto& sheet = panel->sheet();
    ASSERT_TRUE(sheet.isVisible());
    const auto empty = folder / "empty.jpg";
    std::ofstream{empty};
    cv::imwrite((folder / "wall.png").string(), cv::Mat(400, 400, CV_8UC3, cv::Scalar(90, 120, 110)));
    sheet.addPaths({photo("one.jpg", kMiddlePlace), photo("two.jpg", kMiddlePlace, 0.9),
                    QString::fromStdString(test::samplePhoto(6).string()),
                    QString::fromStdString(empty.string()),
                    QString::fromStdString((folder / "wall.png").string())});
    ASSERT_TRUE(waitUntil(
        [&] {
            return sheet.photos().rowCount() == 5 && sheet.photos().count(State::Waiting) == 0 &&
                   !sheet.busy();
        },
        60'000));

    // Every photo was judged: measures for faces, a reason for the refused.
    EXPECT_EQ(sheet.photos().count(State::Good), 2);
    EXPECT_EQ(sheet.photos().count(State::Refused), 3);
    for (int row = 0; row < 5; ++row) {
        const QModelIndex index = sheet.photos().index(row);
        const bool good = index.data(EnrolModel::StateRole).toInt() == static_cast<int>(State::Good);
        EXPECT_EQ(index.data(EnrolModel::QualityRole).isValid(), good) << row;
        EXPECT_FALSE(index.data(EnrolModel::ReasonRole).toString().isEmpty());
    }
    auto* button = part<QPushButton>("enrolButton");
    EXPECT_EQ(button->text(), QStringLiteral("Enrol 2 of 5"));
    EXPECT_FALSE(button->isEnabled()) << "nobody has no name";
    QTest::keyClicks(part<QLineEdit>("enrolName"), QStringLiteral("Anna L."));
    EXPECT_TRUE(button->isEnabled());
    QTest::mouseClick(button, Qt::LeftButton);
    ASSERT_TRUE(
        waitUntil([&] { return sheet.photos().count(State::Enrolled) == 2 && !sheet.busy(); }, 60'000));
    EXPECT_EQ(part<Banner>("enrolBanner")->kind(), Banner::Kind::Good);
    QTest::mouseClick(part<QPushButton>("closeSheetButton"), Qt::LeftButton);

    // The person is in the grid and in the store.
    const auto anna = workspace->store().identityNamed("Anna L.");
    ASSERT_TRUE(anna);
    EXPECT_EQ(anna->samples, 2);
    ASSERT_TRUE(waitUntil([&] { return panel->people().rowCount() == 1; }));
    EXPECT_TRUE(part<ThumbGrid>("peopleGrid")->isVisible());
    panel->select(anna->id.value());
    ASSERT_TRUE(waitUntil([&] { return part<QListWidget>("personSamples")->count() == 2; }));
}

TEST_F(PeoplePanelTest, ARefusedPhotoPassesUnderOtherRules) {
    LINEAMENT_NEEDS(test::samplePhoto(3));
    panel->openPath(QString::fromStdString(test::samplePhoto(3).string()));
    auto& photos = panel->sheet().photos();
    ASSERT_TRUE(waitUntil([&] { return photos.count(State::Refused) == 1; }, 60'000));
    auto* several = part<QComboBox>("enrolSeveral");
    several->setFocus();
    QTest::keyClick(several, Qt::Key_Down);  // the largest face
    auto* gate = part<QComboBox>("enrolGate");
    QTest::keyClick(gate, Qt::Key_Up);  // any quality
    EXPECT_TRUE(waitUntil([&] { return photos.count(State::Good) == 1 && !panel->sheet().busy(); }, 60'000));
}

TEST_F(PeoplePanelTest, EnrolsAFolderOfPeople) {
    LINEAMENT_NEEDS(test::samplePhoto(3));
    photo("staff/Anna/1.jpg", kMiddlePlace);
    photo("staff/Berta/1.jpg", kLeftPlace);
    std::filesystem::copy(test::samplePhoto(6), folder / "staff/Berta/party.jpg");
    panel->openPath(QString::fromStdString((folder / "staff").string()));
    auto* button = part<QPushButton>("enrolButton");
    ASSERT_TRUE(waitUntil([&] { return button->isEnabled(); }));
    EXPECT_FALSE(part<QLineEdit>("enrolName")->isEnabled()) << "names come from the folders";
    QTest::mouseClick(button, Qt::LeftButton);
    auto& photos = panel->sheet().photos();
    ASSERT_TRUE(waitUntil([&] { return photos.rowCount() == 3 && !panel->sheet().busy(); }, 60'000));
    EXPECT_EQ(photos.count(State::Refused), 1);
    EXPECT_TRUE(workspace->store().identityNamed("Anna"));
    EXPECT_TRUE(workspace->store().identityNamed("Berta"));
    ASSERT_TRUE(waitUntil([&] { return panel->people().total() == 2; }));
}

TEST_F(PeoplePanelTest, RenamesInPlaceUndoesAndRedoes) {
    LINEAMENT_NEEDS(test::samplePhoto(3));
    enrolDirectly("Ana", kMiddlePlace);
    const qint64 id = idOf("Ana");
    panel->select(id);
    press(Qt::Key_F2);
    auto* name = part<QLineEdit>("personName");
    ASSERT_FALSE(name->isReadOnly());
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("Anna L."));
    QTest::keyClick(name, Qt::Key_Return);
    EXPECT_TRUE(part<ThumbGrid>("peopleGrid")->hasFocus()) << "the keys belong to the list again";
    ASSERT_TRUE(waitUntil([&] { return nameOf(id) == QStringLiteral("Anna L."); }));
    EXPECT_EQ(panel->selected(), QList<qint64>{id}) << "the selection is kept through the refresh";
    press(Qt::Key_U);
    ASSERT_TRUE(waitUntil([&] { return nameOf(id) == QStringLiteral("Ana"); }));
    press(Qt::Key_U, Qt::ShiftModifier);
    ASSERT_TRUE(waitUntil([&] { return nameOf(id) == QStringLiteral("Anna L."); }));
    EXPECT_EQ(workspace->store().identity(IdentityId(id))->name, "Anna L.");
    ASSERT_TRUE(waitUntil([&] { return part<QListWidget>("personHistory")->count() >= 1; }));
}

TEST_F(PeoplePanelTest, MergesTheSelectedAndTakesItBack) {
    LINEAMENT_NEEDS(test::samplePhoto(3));
    enrolDirectly("Anna", kMiddlePlace);
    enrolDirectly("Hanna", kLeftPlace);
    press(Qt::Key_A, Qt::ControlModifier);
    ASSERT_EQ(panel->selected().size(), 2);
    press(Qt::Key_M);
    auto* into = part<QComboBox>("mergeInto");
    ASSERT_TRUE(into->isVisible());
    into->setCurrentIndex(into->findData(idOf("Anna")));
    QTest::mouseClick(part<QPushButton>("mergeButton"), Qt::LeftButton);
    ASSERT_TRUE(waitUntil([&] { return panel->people().total() == 1; }));
    EXPECT_EQ(workspace->store().identityNamed("Anna")->samples, 2);
    press(Qt::Key_U);
    ASSERT_TRUE(waitUntil([&] { return panel->people().total() == 2; }));
    EXPECT_EQ(workspace->store().identityNamed("Hanna")->samples, 1);
}

TEST_F(PeoplePanelTest, RemovesOnlyWhenConfirmed) {
    LINEAMENT_NEEDS(test::samplePhoto(3));
    enrolDirectly("Anna", kMiddlePlace);
    panel->select(idOf("Anna"));
    int asked = 0;
    bool answer = false;
    panel->setConfirm([&](const QString& question) {
        EXPECT_TRUE(question.contains(QStringLiteral("Anna")));
        ++asked;
        return answer;
    });
    press(Qt::Key_Delete);
    EXPECT_EQ(asked, 1);
    EXPECT_TRUE(waitUntil([&] { return !session.jobs().busy(); }));
    EXPECT_TRUE(workspace->store().identityNamed("Anna"));
    answer = true;
    press(Qt::Key_Delete);
    ASSERT_TRUE(waitUntil([&] { return panel->people().total() == 0; }));
    EXPECT_FALSE(workspace->store().identityNamed("Anna"));
    EXPECT_TRUE(part<QWidget>("peopleEmpty")->isVisible());
}

TEST_F(PeoplePanelTest, SearchesAsOneTypesAndKeepsTheSelection) {
    LINEAMENT_NEEDS(test::samplePhoto(3));
    enrolDirectly("Anna", kMiddlePlace);
    enrolDirectly("Berta", kLeftPlace);
    panel->select(idOf("Berta"));
    press(Qt::Key_Slash);
    auto* search = part<QLineEdit>("peopleSearch");
    EXPECT_TRUE(search->hasFocus());
    QTest::keyClicks(search, QStringLiteral("ert"));
    ASSERT_TRUE(waitUntil([&] { return panel->people().rowCount() == 1; }));
    EXPECT_EQ(panel->selected(), QList<qint64>{idOf("Berta")});
    QTest::keyClicks(search, QStringLiteral("zzz"));
    ASSERT_TRUE(waitUntil([&] { return part<QWidget>("peopleNoMatch")->isVisible(); }));
    search->clear();
    ASSERT_TRUE(waitUntil([&] { return panel->people().rowCount() == 2; }));
    EXPECT_EQ(panel->selected(), QList<qint64>{idOf("Berta")});
}
