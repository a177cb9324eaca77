#include "ui/widgets/image_canvas.h"

#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include "tests/support/places.h"
#include "tests/ui/support/ui_test.h"

using namespace lineament::ui;

namespace {

/// Pixels that tell where they are.
QImage chart(int width, int height) {
    QImage image(width, height, QImage::Format_RGB32);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            image.setPixelColor(x, y, QColor((x * 37) % 256, (y * 53) % 256, (x * y) % 256));
    return image;
}

void wheel(QWidget& widget, const QPointF& at, int steps) {
    QWheelEvent event(at, widget.mapToGlobal(at), {}, {0, 120 * steps}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&widget, &event);
}

}  // namespace

TEST(ImageCanvas, FitEnlargesByWholeNumbersAndReducesToTheRoom) {
    ImageCanvas canvas;
    canvas.resize(400, 300);
    canvas.setImage(chart(110, 80));
    EXPECT_EQ(canvas.scale(), 3);
    canvas.setImage(chart(800, 300));
    EXPECT_DOUBLE_EQ(canvas.scale(), 0.5);
}

TEST(ImageCanvas, EnlargedPixelsAreNotInterpolated) {
    ImageCanvas canvas;
    canvas.resize(400, 300);
    const QImage image = chart(40, 30);
    canvas.setImage(image);
    canvas.setZoom(5);
    const QImage shown = canvas.grab().toImage();
    for (const QPoint pixel : {QPoint(3, 4), QPoint(20, 15), QPoint(39, 29)}) {
        const QRectF place = canvas.widgetFromImage(QRectF(pixel, QSizeF(1, 1)));
        ASSERT_EQ(place.width(), 5);
        for (int dy = 0; dy < 5; ++dy)
            for (int dx = 0; dx < 5; ++dx)
                EXPECT_EQ(shown.pixelColor(int(place.x()) + dx, int(place.y()) + dy),
                          image.pixelColor(pixel));
    }
}

TEST(ImageCanvas, ZoomKeepsThePixelUnderTheCursor) {
    ImageCanvas canvas;
    canvas.resize(400, 300);
    canvas.setImage(chart(200, 150));
    const QPointF cursor(310, 90);
    const QPointF before = canvas.imageFromWidget(cursor);
    wheel(canvas, cursor, 1);
    EXPECT_EQ(canvas.scale(), 3);
    const QPointF after = canvas.imageFromWidget(cursor);
    EXPECT_NEAR(after.x(), before.x(), 0.5);
    EXPECT_NEAR(after.y(), before.y(), 0.5);
    wheel(canvas, cursor, -1);
    EXPECT_TRUE(canvas.fitted()) << "zooming out ends where the whole picture is seen";
}

TEST(ImageCanvas, NextFrameKeepsTheViewAnotherSizeFits) {
    ImageCanvas canvas;
    canvas.resize(400, 300);
    canvas.setImage(chart(100, 100));
    canvas.setZoom(7);
    canvas.setImage(chart(100, 100));
    EXPECT_EQ(canvas.scale(), 7);
    canvas.setImage(chart(90, 100));
    EXPECT_TRUE(canvas.fitted());
}

TEST(ImageCanvas, ClickFindsTheSmallestBox) {
    ImageCanvas canvas;
    canvas.resize(400, 400);
    canvas.setImage(chart(100, 100));
    canvas.setBoxes({{1, {10, 10, 80, 80}, Mark::Unknown, {}, {}, false},
                     {2, {40, 40, 10, 10}, Mark::Confirmed, QStringLiteral("Anna"), {}, false}});
    QSignalSpy clicks(&canvas, &ImageCanvas::boxClicked), empty(&canvas, &ImageCanvas::emptyClicked);
    QTest::mouseClick(&canvas, Qt::LeftButton, {}, canvas.widgetFromImage({45, 45, 1, 1}).toRect().center());
    QTest::mouseClick(&canvas, Qt::LeftButton, {}, canvas.widgetFromImage({20, 20, 1, 1}).toRect().center());
    QTest::mouseClick(&canvas, Qt::LeftButton, {}, QPoint(2, 2));
    ASSERT_EQ(clicks.count(), 2);
    EXPECT_EQ(clicks[0][0].toLongLong(), 2);
    EXPECT_EQ(clicks[1][0].toLongLong(), 1);
    EXPECT_EQ(empty.count(), 1);
}

TEST(ImageCanvas, DrawsABoxInImagePixelsInsideThePicture) {
    ImageCanvas canvas;
    canvas.resize(400, 400);
    canvas.setImage(chart(100, 100));
    canvas.setDrawing(true);
    QSignalSpy drawn(&canvas, &ImageCanvas::boxDrawn);
    const auto at = [&](int x, int y) {
        return canvas.widgetFromImage(QRectF(x, y, 0, 0)).topLeft().toPoint();
    };
    QTest::mousePress(&canvas, Qt::LeftButton, {}, at(50, 60));
    QTest::mouseMove(&canvas, at(20, 30));
    QTest::mouseMove(&canvas, at(-10, 30));
    QMouseEvent move(QEvent::MouseMove, at(-10, 30), canvas.mapToGlobal(at(-10, 30)), Qt::NoButton,
                     Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&canvas, &move);
    QTest::mouseRelease(&canvas, Qt::LeftButton, {}, at(-10, 30));
    ASSERT_EQ(drawn.count(), 1);
    EXPECT_EQ(drawn[0][0].toRectF(), QRectF(0, 30, 50, 30));
}

TEST(ImageCanvas, MarksDifferInShapeNotOnlyInColour) {
    QSet<QString> shapes;
    const Mark marks[] = {Mark::Confirmed, Mark::Suggested, Mark::Unknown,
                          Mark::Rejected,  Mark::Watchlist, Mark::Synthetic};
    for (const Mark mark : marks) {
        QImage image(64, 64, QImage::Format_ARGB32);
        image.fill(Qt::transparent);
        QPainter painter(&image);
        paintMark(painter, QRectF(2, 2, 60, 60), mark);
        painter.end();
        QString shape;
        for (int y = 0; y < 64; ++y)
            for (int x = 0; x < 64; ++x)
                shape += QLatin1Char(qAlpha(image.pixel(x, y)) > 128 ? '#' : ' ');
        shapes.insert(shape);
    }
    EXPECT_EQ(shapes.size(), qsizetype(std::size(marks)));
}
