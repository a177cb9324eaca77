// Drives the enrolment sheet with a roster, and the question about somebody who looks like an enrolled
// person.
#include "ui/people/enrol/enrol_sheet.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <algorithm>
#include <fstream>
#include <opencv2/imgproc.hpp>

#include "core/image/image.h"
#include "tests/ui/people/gallery_fixture.h"
#include "ui/bridge/settings.h"
#include "ui/people/enrol/camera_page.h"

using namespace lineament;
using namespace lineament::ui;
using lineament::test::waitUntil;
using State = EnrolPhoto::State;

namespace {

/// Photos of the woman in the middle of sample 3 and of the one on its left.
const cv::Rect kMiddle(1000, 80, 420, 480), kLeft(470, 220, 420, 480);

class EnrolSheetTest : public GalleryDeskTest {
  protected:
    EnrolSheetTest() {
        Settings settings;
        settings.set(Setting::QualityGate, QStringLiteral("off"));
        settings.reset(Setting::SeveralFaces);
    }
    QString photo(const std::string& name, const cv::Rect& where, double light = 1) const {
        cv::Mat picture;
        loadImage(test::samplePhoto(3)).bgr(where).convertTo(picture, -1, light);
        EXPECT_TRUE(cv::imwrite((folder / name).string(), picture));
        return QString::fromStdString((folder / name).string());
    }
    IdentityId enrolDirectly(const std::string& name, const QString& file) const {
        JobContext context;
        EnrolOptions options;
        options.gate = QualityGate::kOff;
        return enrolPerson(*workspace, name, {}, {file.toStdString()}, options, context).identity;
    }
    void roster(const std::string& text) const { std::ofstream(folder / "staff.csv") << text; }
    void openRoster() const {
        ASSERT_TRUE(panel->openPath(QString::fromStdString((folder / "staff.csv").string())));
    }
    void click(const char* button) const { QTest::mouseClick(part<QPushButton>(button), Qt::LeftButton); }
    bool asks() const { return part<QWidget>("duplicateQuestion")->isVisible() && !panel->sheet().busy(); }
    /// Photos of one new person who looks like Anna, up to the question.
    void enrolALookAlike(const QString& name) {
        panel->openPath(photo("again.jpg", kMiddle, 0.9));
        ASSERT_TRUE(waitUntil([&] { return panel->sheet().photos().count(State::Good) == 1; }, 60'000));
        part<QLineEdit>("enrolName")->setText(name);
        ASSERT_TRUE(waitUntil([&] { return part<QPushButton>("enrolButton")->isEnabled(); }, 60'000));
        click("enrolButton");
        ASSERT_TRUE(waitUntil([&] { return asks(); }, 60'000));
        EXPECT_FALSE(part<QPushButton>("enrolButton")->isEnabled());
        EXPECT_FALSE(store().identityNamed(name.toStdString())) << "nobody is made before it is answered";
    }
};

}  // namespace

TEST_F(EnrolSheetTest, ARosterSaysPerRowWhatItCannotUseBeforeAnybodyIsEnrolled) {
    roster("name,external id,photos,valid to\n=Anna,1,a.jpg,\nBen,2,gone.jpg,\nCarl,3,gone.jpg,tomorrow\n");
    open();
    openRoster();
    auto& rows = panel->sheet().photos();
    ASSERT_TRUE(waitUntil([&] { return rows.count(State::Refused) >= 4; }));
    QStringList all;
    for (int row = 0; row < rows.rowCount(); ++row)
        all << rows.index(row).data(Qt::DisplayRole).toString() + QStringLiteral(": ") +
                   rows.index(row).data(EnrolModel::ReasonRole).toString();
    const QString text = all.join(QLatin1Char('\n'));
    EXPECT_TRUE(text.contains(QStringLiteral("Line 2 of staff.csv · =: A cell begins with =")))
        << text.toStdString();
    EXPECT_TRUE(text.contains(QStringLiteral("Line 3 of staff.csv · gone.jpg"))) << text.toStdString();
    EXPECT_TRUE(text.contains(QStringLiteral("tomorrow is no day"))) << text.toStdString();
    EXPECT_FALSE(part<QPushButton>("enrolButton")->isEnabled()) << "nobody is left";
    EXPECT_TRUE(test::clippedTexts(*panel).isEmpty())
        << test::clippedTexts(*panel).join(QLatin1Char('\n')).toStdString();

    std::ofstream(folder / "broken.csv") << "first,second\n1,2\n";
    panel->sheet().addPaths({QString::fromStdString((folder / "broken.csv").string())});
    auto* banner = part<Banner>("enrolBanner");
    ASSERT_TRUE(waitUntil([&] { return banner->isVisible(); }));
    EXPECT_EQ(banner->kind(), Banner::Kind::Error);
}

TEST_F(EnrolSheetTest, ARosterEnrolsWithGroupsAndAsksAboutWhoIsEnrolledAlready) {
    LINEAMENT_NEEDS(test::samplePhoto(3));
    const auto anna = enrolDirectly("Anna", photo("anna.jpg", kMiddle));
    photo("one.jpg", kMiddle, 0.9);
    photo("two.jpg", kLeft);
    roster("name;external id;photos;group\nAnne;7;one.jpg;lab\nBerta;8;two.jpg|gone.jpg;staff|lab\n");
    open();
    openRoster();
    ASSERT_TRUE(waitUntil([&] { return part<QPushButton>("enrolButton")->isEnabled(); }));
    EXPECT_EQ(part<QPushButton>("enrolButton")->text(), QStringLiteral("Enrol 2 people"));
    click("enrolButton");
    ASSERT_TRUE(waitUntil([&] { return asks(); }, 20'000))
        << part<Banner>("enrolBanner")->sentence().toStdString();
    const auto berta = store().identityNamed("Berta");
    ASSERT_TRUE(berta) << "the others are enrolled meanwhile";
    EXPECT_EQ(berta->externalId, "8");
    EXPECT_EQ(book().record(berta->id).groups, (std::vector<std::string>{"staff", "lab"}));
    ASSERT_TRUE(waitUntil([&] { return !part<QLabel>("enrolledFace")->pixmap(Qt::ReturnByValue).isNull(); }));
    EXPECT_TRUE(test::clippedTexts(*panel).isEmpty())
        << test::clippedTexts(*panel).join(QLatin1Char('\n')).toStdString();
    click("anotherPersonButton");
    ASSERT_TRUE(waitUntil([&] { return store().identityNamed("Anne") && !panel->sheet().busy(); }, 60'000));
    const auto anne = store().identityNamed("Anne")->id;
    ASSERT_TRUE(waitUntil([&] { return !book().record(anne).groups.empty(); }));
    EXPECT_EQ(book().keptApart(), (std::vector{std::pair(anna, anne)}));
    EXPECT_FALSE(part<QWidget>("duplicateQuestion")->isVisible());
}

TEST_F(EnrolSheetTest, WhatABatchRefusedGoesToItsPersonOnceItPasses) {
    LINEAMENT_NEEDS(test::samplePhoto(3));
    for (const char* name : {"staff/Anna", "staff/Berta"})
        std::filesystem::create_directories(folder / name);
    photo("staff/Anna/a.jpg", kMiddle);
    photo("staff/Berta/b.jpg", kLeft);
    const cv::Mat whole = loadImage(test::samplePhoto(3)).bgr;
    cv::Mat beside, other, both;
    whole(kMiddle).copyTo(other);
    whole(kLeft).copyTo(beside);
    cv::resize(other, other, {}, 0.8, 0.8, cv::INTER_AREA);
    cv::copyMakeBorder(other, other, 0, beside.rows - other.rows, 0, 0, cv::BORDER_REPLICATE);
    cv::hconcat(beside, other, both);
    ASSERT_TRUE(cv::imwrite((folder / "staff/Berta/both.jpg").string(), both));
    open();
    ASSERT_TRUE(panel->openPath(QString::fromStdString((folder / "staff").string())));
    ASSERT_TRUE(waitUntil([&] { return part<QPushButton>("enrolButton")->isEnabled(); }));
    click("enrolButton");
    auto& photos = panel->sheet().photos();
    ASSERT_TRUE(
        waitUntil([&] { return photos.count(State::Refused) == 1 && !panel->sheet().busy(); }, 60'000));
    EXPECT_TRUE(part<QCheckBox>("hideEnrolledBox")->isChecked());
    const auto* list = part<QListView>("enrolList");
    ASSERT_EQ(list->model()->rowCount(), 1) << "the two that are enrolled do not hide it";
    EXPECT_FALSE(list->model()->index(0, 0).data(EnrolModel::CropRole).value<QImage>().isNull());
    EXPECT_FALSE(part<QPushButton>("enrolButton")->isEnabled());

    auto* policy = part<QComboBox>("enrolSeveral");
    policy->setCurrentIndex(policy->findData(QStringLiteral("largest")));
    Q_EMIT policy->activated(policy->currentIndex());
    ASSERT_TRUE(waitUntil([&] { return part<QPushButton>("enrolButton")->isEnabled(); }, 60'000));
    EXPECT_FALSE(part<QLineEdit>("enrolName")->isEnabled()) << "whose it is is known";
    click("enrolButton");
    ASSERT_TRUE(
        waitUntil([&] { return photos.count(State::Enrolled) == 3 && !panel->sheet().busy(); }, 60'000));
    const auto berta = store().identityNamed("Berta");
    ASSERT_TRUE(berta);
    EXPECT_EQ(store().samples(berta->id).size(), 2u);
    EXPECT_EQ(store().identities().size(), 2u) << "nobody new was made of it";
}

TEST_F(EnrolSheetTest, PhotosOfTheSamePersonAreAddedToWhoIsEnrolled) {
    LINEAMENT_NEEDS(test::samplePhoto(3));
    const auto anna = enrolDirectly("Anna", photo("anna.jpg", kMiddle));
    open();
    enrolALookAlike(QStringLiteral("A. Lee"));
    click("samePersonButton");
    ASSERT_TRUE(waitUntil([&] { return store().samples(anna).size() == 2; }, 60'000));
    EXPECT_FALSE(store().identityNamed("A. Lee"));
    const auto trail = store().auditEntries();
    EXPECT_TRUE(std::any_of(trail.begin(), trail.end(), [](const AuditEntry& entry) {
        return entry.action == "enrol.same_person" &&
               entry.detail.find("judged the same person at similarity 0.") == 0;
    })) << "the answer is recorded with its numbers";
}

TEST_F(EnrolSheetTest, SkippedNobodyIsEnrolledAndTheTrailSaysSo) {
    LINEAMENT_NEEDS(test::samplePhoto(3));
    const auto anna = enrolDirectly("Anna", photo("anna.jpg", kMiddle));
    open();
    enrolALookAlike(QStringLiteral("A. Lee"));
    click("skipPersonButton");
    ASSERT_TRUE(waitUntil([&] { return !part<QWidget>("duplicateQuestion")->isVisible(); }, 60'000));
    EXPECT_EQ(store().identities().size(), 1u);
    EXPECT_EQ(store().samples(anna).size(), 1u);
    EXPECT_EQ(store().auditEntries(1).front().action, "enrol.skip");
}

TEST_F(EnrolSheetTest, ARecordingThatPlaysAsACameraGivesPhotosAndNoCameraIsSaidPlainly) {
    LINEAMENT_NEEDS(test::samplePhoto(3));
    open();
    panel->sheet().open();
    part<QPushButton>("useCameraButton")->click();
    auto& camera = panel->sheet().camera();
    ASSERT_TRUE(waitUntil([&] { return camera.isVisible(); }));
    camera.start(QStringLiteral("camera:97"));
    auto* banner = part<Banner>("cameraBanner");
    ASSERT_TRUE(
        waitUntil([&] { return banner->isVisible() && banner->kind() == Banner::Kind::Error; }, 60'000));
    EXPECT_TRUE(banner->sentence().contains(QStringLiteral("camera:97"))) << banner->sentence().toStdString();

    const auto frames = folder / "camera";
    std::filesystem::create_directories(frames);
    const cv::Mat person = loadImage(test::samplePhoto(3)).bgr(kMiddle).clone();
    for (int i = 0; i < 30; ++i) {
        char name[32];
        std::snprintf(name, sizeof name, "f_%06dms.png", 100 * i);
        ASSERT_TRUE(cv::imwrite((frames / name).string(), person));
    }
    camera.setSpeed(0);
    camera.start(QString::fromStdString(frames.string()));
    auto& photos = panel->sheet().photos();
    ASSERT_TRUE(waitUntil([&] { return photos.count(State::Good) >= 1 && !camera.running(); }, 60'000));
    EXPECT_EQ(test::clippedTexts(*panel), QStringList());
    part<QPushButton>("cameraDoneButton")->click();
    part<QLineEdit>("enrolName")->setText(QStringLiteral("Anna"));
    ASSERT_TRUE(waitUntil([&] { return part<QPushButton>("enrolButton")->isEnabled(); }, 60'000));
    click("enrolButton");
    ASSERT_TRUE(waitUntil([&] { return store().identityNamed("Anna").has_value(); }, 60'000));
}
