#include "ui/widgets/pair_view.h"

#include <gtest/gtest.h>

#include <QSlider>
#include <QTest>
#include <QToolButton>

#include "tests/ui/support/ui_test.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/image_canvas.h"

using namespace lineament;
using namespace lineament::ui;

namespace {

QImage plain(int width, int height, QColor color) {
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(color);
    return image;
}

class PairViewTest : public testing::Test {
  protected:
    PairViewTest() {
        view.resize(640, 400);
        view.setImages(plain(40, 40, QColor(200, 0, 0)), plain(40, 40, QColor(0, 0, 100)));
        view.show();
        QTest::qWait(1);
    }
    /// Colour in the middle of what is seen, `share` of the width from the left.
    QColor seenAt(double share) {
        const QImage seen = view.snapshot();
        return seen.pixelColor(int(seen.width() * share), seen.height() / 2);
    }
    PairView view;
};

}  // namespace

TEST_F(PairViewTest, ShowsBothPicturesSideBySide) {
    EXPECT_EQ(seenAt(0.25), QColor(200, 0, 0));
    EXPECT_EQ(seenAt(0.75), QColor(0, 0, 100));
}

TEST_F(PairViewTest, ZoomAndPanOfOneAreThoseOfTheOther) {
    auto *left = view.canvas(PairView::Left), *right = view.canvas(PairView::Right);
    right->setZoom(12);
    EXPECT_FALSE(left->fitted());
    EXPECT_EQ(left->scale(), 12);
    EXPECT_EQ(left->view(), right->view());
    left->fit();
    EXPECT_TRUE(right->fitted());
}

TEST_F(PairViewTest, WhereOneCanvasShowsBothItsTitleSaysWhichIsWhere) {
    view.setTitles(QStringLiteral("Before"), QStringLiteral("After"));
    const auto* title = view.canvas(PairView::Left)->parentWidget()->findChild<ElidedLabel*>();
    ASSERT_TRUE(title);
    EXPECT_EQ(title->fullText(), QStringLiteral("Before"));
    view.setMode(PairMode::Wipe);
    EXPECT_EQ(title->fullText(), QStringLiteral("Before  |  After"));
    view.setMode(PairMode::Blink);
    EXPECT_EQ(title->fullText(), QStringLiteral("Before"));
    EXPECT_TRUE(test::waitUntil([&] { return title->fullText() == QStringLiteral("After"); }));
}

TEST_F(PairViewTest, TheWipesHandleIsDragged) {
    QTest::mouseClick(view.findChild<QToolButton*>(QStringLiteral("wipeButton")), Qt::LeftButton);
    QTest::qWait(1);
    ASSERT_EQ(view.mode(), PairMode::Wipe);
    auto* canvas = view.canvas(PairView::Left);
    EXPECT_EQ(seenAt(0.45), QColor(200, 0, 0));
    EXPECT_EQ(seenAt(0.55), QColor(0, 0, 100));
    const int y = canvas->height() / 2;
    QTest::mousePress(canvas, Qt::LeftButton, {}, QPoint(canvas->width() / 2, y));
    QTest::mouseMove(canvas, QPoint(canvas->width() * 3 / 5, y));
    QTest::mouseRelease(canvas, Qt::LeftButton, {}, QPoint(canvas->width() * 3 / 5, y));
    EXPECT_NEAR(view.mix(), 0.6, 0.01);
    EXPECT_EQ(seenAt(0.55), QColor(200, 0, 0));
}

TEST_F(PairViewTest, OverlayMixesAndDifferenceSubtracts) {
    view.setMode(PairMode::Overlay);
    QTest::qWait(1);
    view.setMix(0.25);
    EXPECT_NEAR(seenAt(0.5).red(), 150, 2);
    EXPECT_NEAR(seenAt(0.5).blue(), 25, 2);
    view.setMode(PairMode::Difference);
    view.setMix(0);
    EXPECT_EQ(seenAt(0.5), QColor(200, 0, 100));
    view.setImages(plain(40, 40, Qt::gray), plain(40, 40, Qt::gray));
    view.setMix(1);
    EXPECT_EQ(seenAt(0.5), QColor(0, 0, 0));
}

TEST_F(PairViewTest, BlinksBetweenThem) {
    view.setMode(PairMode::Blink);
    EXPECT_TRUE(lineament::test::waitUntil([&] { return seenAt(0.5) == QColor(0, 0, 100); }));
    EXPECT_TRUE(lineament::test::waitUntil([&] { return seenAt(0.5) == QColor(200, 0, 0); }));
}

TEST_F(PairViewTest, ToneIsForTheEyeAlone) {
    view.setTone({50, 0});
    EXPECT_GT(seenAt(0.75).blue(), 120);
    EXPECT_EQ(view.image(PairView::Right).pixelColor(0, 0), QColor(0, 0, 100));
}

TEST_F(PairViewTest, PixelsOfTheSmallerPictureAreRepeatedNotSmoothed) {
    QImage small(2, 1, QImage::Format_RGB32);
    small.setPixelColor(0, 0, Qt::black);
    small.setPixelColor(1, 0, Qt::white);
    view.setImages(small, plain(40, 20, Qt::gray));
    const QImage& shown = view.canvas(PairView::Left)->image();
    ASSERT_EQ(shown.size(), QSize(40, 20));
    EXPECT_EQ(shown.pixelColor(19, 10), QColor(Qt::black));
    EXPECT_EQ(shown.pixelColor(20, 10), QColor(Qt::white));
}

TEST_F(PairViewTest, WithOnePictureOnlyItIsShownAloneAndTheOtherModesAreOff) {
    view.setImages(plain(40, 40, Qt::red), {});
    view.setMode(PairMode::Wipe);
    EXPECT_FALSE(view.findChild<QToolButton*>(QStringLiteral("wipeButton"))->isEnabled());
    EXPECT_EQ(seenAt(0.25), QColor(Qt::red));
}
