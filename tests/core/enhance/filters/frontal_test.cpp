#include <gtest/gtest.h>

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/enhance/enhancer.h"
#include "core/enhance/filters/head_shape.h"

using namespace lineament;
using namespace lineament::enhance;

namespace {

constexpr double kScale = 130;  // px a unit of the head
const cv::Point2d kMiddle(200, 170);

/// Depth of the head that is drawn, of smooth parts: not the mean head of the filter, which has points only.
double depthAt(double x, double y) {
    const auto bump = [](double at, double width) { return std::exp(-(at * at) / (width * width)); };
    const double nose =
        y < 0.43 ? std::clamp((y - 0.05) / 0.38, 0.0, 1.0) : std::max(0.0, 1 - (y - 0.43) / 0.12);
    return -0.1 + 0.8 * x * x - 0.19 * nose * bump(x, 0.09) - 0.11 * bump(y - 0.78, 0.25) * bump(x, 0.28) -
           0.05 * bump(y, 0.12);
}

/// Its skin: smooth waves and the drawing of eyes and mouth, by place on the head.
cv::Vec3b skinAt(double x, double y) {
    double grey = 130 + 40 * std::sin(9 * x + 2 * y) + 30 * std::cos(11 * y - 3 * x);
    for (const double side : {-1.0, 1.0})
        if (std::hypot((x - side * 0.27) / 0.11, (y - 0.21) / 0.05) < 1) grey = 30;
    if (std::hypot(x / 0.2, (y - 0.82) / 0.05) < 1) grey = 60;
    const auto v = cv::saturate_cast<unsigned char>(grey);
    return {v, v, static_cast<unsigned char>(255 - v)};
}

cv::Vec2d seenAt(const cv::Vec3d& p, const cv::Matx33d& turn) {
    const cv::Vec3d q = turn * (p - cv::Vec3d(0, 0.45, -0.15));
    return {kMiddle.x + kScale * q[0], kMiddle.y + kScale * q[1]};
}

/// Points of the surface drawn one by one, the nearest wins.
cv::Mat drawn(const cv::Matx33d& turn) {
    cv::Mat picture(400, 400, CV_8UC3, cv::Scalar(130, 130, 125)), depth(400, 400, CV_64F, cv::Scalar(1e9));
    for (double y = -0.35; y < 1.2; y += 0.0025)
        for (double x = -0.6; x < 0.6; x += 0.0025) {
            if (std::hypot(x / 0.58, (y - 0.42) / 0.76) > 1) continue;
            const cv::Vec3d p(x, y, depthAt(x, y));
            const auto at = seenAt(p, turn);
            const int px = static_cast<int>(std::lround(at[0])), py = static_cast<int>(std::lround(at[1]));
            const double z = (turn * p)[2];
            if (z >= depth.at<double>(py, px)) continue;
            depth.at<double>(py, px) = z;
            picture.at<cv::Vec3b>(py, px) = skinAt(x, y);
        }
    return picture;
}

Face faceOf(const cv::Matx33d& turn) {
    Face face;
    Landmarks68 points;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto& p = headPoints()[i];
        const auto at = seenAt({p[0], p[1], depthAt(p[0], p[1])}, turn);
        points[i] = {static_cast<float>(at[0]), static_cast<float>(at[1])};
    }
    face.landmarks68 = points;
    face.landmarks5 = fivePoints(points);
    face.box = {130, 80, 140, 180};
    return face;
}

/// What the points of b must be moved by to lie about those of a: where a head lies is no matter of its turn.
cv::Point2d offset(const Face& a, const Face& b) {
    cv::Point2d sum(0, 0);
    for (std::size_t i = 17; i < 68; ++i)
        sum += cv::Point2d((*a.landmarks68)[i].x - (*b.landmarks68)[i].x,
                           (*a.landmarks68)[i].y - (*b.landmarks68)[i].y) /
               51;
    return sum;
}

double meanDistance(const Face& a, const Face& b) {
    const auto by = offset(a, b);
    double sum = 0;
    for (std::size_t i = 17; i < 68; ++i)
        sum += std::hypot((*a.landmarks68)[i].x - (*b.landmarks68)[i].x - by.x,
                          (*a.landmarks68)[i].y - (*b.landmarks68)[i].y - by.y) /
               51;
    return sum;
}

cv::Mat shifted(const cv::Mat& picture, const cv::Point2d& by) {
    cv::Mat result;
    cv::warpAffine(picture, result, cv::Matx23d(1, 0, by.x, 0, 1, by.y), picture.size(), cv::INTER_CUBIC);
    return result;
}

}  // namespace

TEST(HeadShape, AnglesAndRotationsAgree) {
    for (const Pose pose : {Pose{30, 0, 0}, {-20, 10, 5}, {0, -25, -30}}) {
        HeadPose head;
        head.rotation = rotationOf(pose);
        const auto back = anglesOf(head);
        EXPECT_NEAR(back.yaw, pose.yaw, 1e-3);
        EXPECT_NEAR(back.pitch, pose.pitch, 1e-3);
        EXPECT_NEAR(back.roll, pose.roll, 1e-3);
    }
    // The tip of the nose goes to the right with a positive yaw and up with a positive pitch.
    HeadPose right, up;
    right.rotation = rotationOf({20, 0, 0}), up.rotation = rotationOf({0, 20, 0});
    const auto& nose = headPoints()[30];
    EXPECT_GT(right.project(nose)[0], nose[0] + 0.05);
    EXPECT_LT(up.project(nose)[1], nose[1]);
}

TEST(HeadShape, FindsTheTurnOfItsOwnHead) {
    HeadPose pose;
    pose.rotation = rotationOf({28, -8, 12});
    pose.scale = 90, pose.shift = {210, 150};
    Landmarks68 points;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const auto at = pose.project(headPoints()[i]);
        points[i] = {static_cast<float>(at[0]), static_cast<float>(at[1])};
    }
    const auto found = fitHead(points);
    EXPECT_NEAR(anglesOf(found).yaw, 28, 0.1);
    EXPECT_NEAR(anglesOf(found).pitch, -8, 0.1);
    EXPECT_NEAR(anglesOf(found).roll, 12, 0.1);
    EXPECT_NEAR(found.scale, 90, 0.1);
}

TEST(TurnToFront, BringsATurnedHeadNearToItsFrontalView) {
    const auto front = drawn(rotationOf({}));
    const auto frontal = faceOf(rotationOf({}));
    for (const float yaw : {-30.0f, 30.0f}) {
        const auto turn = rotationOf({yaw, 0, 0});
        const auto turned = drawn(turn);
        std::vector<Face> faces = {faceOf(turn)};
        const double away = meanDistance(faces[0], frontal);
        const auto result = turnToFront(turned, {}, faces);
        const double left = meanDistance(faces[0], frontal);
        EXPECT_LT(left, 0.45 * away) << "landmarks off by px, before " << away;
        const cv::Rect inner(150, 110, 100, 130);
        const auto likeness = [&](const cv::Mat& picture, const Face& face) {
            return cv::PSNR(shifted(picture, offset(frontal, face))(inner), front(inner));
        };
        const double before = likeness(turned, faceOf(turn)), after = likeness(result, faces[0]);
        RecordProperty("gain_db", std::to_string(after - before));
        EXPECT_GT(after, before + 3) << before << " dB to " << after;
        EXPECT_EQ(cv::norm(result.row(2), turned.row(2), cv::NORM_INF), 0)
            << "far from the face nothing moves";
        EXPECT_LT(std::abs(anglesOf(fitHead(*faces[0].landmarks68)).yaw), 4);
    }
}

TEST(TurnToFront, LeavesFacesAloneThatAreTurnedTooFar) {
    const auto turn = rotationOf({40, 0, 0});
    const auto turned = drawn(turn);
    std::vector<Face> faces = {faceOf(turn)};
    EXPECT_EQ(cv::norm(turnToFront(turned, {1, 15}, faces), turned, cv::NORM_INF), 0);
    EXPECT_EQ(cv::norm(turnToFront(turned, {0, 60}, faces), turned, cv::NORM_INF), 0)
        << "no share of the way";
    faces[0].landmarks68.reset();
    EXPECT_EQ(cv::norm(turnToFront(turned, {}, faces), turned, cv::NORM_INF), 0) << "no points to go by";
}
