#include "core/faces/align/head_pose.h"

#include <cmath>
#include <opencv2/core.hpp>

#include "tests/support/places.h"

using namespace lineament;

namespace {

/// Landmarks of the generic head as a camera sees it, 0.9 m away, nose at (300, 200).
/// Built step by step from the words of the contract, not from the code under test.
Landmarks68 projected(float yaw, float pitch, float roll) {
    const auto radians = [](float degrees) { return degrees * 3.14159265 / 180; };
    Landmarks68 points{};
    for (const auto& head : kHeadPoints) {
        cv::Vec3d p(head.x, head.y, head.z);
        // Clockwise as the viewer sees it: what is up (y < 0) goes to the right (x > 0).
        const double r = radians(roll);
        p = {p[0] * std::cos(r) - p[1] * std::sin(r), p[0] * std::sin(r) + p[1] * std::cos(r), p[2]};
        // Looking up: what is in front (z < 0) rises (y < 0).
        const double t = radians(pitch);
        p = {p[0], p[1] * std::cos(t) + p[2] * std::sin(t), -p[1] * std::sin(t) + p[2] * std::cos(t)};
        // To the image's right: what is in front (z < 0) goes to x > 0.
        const double y = radians(yaw);
        p = {p[0] * std::cos(y) - p[2] * std::sin(y), p[1], p[0] * std::sin(y) + p[2] * std::cos(y)};
        const double depth = 900 + p[2];
        points[static_cast<std::size_t>(head.landmark)] = {static_cast<float>(300 + 1200 * p[0] / depth),
                                                           static_cast<float>(200 + 1200 * p[1] / depth)};
    }
    // The eye centres, which give the first guess of the roll, are means of lid points.
    for (const int i : {37, 38, 40, 41})
        points[static_cast<std::size_t>(i)] = {(points[36].x + points[39].x) / 2,
                                               (points[36].y + points[39].y) / 2};
    for (const int i : {43, 44, 46, 47})
        points[static_cast<std::size_t>(i)] = {(points[42].x + points[45].x) / 2,
                                               (points[42].y + points[45].y) / 2};
    return points;
}

}  // namespace

TEST(HeadPose, RecoversTheAnglesOfProjectedHeads) {
    for (const float yaw : {-60.0f, -25.0f, 0.0f, 40.0f})
        for (const float pitch : {-30.0f, 0.0f, 20.0f})
            for (const float roll : {-45.0f, 0.0f, 15.0f}) {
                const Pose pose = headPose(projected(yaw, pitch, roll));
                EXPECT_NEAR(pose.yaw, yaw, 3) << yaw << ' ' << pitch << ' ' << roll;
                EXPECT_NEAR(pose.pitch, pitch, 3) << yaw << ' ' << pitch << ' ' << roll;
                EXPECT_NEAR(pose.roll, roll, 3) << yaw << ' ' << pitch << ' ' << roll;
            }
}

TEST(HeadPose, MirroringChangesTheSignOfYawAndRollAlone) {
    auto points = projected(30, -10, 12);
    const Pose pose = headPose(points);
    Landmarks68 mirrored = points;
    constexpr std::pair<int, int> kSwaps[] = {{31, 35}, {36, 45}, {39, 42}, {48, 54},
                                              {37, 44}, {38, 43}, {40, 47}, {41, 46}};
    for (const auto& [a, b] : kSwaps)
        std::swap(mirrored[static_cast<std::size_t>(a)], mirrored[static_cast<std::size_t>(b)]);
    for (auto& p : mirrored)
        p.x = 600 - p.x;
    const Pose other = headPose(mirrored);
    EXPECT_NEAR(other.yaw, -pose.yaw, 0.5);
    EXPECT_NEAR(other.pitch, pose.pitch, 0.5);
    EXPECT_NEAR(other.roll, -pose.roll, 0.5);
}

TEST(HeadPose, SizeAndPlaceOfTheFaceDoNotMatter) {
    auto points = projected(20, 10, -8);
    const Pose pose = headPose(points);
    for (auto& p : points)
        p = {p.x * 0.1f + 900, p.y * 0.1f - 40};
    const Pose small = headPose(points);
    EXPECT_NEAR(small.yaw, pose.yaw, 0.5);
    EXPECT_NEAR(small.pitch, pose.pitch, 0.5);
    EXPECT_NEAR(small.roll, pose.roll, 0.5);
}

TEST(HeadPose, PointsThatMakeNoFaceStillGiveFiniteAngles) {
    Landmarks68 points{};
    const Pose pose = headPose(points);
    EXPECT_TRUE(std::isfinite(pose.yaw) && std::isfinite(pose.pitch) && std::isfinite(pose.roll));
}
