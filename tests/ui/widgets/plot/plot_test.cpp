#include "ui/widgets/plot/plot.h"

#include <QFile>
#include <QImage>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>
#include <cmath>
#include <random>

#include "tests/support/places.h"
#include "tests/ui/support/ui_test.h"
#include "ui/widgets/plot/plot_data.h"
#include "ui/widgets/plot/plot_link.h"

using namespace lineament::ui;
using lineament::test::waitUntil;

namespace {

constexpr double kGap = std::numeric_limits<double>::quiet_NaN();

std::vector<double> ramp(std::size_t n, double step = 1) {
    std::vector<double> x(n);
    for (std::size_t i = 0; i < n; ++i)
        x[i] = static_cast<double>(i) * step;
    return x;
}

std::vector<double> noise(std::size_t n) {
    std::mt19937 random(7);
    std::normal_distribution<double> normal;
    std::vector<double> y(n);
    for (auto& v : y)
        v = normal(random);
    return y;
}

QWidget* canvasOf(Plot& plot) {
    return plot.findChild<QWidget*>(QString(), Qt::FindDirectChildrenOnly)
               ? plot.childAt(plot.rect().center())
               : nullptr;
}

void send(QWidget* target, QEvent::Type type, QPointF at, Qt::MouseButton button, Qt::MouseButtons buttons) {
    QMouseEvent event(type, at, target->mapToGlobal(at), button, buttons, Qt::NoModifier);
    QCoreApplication::sendEvent(target, &event);
}

void drag(QWidget* target, QPointF from, QPointF to) {
    send(target, QEvent::MouseButtonPress, from, Qt::LeftButton, Qt::LeftButton);
    send(target, QEvent::MouseMove, (from + to) / 2, Qt::NoButton, Qt::LeftButton);
    send(target, QEvent::MouseMove, to, Qt::NoButton, Qt::LeftButton);
    send(target, QEvent::MouseButtonRelease, to, Qt::LeftButton, Qt::NoButton);
}

struct Chart {
    Plot plot;
    Chart() {
        plot.resize(640, 360);
        plot.setXAxis({QStringLiteral("Images"), QString(), false, true, {}});
        plot.setYAxis({QStringLiteral("Loss"), QStringLiteral("nat"), false, false, {}});
        plot.setCurve(QStringLiteral("d"), {QStringLiteral("D")});
        plot.setData(QStringLiteral("d"), ramp(101), ramp(101, 0.5));
        plot.show();
        plot.grab();
        plot.replotNow();
    }
    QWidget* canvas() { return canvasOf(plot); }
    QPointF at(double x, double y) { return plot.widgetFromPlot(x, y) - QPointF(canvas()->pos()); }
};

}  // namespace

TEST(PlotData, ExtremesOfAnyStretchAreThoseOfALookAtEveryPoint) {
    auto y = noise(5000);
    for (std::size_t i = 1000; i < 1100; ++i)
        y[i] = kGap;
    PlotData data;
    data.set(ramp(5000), y);
    std::mt19937 random(1);
    for (int round = 0; round < 500; ++round) {
        std::size_t a = random() % 5000, b = random() % 5001;
        if (a > b) std::swap(a, b);
        std::optional<std::pair<double, double>> wanted;
        for (std::size_t i = a; i < b; ++i)
            if (std::isfinite(y[i]))
                wanted = wanted ? std::pair(std::min(wanted->first, y[i]), std::max(wanted->second, y[i]))
                                : std::pair(y[i], y[i]);
        const auto found = data.extremes(a, b);
        ASSERT_EQ(found.has_value(), wanted.has_value()) << a << " to " << b;
        if (!found) continue;
        EXPECT_EQ(y[found->least], wanted->first);
        EXPECT_EQ(y[found->greatest], wanted->second);
    }
}

TEST(PlotData, AppendedPointsAreFoundLikeThoseThatWereSet) {
    const auto y = noise(3000);
    PlotData data;
    for (std::size_t i = 0; i < y.size(); ++i)
        data.append(static_cast<double>(i), y[i]);
    const auto found = data.extremes(0, y.size());
    ASSERT_TRUE(found);
    EXPECT_EQ(y[found->least], *std::min_element(y.begin(), y.end()));
    EXPECT_EQ(y[found->greatest], *std::max_element(y.begin(), y.end()));
}

TEST(PlotData, AThinnedCurveKeepsTheExtremesOfEachColumn) {
    const std::size_t n = 100'000;
    const auto y = noise(n);
    PlotData data;
    data.set(ramp(n), y);
    std::vector<double> edges;
    for (int i = 0; i <= 500; ++i)
        edges.push_back(i * 200.0);
    const auto points = data.thinned(edges);
    EXPECT_LE(points.size(), 4 * 500u + 2);
    for (int column = 0; column < 500; ++column) {
        double least = 1e9, greatest = -1e9;
        for (const auto& point : points)
            if (point.x >= edges[column] && point.x < edges[column + 1]) {
                least = std::min(least, point.y);
                greatest = std::max(greatest, point.y);
            }
        const auto first = y.begin() + column * 200;
        EXPECT_EQ(least, *std::min_element(first, first + 200));
        EXPECT_EQ(greatest, *std::max_element(first, first + 200));
    }
}

TEST(PlotData, DescendingAndUnsortedPointsAreBroughtInOrder) {
    PlotData data;
    data.set({3, 2, 1}, {30, 20, 10});
    EXPECT_EQ(data.x(), (std::vector<double>{1, 2, 3}));
    EXPECT_EQ(data.y(), (std::vector<double>{10, 20, 30}));
    data.set({3, 1, 2}, {30, 10, 20});
    EXPECT_EQ(data.y(), (std::vector<double>{10, 20, 30}));
    data.append(1.5, 15);
    EXPECT_EQ(data.y()[1], 15);
    EXPECT_EQ(data.nearest(1.6), 1u);
    EXPECT_EQ(data.nearest(99), 3u);
}

TEST(Plot, ShowsAllDataAndFollowsThemUntilTheUserZooms) {
    Chart chart;
    EXPECT_DOUBLE_EQ(chart.plot.xRange().second, 100);
    EXPECT_GE(chart.plot.yRange().second, 50);
    chart.plot.append(QStringLiteral("d"), 200, 10);
    chart.plot.replotNow();
    EXPECT_DOUBLE_EQ(chart.plot.xRange().second, 200);
    QSignalSpy moved(&chart.plot, &Plot::xRangeChanged);
    const QPointF at = chart.at(100, 25);
    QWheelEvent wheel(at, chart.canvas()->mapToGlobal(at), {}, {0, 120}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(chart.canvas(), &wheel);
    chart.plot.replotNow();
    EXPECT_GE(moved.size(), 1);
    EXPECT_FALSE(chart.plot.fitted());
    const auto zoomed = chart.plot.xRange();
    EXPECT_LT(zoomed.second - zoomed.first, 200);
    EXPECT_NEAR(chart.at(100, 25).x(), at.x(), 1) << "the value under the cursor stays there";
    chart.plot.append(QStringLiteral("d"), 300, 10);
    chart.plot.replotNow();
    EXPECT_EQ(chart.plot.xRange(), zoomed) << "a new point moves nothing the user has set";
    send(chart.canvas(), QEvent::MouseButtonDblClick, at, Qt::LeftButton, Qt::LeftButton);
    chart.plot.replotNow();
    EXPECT_DOUBLE_EQ(chart.plot.xRange().second, 300);
}

TEST(Plot, TheFirstPictureIsAsFineAsTheNext) {
    Plot plot;
    plot.resize(800, 300);
    plot.setData(QStringLiteral("d"), ramp(20'000), noise(20'000));
    plot.show();
    const QImage first = plot.grab().toImage();
    plot.replotNow();
    EXPECT_EQ(plot.grab().toImage(), first);
}

TEST(Plot, DraggingPansByWhatTheCursorMoved) {
    Chart chart;
    const QPointF from = chart.at(50, 25), to = chart.at(30, 25);
    drag(chart.canvas(), from, to);
    chart.plot.replotNow();
    EXPECT_NEAR(chart.plot.xRange().first, 20, 0.5);
    EXPECT_NEAR(chart.plot.xRange().second, 120, 0.5);
}

TEST(Plot, AMarkerIsDraggedAndSaysWhereItIs) {
    Chart chart;
    chart.plot.setMarker(QStringLiteral("t"),
                         {50, Qt::Vertical, QStringLiteral("threshold"), Token::Accent, true});
    chart.plot.replotNow();
    QSignalSpy moved(&chart.plot, &Plot::markerMoved), released(&chart.plot, &Plot::markerReleased);
    const auto before = chart.plot.xRange();
    drag(chart.canvas(), chart.at(50, 20), chart.at(70, 20));
    EXPECT_GE(moved.size(), 1);
    ASSERT_EQ(released.size(), 1);
    EXPECT_NEAR(released[0][1].toDouble(), 70, 0.5);
    EXPECT_NEAR(*chart.plot.markerValue(QStringLiteral("t")), 70, 0.5);
    EXPECT_EQ(chart.plot.xRange(), before) << "the chart stays while a marker is dragged";
}

TEST(Plot, LogarithmicAxesLeaveOutWhatTheyCannotShow) {
    Chart chart;
    chart.plot.setXAxis({QStringLiteral("FMR"), QString(), true, false, {}});
    chart.plot.setYAxis({QStringLiteral("FNMR"), QString(), true, false, {}});
    chart.plot.setData(QStringLiteral("d"), {0, 1e-5, 1e-3, 0.1}, {0.9, 0.5, 0.05, 0});
    chart.plot.replotNow();
    EXPECT_DOUBLE_EQ(chart.plot.xRange().first, 1e-5);
    EXPECT_GT(chart.plot.yRange().first, 0);
    EXPECT_LE(chart.plot.yRange().first, 0.05);
}

TEST(Plot, LinkedChartsShareTheirXAxisAndCrosshair) {
    Chart one, two;
    PlotLink link;
    link.add(&one.plot);
    link.add(&two.plot);
    two.plot.setData(QStringLiteral("d"), ramp(301), ramp(301));
    link.fit();
    one.plot.replotNow();
    two.plot.replotNow();
    EXPECT_DOUBLE_EQ(one.plot.xRange().second, 300);
    drag(one.canvas(), one.at(150, 25), one.at(50, 25));
    EXPECT_EQ(one.plot.xRange(), two.plot.xRange());
    EXPECT_NEAR(two.plot.xRange().first, 100, 2);
    const QImage before = two.plot.grab().toImage();
    send(one.canvas(), QEvent::MouseMove, one.at(200, 25), Qt::NoButton, Qt::NoButton);
    EXPECT_NE(two.plot.grab().toImage(), before) << "the crosshair is in the other one too";
}

TEST(Plot, APointThatIsClickedIsNamed) {
    Chart chart;
    chart.plot.setCurve(QStringLiteral("p"), {QStringLiteral("runs"), PlotStyle::Points});
    chart.plot.setData(QStringLiteral("p"), {10, 60, 90}, {5, 40, 10});
    chart.plot.replotNow();
    QSignalSpy clicked(&chart.plot, &Plot::pointClicked);
    const QPointF at = chart.at(60, 40) + QPointF(2, -2);
    send(chart.canvas(), QEvent::MouseButtonPress, at, Qt::LeftButton, Qt::LeftButton);
    send(chart.canvas(), QEvent::MouseButtonRelease, at, Qt::LeftButton, Qt::NoButton);
    ASSERT_EQ(clicked.size(), 1);
    EXPECT_EQ(clicked[0][0].toString(), QStringLiteral("p"));
    EXPECT_EQ(clicked[0][1].toInt(), 1);
}

TEST(Plot, SmoothingDrawsAMeanAndKeepsThePoints) {
    Chart chart;
    chart.plot.setData(QStringLiteral("d"), ramp(1000), noise(1000));
    chart.plot.replotNow();
    const QImage raw = chart.plot.grab().toImage();
    chart.plot.setSmoothing(0.9);
    chart.plot.replotNow();
    EXPECT_NE(chart.plot.grab().toImage(), raw);
    EXPECT_EQ(chart.plot.pointCount(QStringLiteral("d")), 1000u);
    chart.plot.setSmoothing(0);
    chart.plot.replotNow();
    EXPECT_EQ(chart.plot.grab().toImage(), raw);
}

TEST(Plot, ExportsPicturesDocumentsAndTables) {
    const lineament::test::TempFolder folder;
    const auto path = [&](const char* name) { return QString::fromStdString((folder / name).string()); };
    Chart chart;
    chart.plot.setBand(QStringLiteral("d"), ramp(101), ramp(101, 0.4), ramp(101, 0.6));
    for (const char* name : {"a.png", "a.pdf", "a.csv"})
        EXPECT_EQ(chart.plot.exportTo(path(name)), QString()) << name;
    EXPECT_GE(QImage(path("a.png")).width(), 1200);
    QFile pdf(path("a.pdf"));
    ASSERT_TRUE(pdf.open(QIODevice::ReadOnly));
    EXPECT_TRUE(pdf.read(5) == "%PDF-");
    EXPECT_FALSE(QFile::exists(path("a.pdf.part")));
    QFile csv(path("a.csv"));
    ASSERT_TRUE(csv.open(QIODevice::ReadOnly));
    const auto lines = csv.readAll().split('\n');
    EXPECT_EQ(lines[0], "curve,\"Images\",\"Loss [nat]\"");
    EXPECT_EQ(lines[3], "\"D\",2,1");
    EXPECT_EQ(lines.size(), 103);
    EXPECT_FALSE(chart.plot.exportTo(path("missing/a.png")).isEmpty()) << "a sentence says what went wrong";
    EXPECT_FALSE(chart.plot.exportTo(path("missing/a.pdf")).isEmpty());
}
