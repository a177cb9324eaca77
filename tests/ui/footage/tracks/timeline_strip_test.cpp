#include "ui/footage/tracks/timeline_strip.h"

#include <gtest/gtest.h>

#include <QPixmap>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>
#include <ctime>

#include "ui/footage/tracks/track_model.h"

using namespace lineament;
using namespace lineament::ui;

namespace {

Track track(std::int64_t id, double firstMs, double lastMs, std::int64_t identity = 0,
            TrackState state = TrackState::kUnknown) {
    Track track;
    track.id = TrackId(id);
    track.firstMs = firstMs;
    track.lastMs = lastMs;
    track.state = state;
    if (identity) {
        track.identity = IdentityId(identity);
        track.name = "Person " + std::to_string(identity);
    }
    return track;
}

class TimelineStripTest : public testing::Test {
  protected:
    TimelineStripTest() {
        model.setTracks({track(1, 0, 1000, 5, TrackState::kConfirmed), track(2, 2000, 3000),
                         track(3, 6000, 8000, 5, TrackState::kSuggested)});
        strip.resize(1000, 200);
        strip.setModel(&model);
        strip.setDuration(10'000);
        strip.show();
    }
    QPoint at(double ms, int lane) const { return {static_cast<int>(strip.xOf(ms)), strip.yOf(lane)}; }
    QPoint above(double ms) const { return {static_cast<int>(strip.xOf(ms)), 10}; }

    TrackModel model;
    TimelineStrip strip;
};

}  // namespace

TEST_F(TimelineStripTest, APersonHasOneLaneAndEveryUnknownTheirOwn) {
    const auto& lanes = strip.lanes();
    ASSERT_EQ(lanes.size(), 2u);
    EXPECT_EQ(lanes[0].name, QStringLiteral("Person 5"));
    EXPECT_EQ(lanes[0].segments.size(), 2u);
    EXPECT_EQ(lanes[0].state, TrackState::kConfirmed);
    EXPECT_EQ(lanes[1].name, QStringLiteral("Unknown 2"));
}

TEST_F(TimelineStripTest, TheRibbonIsAsHighAsTheSimilarityAtEachLook) {
    model.setSimilarities({{TrackId(3), {{6000, 1.0f}, {6900, 1.0f}, {7100, 0.1f}, {8000, 0.1f}}}});
    const QImage drawn = strip.viewport()->grab().toImage();
    const int high = strip.yOf(0) + 8;  // above what a similarity of 0.1 reaches, below the bar
    const auto colourAt = [&](double ms) { return drawn.pixelColor(static_cast<int>(strip.xOf(ms)), high); };
    const QColor nothing = colourAt(9500);
    EXPECT_NE(colourAt(6500), nothing);
    EXPECT_EQ(colourAt(7600), nothing);
    model.show(TrackId(3), IdentityId(9), QStringLiteral("Somebody else"), TrackState::kConfirmed);
    EXPECT_EQ(model.similarities(TrackId(3)), nullptr) << "they were to the person before";
}

TEST_F(TimelineStripTest, DensityCountsFacesAtATime) {
    const auto density = faceDensity({track(1, 0, 4900), track(2, 2000, 6900)}, 10'000, 10);
    EXPECT_EQ(density, (std::vector<int>{1, 1, 2, 2, 2, 1, 1, 0, 0, 0}));
}

TEST_F(TimelineStripTest, AClickJumpsToTheTimeAndSelectsTheLook) {
    QSignalSpy seeks(&strip, &TimelineStrip::seekRequested), clicks(&strip, &TimelineStrip::trackClicked);
    QTest::mouseClick(strip.viewport(), Qt::LeftButton, {}, at(7000, 0));
    ASSERT_EQ(seeks.count(), 1);
    EXPECT_NEAR(seeks.front().front().toDouble(), 7000, 15);
    ASSERT_EQ(clicks.count(), 1);
    EXPECT_EQ(clicks.front().front().toLongLong(), 3);
    QTest::mouseClick(strip.viewport(), Qt::LeftButton, {}, at(5000, 0));
    EXPECT_EQ(seeks.count(), 2);
    EXPECT_EQ(clicks.count(), 1) << "nobody is there";
}

TEST_F(TimelineStripTest, UnknownPeopleOfOneNumberShareALane) {
    model.setTracks({track(1, 0, 1000), track(2, 2000, 3000), track(3, 4000, 5000)});
    model.setNumbers({{1, 4}, {2, 7}, {3, 4}});
    ASSERT_EQ(strip.lanes().size(), 2u);
    EXPECT_EQ(strip.lanes()[0].name, QStringLiteral("Unknown-4"));
    EXPECT_EQ(strip.lanes()[0].segments.size(), 2u);
}

TEST_F(TimelineStripTest, WhatASearchFoundWearsAPointer) {
    const auto above = [&](double ms, int lane) {
        const QImage image = strip.viewport()->grab().toImage();
        const int x = static_cast<int>(strip.xOf(ms)) + 4, y = strip.yOf(lane) - 14;
        return image.pixelColor(x, y);
    };
    const QColor plain = above(6000, 0), other = above(2000, 1);
    strip.setHits({3});
    EXPECT_NE(above(6000, 0), plain);
    EXPECT_EQ(above(2000, 1), other) << "nobody else";
    strip.setHits({});
    EXPECT_EQ(above(6000, 0), plain);
}

TEST_F(TimelineStripTest, DraggingAboveTheLanesScrubs) {
    QSignalSpy seeks(&strip, &TimelineStrip::seekRequested);
    QTest::mousePress(strip.viewport(), Qt::LeftButton, {}, above(1000));
    QTest::mouseMove(strip.viewport(), above(4000));
    QTest::mouseRelease(strip.viewport(), Qt::LeftButton, {}, above(4000));
    ASSERT_GE(seeks.count(), 2);
    EXPECT_NEAR(seeks.back().front().toDouble(), 4000, 15);
}

TEST_F(TimelineStripTest, DraggingInTheLanesSelectsAStretchAndItsTracks) {
    QSignalSpy ranges(&strip, &TimelineStrip::rangeChosen), tracks(&strip, &TimelineStrip::tracksChosen);
    QTest::mousePress(strip.viewport(), Qt::LeftButton, {}, at(1500, 0));
    QTest::mouseMove(strip.viewport(), at(7000, 1));
    QTest::mouseRelease(strip.viewport(), Qt::LeftButton, {}, at(7000, 1));
    ASSERT_EQ(ranges.count(), 1);
    EXPECT_NEAR(ranges.front().at(1).toDouble(), 7000, 15);
    ASSERT_EQ(tracks.count(), 1);
    EXPECT_EQ(tracks.front().front().value<QList<qint64>>(), (QList<qint64>{3, 2}));
    QTest::mousePress(strip.viewport(), Qt::LeftButton, Qt::ShiftModifier, at(6000, 1));
    QTest::mouseRelease(strip.viewport(), Qt::LeftButton, Qt::ShiftModifier, at(2000, 1));
    ASSERT_EQ(ranges.count(), 2);
    EXPECT_NEAR(ranges.back().at(0).toDouble(), 2000, 15);
    EXPECT_EQ(tracks.count(), 1);
}

TEST_F(TimelineStripTest, ZoomKeepsTheTimeUnderTheCursor) {
    const double x = strip.xOf(6000);
    strip.zoom(4, 6000);
    EXPECT_NEAR(strip.xOf(6000), x, 1);
    EXPECT_NEAR(strip.visibleRange().second - strip.visibleRange().first, 2500, 1);
    strip.zoom(0.01, 6000);
    EXPECT_EQ(strip.visibleRange(), std::pair(0.0, 10'000.0));
}

TEST_F(TimelineStripTest, TenThousandTracksStayFluid) {
    std::vector<Track> many;
    for (int i = 0; i < 10'000; ++i)
        many.push_back(track(i + 1, i * 360.0, i * 360.0 + 3000, i % 3 ? 0 : 1 + i % 400));
    model.setTracks(std::move(many));
    strip.setDuration(3'600'000);
    QPixmap picture(strip.viewport()->size());
    const std::clock_t start = std::clock();
    constexpr int kPaints = 20;
    for (int i = 0; i < kPaints; ++i) {
        strip.verticalScrollBar()->setValue(i * 997);
        strip.zoom(1.2, 1'000'000);
        strip.viewport()->render(&picture);
    }
    const double ms = 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC / kPaints;
    RecordProperty("paintMs", std::to_string(ms));
    EXPECT_LT(ms, 50) << "16 ms are aimed at; the limit leaves room for a busy machine";
}
