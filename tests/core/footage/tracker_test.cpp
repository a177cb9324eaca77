#include "core/footage/tracker.h"

#include <gtest/gtest.h>

#include <random>

#include "core/base/error.h"

using namespace lineament;

namespace {

constexpr double kFrameMs = 40;

Observation seen(float x, float y, float size = 50, std::vector<float> appearance = {}, float score = 0.9f) {
    Observation observation;
    observation.face.box = {x, y, size, size};
    observation.face.score = score;
    observation.appearance = std::move(appearance);
    return observation;
}

Look look(double ms, std::vector<float> values, float quality = 60) {
    return {{.ms = ms, .quality = quality}, Template{"net@1", std::move(values)}};
}

const std::vector<float> kAnnTemplate = {1, 0, 0}, kBobTemplate = {0, 1, 0};

}  // namespace

TEST(Tracker, FollowsOneMovingFaceAsOneTrack) {
    Tracker tracker;
    for (int i = 0; i < 50; ++i)
        EXPECT_EQ(tracker.update(i * kFrameMs, {seen(i * 4.0f, 20)}), std::vector<int>{0});
    const auto tracks = tracker.finish();
    ASSERT_EQ(tracks.size(), 1u);
    EXPECT_EQ(tracks[0].frames, 50);
    EXPECT_DOUBLE_EQ(tracks[0].lastMs, 49 * kFrameMs);
}

TEST(Tracker, KeepsTwoFacesApartThatPassEachOther) {
    Tracker tracker;
    std::vector<int> numbers;
    for (int i = 0; i < 60; ++i) {
        // Ann walks right, Bob left, a little lower; the order of observations changes as a detector's would.
        Observation ann = seen(i * 6.0f, 100), bob = seen(354 - i * 6.0f, 130);
        const bool swap = i % 2;
        auto got = tracker.update(i * kFrameMs, swap ? std::vector{bob, ann} : std::vector{ann, bob});
        if (swap) std::swap(got[0], got[1]);
        if (i == 0) numbers = got;
        EXPECT_EQ(got, numbers) << "frame " << i;
    }
    EXPECT_EQ(tracker.finish().size(), 2u);
}

TEST(Tracker, HoldsASwiftSmallFaceWhoseBoxesDoNotOverlap) {
    Tracker tracker;
    for (int i = 0; i < 20; ++i)
        tracker.update(i * kFrameMs, {seen(i * 12.5f, 50, 16)});
    EXPECT_EQ(tracker.finish().size(), 1u);
}

TEST(Tracker, BridgesAShortMissAndInterpolatesTheBoxes) {
    Tracker tracker;
    for (int i = 0; i < 20; ++i)
        tracker.update(i * kFrameMs,
                       i >= 8 && i < 13 ? std::vector<Observation>{} : std::vector{seen(i * 2.0f, 20)});
    const auto tracks = tracker.finish();
    ASSERT_EQ(tracks.size(), 1u);
    ASSERT_EQ(tracks[0].boxes.size(), 20u);
    EXPECT_TRUE(tracks[0].boxes[10].interpolated);
    EXPECT_NEAR(tracks[0].boxes[10].box.x, 20, 1);
    EXPECT_FALSE(tracks[0].boxes[13].interpolated);
}

TEST(Tracker, GivesSkippedFramesInterpolatedBoxes) {
    Tracker tracker;
    for (int i = 0; i < 21; ++i) {
        if (i % 2)
            tracker.pass(i * kFrameMs);
        else
            tracker.update(i * kFrameMs, {seen(i * 3.0f, 20)});
    }
    const auto tracks = tracker.finish();
    ASSERT_EQ(tracks.size(), 1u);
    ASSERT_EQ(tracks[0].frames, 21);
    EXPECT_TRUE(tracks[0].boxes[11].interpolated);
    EXPECT_NEAR(tracks[0].boxes[11].box.x, 33, 0.5);
}

TEST(Tracker, RejoinsAfterAnOcclusionByAppearance) {
    Tracker tracker;
    int i = 0;
    for (; i < 20; ++i) {
        const int track = tracker.update(i * kFrameMs, {seen(100, 50)}).at(0);
        if (tracker.wantsLook(track, i * kFrameMs) && tracker.offerLook(track, i * kFrameMs, 60))
            tracker.addLook(track, look(i * kFrameMs, kAnnTemplate));
    }
    for (; i < 45; ++i)
        tracker.update(i * kFrameMs, {});  // a second out of sight
    for (; i < 65; ++i) {
        const int track = tracker.update(i * kFrameMs, {seen(220, 60)}).at(0);
        if (tracker.wantsLook(track, i * kFrameMs) && tracker.offerLook(track, i * kFrameMs, 60))
            tracker.addLook(track, look(i * kFrameMs, kAnnTemplate));
    }
    const auto tracks = tracker.finish();
    ASSERT_EQ(tracks.size(), 1u);
    EXPECT_EQ(tracks[0].frames, 65);
    EXPECT_GE(tracks[0].shots.size(), 3u);
}

TEST(Tracker, DoesNotRejoinSomebodyElseAfterAnOcclusion) {
    Tracker tracker;
    int i = 0;
    for (; i < 20; ++i)
        tracker.update(i * kFrameMs, {seen(100, 50, 50, kAnnTemplate)});
    for (; i < 45; ++i)
        tracker.update(i * kFrameMs, {});
    for (; i < 65; ++i)
        tracker.update(i * kFrameMs, {seen(100, 50, 50, kBobTemplate)});
    EXPECT_EQ(tracker.finish().size(), 2u);
}

TEST(Tracker, SortsOutTwoPeopleWhoComeBackInEachOthersPlaces) {
    Tracker tracker;
    int i = 0;
    std::vector<int> before, after;
    for (; i < 10; ++i)
        before =
            tracker.update(i * kFrameMs, {seen(100, 50, 50, kAnnTemplate), seen(200, 50, 50, kBobTemplate)});
    for (; i < 30; ++i)
        tracker.update(i * kFrameMs, {});
    for (; i < 40; ++i)
        after =
            tracker.update(i * kFrameMs, {seen(100, 50, 50, kBobTemplate), seen(200, 50, 50, kAnnTemplate)});
    EXPECT_EQ(after, (std::vector<int>{before[1], before[0]}));
}

TEST(Tracker, GivesUpAfterTheLongestGap) {
    Tracker tracker;
    int i = 0;
    for (; i < 10; ++i)
        tracker.update(i * kFrameMs, {seen(100, 50, 50, kAnnTemplate)});
    for (; i < 60; ++i)
        tracker.update(i * kFrameMs, {});
    for (; i < 70; ++i)
        tracker.update(i * kFrameMs, {seen(100, 50, 50, kAnnTemplate)});
    EXPECT_EQ(tracker.finish().size(), 2u);
}

TEST(Tracker, NeverCrossesACut) {
    Tracker tracker;
    for (int i = 0; i < 20; ++i) {
        if (i == 10) tracker.cut();
        tracker.update(i * kFrameMs, {seen(100, 50, 50, kAnnTemplate)});
    }
    const auto tracks = tracker.finish();
    ASSERT_EQ(tracks.size(), 2u);
    EXPECT_DOUBLE_EQ(tracks[0].lastMs, 9 * kFrameMs);
    EXPECT_DOUBLE_EQ(tracks[1].firstMs, 10 * kFrameMs);
}

TEST(Tracker, DropsWhatFlashesUpUnlessTheDetectorIsVerySure) {
    Tracker tracker;
    for (int i = 0; i < 20; ++i) {
        std::vector<Observation> faces = {seen(100, 50)};
        if (i == 5 || i == 6) faces.push_back(seen(300, 50, 50, {}, 0.7f));
        if (i == 12 || i == 13) faces.push_back(seen(20, 50, 50, {}, 0.99f));
        tracker.update(i * kFrameMs, faces);
    }
    const auto tracks = tracker.finish();
    ASSERT_EQ(tracks.size(), 2u);
    EXPECT_LT(tracks[1].boxes[0].box.x, 50);
}

TEST(Tracker, StaysOneTrackUnderJitterAndMisses) {
    std::mt19937 random(5);
    std::normal_distribution<float> jitter(0, 2);
    Tracker tracker;
    for (int i = 0; i < 200; ++i) {
        std::vector<Observation> faces;
        if (random() % 4)
            faces.push_back(seen(100 + jitter(random), 50 + jitter(random), 50 + jitter(random)));
        tracker.update(i * kFrameMs, faces);
    }
    EXPECT_EQ(tracker.finish().size(), 1u);
}

TEST(Tracker, GoesOnFromItsStateAsIfItHadNeverStopped) {
    const auto frame = [](Tracker& tracker, int i) {
        std::vector<Observation> faces = {seen(i * 2.0f, 20)};
        if (i < 10 || i > 30) faces.push_back(seen(300, 200, 60, kBobTemplate));  // Bob is hidden for a while
        tracker.update(i * kFrameMs, faces);
        if (tracker.wantsLook(0, i * kFrameMs)) {
            tracker.offerLook(0, i * kFrameMs, 60);
            tracker.addLook(0, look(i * kFrameMs, kAnnTemplate));
        }
    };
    Tracker whole, first;
    for (int i = 0; i < 60; ++i)
        frame(whole, i);
    for (int i = 0; i < 20; ++i)
        frame(first, i);
    Tracker second;
    second.restore(first.state());
    for (int i = 20; i < 60; ++i)
        frame(second, i);
    const auto expected = whole.finish(), tracks = second.finish();
    ASSERT_EQ(tracks.size(), expected.size());
    for (std::size_t i = 0; i < tracks.size(); ++i) {
        EXPECT_EQ(tracks[i].boxes.size(), expected[i].boxes.size());
        EXPECT_EQ(tracks[i].shots.size(), expected[i].shots.size());
        EXPECT_EQ(tracks[i].pooled.has_value(), expected[i].pooled.has_value());
        EXPECT_EQ(tracks[i].boxes.back().box, expected[i].boxes.back().box);
    }
    auto damaged = first.state();
    damaged.resize(damaged.size() / 2);
    EXPECT_THROW(second.restore(damaged), Error);
    EXPECT_THROW(second.restore({}), Error);
}

TEST(Tracker, HandsOverWhatHasEnded) {
    Tracker tracker;
    for (int i = 0; i < 10; ++i)
        tracker.update(i * kFrameMs, {seen(20, 20)});
    EXPECT_TRUE(tracker.takeEnded().empty());
    tracker.cut();
    EXPECT_EQ(tracker.takeEnded().size(), 1u);
    EXPECT_TRUE(tracker.finish().empty());
}

TEST(Tracker, RefusesSenselessOptions) {
    EXPECT_THROW(Tracker({.minIou = 2}), Error);
    EXPECT_THROW(Tracker({.maxGapMs = -1}), Error);
    EXPECT_THROW(Tracker({.minDetections = 0}), Error);
}
