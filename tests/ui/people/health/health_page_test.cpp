// Drives the health page: every kind of finding is there, and what stands beside it does what it says.
#include "ui/people/health/health_page.h"

#include <QLineEdit>
#include <QPushButton>
#include <QToolButton>
#include <QTreeWidget>

#include "core/image/image.h"
#include "core/pipelines/people/reembed.h"
#include "tests/ui/people/gallery_fixture.h"

using namespace lineament;
using namespace lineament::ui;
using lineament::test::waitUntil;

namespace {

class HealthPageTest : public GalleryDeskTest {
  protected:
    void check() {
        open();
        ASSERT_TRUE(waitUntil([&] { return panel->people().total() > 0; }));
        QTest::mouseClick(part<QToolButton>("healthButton"), Qt::LeftButton);
        ASSERT_TRUE(waitUntil([&] { return part<HealthPage>("healthPage")->hasReport() && panel->idle(); }));
        ASSERT_TRUE(part<HealthPage>("healthPage")->isVisible());
    }
    QStringList kinds() const {
        QStringList titles;
        auto* tree = part<QTreeWidget>("healthFindings");
        for (int i = 0; i < tree->topLevelItemCount(); ++i)
            titles << tree->topLevelItem(i)->text(0);
        return titles;
    }
    void click(const char* button) const { QTest::mouseClick(part<QPushButton>(button), Qt::LeftButton); }
};

}  // namespace

TEST_F(HealthPageTest, AHealthyGallerySaysSo) {
    put("Anna", 1), put("Ben", 2);
    check();
    EXPECT_EQ(part<HealthPage>("healthPage")->findings(), 0) << kinds().join(QLatin1Char('|')).toStdString();
    click("healthCloseButton");
    EXPECT_FALSE(part<HealthPage>("healthPage")->isVisible());
}

TEST_F(HealthPageTest, PeopleEnrolledTwiceAreMergedOrKeptApart) {
    const auto anna = put("Anna", 1), again = put("A. Lee", 1);
    check();
    ASSERT_EQ(kinds(), QStringList{QStringLiteral("Enrolled twice? (1)")});
    EXPECT_TRUE(test::clippedTexts(*panel).isEmpty())
        << test::clippedTexts(*panel).join(QLatin1Char('\n')).toStdString();
    click("healthShow");
    auto shown = panel->selected();
    std::sort(shown.begin(), shown.end());
    EXPECT_EQ(shown, (QList<qint64>{anna.value(), again.value()}));
    QTest::mouseClick(part<QToolButton>("healthButton"), Qt::LeftButton);
    click("healthMerge");
    ASSERT_TRUE(waitUntil([&] { return store().identities().size() == 1; }));
    EXPECT_FALSE(part<QPushButton>("healthMerge")->isEnabled()) << "it is dealt with";
    store().undo();
    click("healthCheckButton");
    ASSERT_TRUE(waitUntil([&] { return part<QPushButton>("healthApart")->isEnabled(); }));
    click("healthApart");
    ASSERT_TRUE(waitUntil([&] { return book().keptApart().size() == 1; }));
    click("healthCheckButton");
    EXPECT_TRUE(waitUntil([&] { return kinds().isEmpty(); })) << "not asked about again";
}

TEST_F(HealthPageTest, APhotoInTheWrongHandsIsMoved) {
    const auto ben = put("Ben", 2);
    const auto anna = store()
                          .enrol("Anna", "",
                                 {sampleOf("a1", templateOf(1)), sampleOf("a2", templateOf(1, 0.2f, 9)),
                                  sampleOf("b9", templateOf(2))})
                          .identity;
    check();
    ASSERT_TRUE(kinds().contains(QStringLiteral("Photos that look like somebody else (1)")))
        << kinds().join(QLatin1Char('|')).toStdString();
    click("healthMove");
    ASSERT_TRUE(waitUntil([&] { return store().samples(ben).size() == 3; }));
    EXPECT_EQ(store().samples(anna).size(), 2u);
}

TEST_F(HealthPageTest, TheWeakGetMorePhotosAndTheDueArePurged) {
    put("Weak", 3, 1);
    const auto gone = put("Gone", 4);
    PersonRecord record{.identity = gone};
    record.keepUntil = 1000;
    book().setRecord(record);
    check();
    EXPECT_EQ(kinds(), (QStringList{QStringLiteral("Due to be deleted (1)"),
                                    QStringLiteral("Few or poor photos (1)")}));
    panel->setConfirm([](const QString&) { return false; });
    click("healthPurge");
    panel->setConfirm([](const QString&) { return true; });
    EXPECT_TRUE(store().identity(gone)) << "not confirmed";
    click("healthPurge");
    ASSERT_TRUE(waitUntil([&] { return !store().identity(gone); }));
    ASSERT_TRUE(waitUntil([&] { return part<QWidget>("receiptDialog") != nullptr; }));
    QTest::mouseClick(part<QPushButton>("receiptCloseButton"), Qt::LeftButton);
    ASSERT_TRUE(waitUntil([&] { return panel->idle() && kinds().size() == 1; }));
    click("healthAddPhotos");
    EXPECT_EQ(part<QLineEdit>("enrolName")->text(), QStringLiteral("Weak"));
}

TEST_F(HealthPageTest, TemplatesOfAnOlderRecogniserStayUntilTheNewOnesAreWhole) {
    LINEAMENT_NEEDS(test::samplePhoto(3));
    // Two photos that only an older recogniser knows: one is there still, of the other the crop is left.
    std::vector<Store::NewSample> samples;
    for (const cv::Rect& where : {cv::Rect(1000, 80, 420, 480), cv::Rect(470, 220, 420, 480)}) {
        auto sample = sampleOf("gone" + std::to_string(where.x) + ".jpg", {"old@0", {1, 0, 0, 0}});
        const cv::Mat picture = loadImage(test::samplePhoto(3)).bgr(where);
        std::vector<uchar> jpeg;
        cv::imencode(".jpg", picture, jpeg);
        const auto* bytes = reinterpret_cast<const std::byte*>(jpeg.data());
        sample.sample.crop.assign(bytes, bytes + jpeg.size());
        samples.push_back(sample);
    }
    store().enrol("Anna", "", samples);
    check();
    EXPECT_TRUE(kinds().contains(QStringLiteral("Templates of recognisers (2)")))
        << kinds().join(QLatin1Char('|')).toStdString();
    EXPECT_FALSE(part<QPushButton>("healthDrop")->isEnabled())
        << "both are needed until the new ones are whole";
    click("healthEmbed");
    const auto& key = workspace->engine().recogniserKey();
    ASSERT_TRUE(waitUntil([&] { return store().templates(key).size() == 2; }, 60'000));
    EXPECT_EQ(store().templates("old@0").size(), 2u);
    ASSERT_TRUE(waitUntil([&] { return panel->idle() && part<QPushButton>("healthDrop")->isEnabled(); }));
    panel->setConfirm([](const QString&) { return true; });
    click("healthDrop");
    ASSERT_TRUE(waitUntil([&] { return store().templates("old@0").empty(); }));
    EXPECT_EQ(store().templates(key).size(), 2u);
}

TEST_F(HealthPageTest, TheGalleryGoesOutAsAFileAndComesInAgain) {
    const auto anna = put("Anna", 1);
    open();
    const auto file = QString::fromStdString((folder / "staff.gallery").string());
    panel->exportTo(file);
    auto* banner = part<Banner>("peopleBanner");
    ASSERT_TRUE(waitUntil([&] { return banner->isVisible() && banner->kind() == Banner::Kind::Good; }));
    store().remove(anna);
    ASSERT_TRUE(waitUntil([&] { return panel->people().total() == 0; }));
    put("Thief", 5);
    store().enrol("Thief", "", {sampleOf("Anna0.jpg", templateOf(7))});
    int asked = 0;
    panel->setConfirm([&](const QString& question) {
        EXPECT_TRUE(question.contains(QStringLiteral("staff.gallery")));
        return ++asked > 1;
    });
    panel->openPath(file);
    EXPECT_FALSE(waitUntil([&] { return store().identityNamed("Anna").has_value(); }, 300))
        << "it was declined";
    panel->openPath(file);
    ASSERT_TRUE(waitUntil([&] { return store().identityNamed("Anna").has_value(); }));
    EXPECT_EQ(store().identityNamed("Anna")->samples, 1);
    ASSERT_TRUE(waitUntil([&] { return part<QWidget>("refusedDialog") != nullptr; }))
        << "one photo is another's";
    EXPECT_EQ(banner->kind(), Banner::Kind::Warning);
    std::filesystem::resize_file(folder / "staff.gallery", 300);
    panel->importFrom(file);
    ASSERT_TRUE(waitUntil([&] { return banner->kind() == Banner::Kind::Error; }));
}
