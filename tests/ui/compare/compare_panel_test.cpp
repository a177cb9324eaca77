// Drives the Compare desk through its widgets: two photos, a blind examination, scores, a report, a record.
#include "ui/compare/compare_panel.h"

#include <gtest/gtest.h>

#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QTest>
#include <opencv2/imgcodecs.hpp>

#include "core/image/image.h"
#include "core/store/gallery_book.h"
#include "tests/support/places.h"
#include "tests/ui/support/ui_test.h"
#include "ui/compare/feature_list.h"
#include "ui/compare/score_panel.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/image_canvas.h"

using namespace lineament;
using namespace lineament::ui;
using lineament::test::waitUntil;

namespace {

/// Photos of the woman in the middle of sample 3 and of the one on its left.
const cv::Rect kMiddle(1000, 80, 420, 480), kLeft(470, 220, 420, 480);

class ComparePanelTest : public testing::Test {
  protected:
    ComparePanelTest()
        : workspace(test::workspaceIn(folder / "store")), session(workspace), panel(session, nullptr) {
        panel.resize(1366, 768);
        panel.show();
    }
    void SetUp() override { LINEAMENT_NEEDS(test::samplePhoto(3)); }
    QString photo(const std::string& name, const cv::Rect& where) const {
        const auto path = folder / name;
        EXPECT_TRUE(cv::imwrite(path.string(), loadImage(test::samplePhoto(3)).bgr(where)));
        return QString::fromStdString(path.string());
    }
    void openTwo() {
        panel.openPath(photo("a.jpg", kMiddle));
        panel.openPath(photo("b.jpg", kLeft));
        ASSERT_TRUE(waitUntil([&] { return panel.idle() && !panel.pair()->image(PairView::Right).isNull(); },
                              60'000));
    }
    void assessAll() {
        for (int i = 0; i < FeatureList::kFeatures; ++i)
            panel.features()->setObservation(i, i % 3 ? Observation::Similar : Observation::Different);
    }
    template <class T>
    T* part(const char* name) const {
        return panel.findChild<T*>(QString::fromLatin1(name));
    }

    test::TempFolder folder;
    std::shared_ptr<Workspace> workspace;
    Session session;
    ComparePanel panel;
};

}  // namespace

TEST_F(ComparePanelTest, ScoresStayClosedUntilABlindExaminationIsFilledInThenItIsRecordedAndReported) {
    openTwo();
    EXPECT_FALSE(panel.scores()->open());
    for (int i = 0; i + 1 < FeatureList::kFeatures; ++i)
        panel.features()->setObservation(i, Observation::Similar);
    EXPECT_FALSE(panel.scores()->open());
    assessAll();
    ASSERT_TRUE(panel.scores()->open());
    const auto* table = part<QTableWidget>("scoreTable");
    ASSERT_GE(table->rowCount(), 2);
    EXPECT_EQ(table->item(0, 0)->text(), QStringLiteral("fr_feature"));
    EXPECT_FALSE(part<QLabel>("scoreRatio")->text().contains(QLatin1Char('%')));

    auto* record = part<QPushButton>("concludeButton");
    EXPECT_FALSE(record->isEnabled());
    part<QComboBox>("conclusionBox")->setCurrentIndex(5);
    ASSERT_TRUE(record->isEnabled());
    record->click();
    auto& book = workspace->store().galleryBook();
    ASSERT_TRUE(waitUntil([&] { return book.examinations().size() == 1; }));
    const auto kept = book.examinations().front();
    EXPECT_EQ(kept.conclusion, "Strong support for two people");
    EXPECT_GT(kept.scoreSeenAt, 0);
    EXPECT_NE(kept.content.find("\"Skin\":\"different\""), std::string::npos);

    const QString file = QString::fromStdString((folder / "report.html").string());
    EXPECT_EQ(panel.writeReport(file), QString());
    QFile report(file);
    ASSERT_TRUE(report.open(QIODevice::ReadOnly));
    const QByteArray html = report.readAll();
    for (const char* part : {"SHA-256", "fr_feature@87aacdfe", "Skin", "Strong support for two people"})
        EXPECT_TRUE(html.contains(part)) << part;
}

TEST_F(ComparePanelTest, WithoutBlindnessScoresAreShownAtOnceAndAnotherPictureClosesThem) {
    panel.features()->setBlind(false);
    openTwo();
    EXPECT_TRUE(panel.scores()->open());
    panel.features()->setBlind(true);
    EXPECT_TRUE(panel.scores()->open());  // what was seen cannot be unseen
    panel.setPicture(PairView::Right, photo("c.jpg", kMiddle));
    ASSERT_TRUE(waitUntil([&] { return !panel.scores()->open() && panel.idle(); }, 60'000));
    EXPECT_EQ(panel.features()->assessed(), 0);
}

TEST_F(ComparePanelTest, ThePairIsAlignedSwappedAndMarked) {
    openTwo();
    const QImage left = panel.pair()->image(PairView::Left);
    EXPECT_EQ(left.size(), QSize(kPortraitPx, kPortraitPx));
    panel.swapSides();
    EXPECT_EQ(panel.pair()->image(PairView::Right), left);
    QTest::keyClick(panel.pair()->canvas(PairView::Left), Qt::Key_P);
    EXPECT_TRUE(panel.pair()->pointsShown());
    QTest::keyClick(panel.pair()->canvas(PairView::Left), Qt::Key_M);
    EXPECT_EQ(panel.pair()->mode(), PairMode::Blink);
}

TEST_F(ComparePanelTest, APictureWithoutAFaceIsASentenceInPlace) {
    const auto path = folder / "grey.png";
    cv::imwrite(path.string(), cv::Mat(200, 200, CV_8UC3, cv::Scalar::all(90)));
    panel.setPicture(PairView::Left, QString::fromStdString(path.string()));
    auto* banner = part<Banner>("compareBanner");
    ASSERT_TRUE(waitUntil([&] { return banner->isVisible(); }, 60'000));
    EXPECT_EQ(banner->kind(), Banner::Kind::Error);
    EXPECT_TRUE(panel.pair()->image(PairView::Left).isNull());
    EXPECT_FALSE(panel.openPath(QString::fromStdString(folder.path().string())));
}

TEST_F(ComparePanelTest, NothingIsClippedAtTheSmallestSize) {
    panel.features()->setBlind(false);
    openTwo();
    EXPECT_EQ(test::clippedTexts(panel), QStringList());
}
