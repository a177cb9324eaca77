#include "core/footage/trajectory.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

using namespace lineament;

namespace {

std::vector<double> frames(int count, double stepMs = 40) {
    std::vector<double> ms;
    for (int i = 0; i < count; ++i)
        ms.push_back(i * stepMs);
    return ms;
}

}  // namespace

TEST(Trajectory, GivesEveryFrameABoxAndMarksThoseInBetween) {
    const std::vector<TrackBox> seen = {{40, {0, 0, 20, 20}, 0.9f}, {160, {30, 0, 20, 20}, 0.8f}};
    const auto boxes = steadyBoxes(seen, frames(10));
    ASSERT_EQ(boxes.size(), 4u);
    EXPECT_FALSE(boxes[0].interpolated);
    EXPECT_TRUE(boxes[1].interpolated && boxes[2].interpolated);
    EXPECT_NEAR(boxes[1].box.x, 10, 0.1);
    EXPECT_NEAR(boxes[2].box.x, 20, 0.1);
    EXPECT_DOUBLE_EQ(boxes[2].ms, 120);
}

TEST(Trajectory, DoesNotLagBehindASteadyMove) {
    std::vector<TrackBox> seen;
    for (int i = 0; i < 20; ++i)
        seen.push_back({i * 40.0, {i * 5.0f, i * 3.0f, 50, 50}, 0.9f});
    const auto boxes = steadyBoxes(seen, frames(20));
    for (int i = 0; i < 20; ++i)
        EXPECT_NEAR(boxes[i].box.x, i * 5, 0.01);
}

TEST(Trajectory, TakesMostOfTheJitterAway) {
    std::mt19937 random(1);
    std::normal_distribution<float> jitter(0, 2);
    std::vector<TrackBox> seen;
    for (int i = 0; i < 100; ++i) {
        const float size = 60 + jitter(random);
        seen.push_back({i * 40.0, {100 + jitter(random), 80, size, size}, 0.9f});
    }
    const auto boxes = steadyBoxes(seen, frames(100));
    double before = 0, after = 0;
    for (int i = 1; i < 100; ++i) {
        before += std::pow(seen[i].box.width - seen[i - 1].box.width, 2);
        after += std::pow(boxes[i].box.width - boxes[i - 1].box.width, 2);
    }
    EXPECT_LT(std::sqrt(after), 0.25 * std::sqrt(before));
}

TEST(Trajectory, FollowsAStopWithinTwoFrames) {
    std::vector<TrackBox> seen;
    for (int i = 0; i < 20; ++i)
        seen.push_back({i * 40.0, {std::min(i, 10) * 10.0f, 0, 50, 50}, 0.9f});
    const auto boxes = steadyBoxes(seen, frames(20));
    EXPECT_NEAR(boxes[12].box.x, 100, 2);
    EXPECT_NEAR(boxes[10].box.x, 100, 5);
}
