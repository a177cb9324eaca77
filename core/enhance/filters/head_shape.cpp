#include "core/enhance/filters/head_shape.h"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>

#include "core/faces/align/mean_shapes.h"

namespace lineament::enhance {
namespace {

constexpr double kMmUnit = 122;     ///< outer corners of the eyes are 0.737 units or 90 mm apart
constexpr double kMiddleX = 0.490;  ///< of dlib's mean face
constexpr std::size_t kJaw = 17;

/// Millimetres towards the camera from the outer corners of the eyes, points 17 to 67 with the middle of the
/// face as their mirror.
constexpr double kDepthMm[51] = {
    -2, 9,  14, 17, 19,              // right brow, from outside
    19, 17, 14, 9,  -2,              // left brow
    17, 23, 30, 38,                  // bridge and tip of the nose
    18, 23, 26, 23, 18,              // wings and root of the nose
    0,  7,  10, 10, 9,  7,           // right eye: outer corner, lid, inner corner, lid
    10, 10, 7,  0,  7,  9,           // left eye
    12, 20, 25, 27, 25, 20, 12,      // upper lip
    18, 22, 24, 22, 18,              // lower lip
    13, 22, 24, 22, 13, 22, 23, 22,  // line of the mouth
};
/// Half of the jaw from the ear to the chin: sideways, down from the eyes and forward, mm.
constexpr double kJawMm[9][3] = {{70, 0, -62},  {69, 19, -57}, {67, 37, -50}, {62, 55, -40}, {54, 72, -27},
                                 {43, 86, -12}, {30, 98, 1},   {15, 108, 11}, {0, 111, 15}};
constexpr double kEyesY = 0.215;

std::vector<cv::Vec3d> makePoints() {
    std::vector<cv::Vec3d> points;
    for (int i = 0; i < static_cast<int>(kJaw); ++i) {
        const auto& mm = kJawMm[std::min(i, 16 - i)];
        points.emplace_back((i < 8 ? -1 : 1) * mm[0] / kMmUnit, mm[1] / kMmUnit + kEyesY, -mm[2] / kMmUnit);
    }
    for (std::size_t i = 0; i < 51; ++i)
        points.emplace_back(kDlibMeanShape[i].x - kMiddleX, kDlibMeanShape[i].y, -kDepthMm[i] / kMmUnit);
    // The forehead: two arcs above the brows.
    for (const double x : {-50.0, -25.0, 0.0, 25.0, 50.0}) {
        const double back = x * x / 90;
        points.emplace_back(x / kMmUnit, -0.16, -(22 - back) / kMmUnit);
        points.emplace_back(1.05 * x / kMmUnit, -0.38, -(12 - back) / kMmUnit);
    }
    return points;
}

}  // namespace

cv::Vec2d HeadPose::project(const cv::Vec3d& point) const {
    const cv::Vec3d turned = rotation * point;
    return {scale * turned[0] + shift[0], scale * turned[1] + shift[1]};
}

const std::vector<cv::Vec3d>& headPoints() {
    static const std::vector<cv::Vec3d> points = makePoints();
    return points;
}

Pose anglesOf(const HeadPose& pose) {
    const auto& r = pose.rotation;
    constexpr double kDegrees = 180 / CV_PI;
    // rotation = turn in the picture * nod * turn of the head
    const double nod = std::asin(std::clamp(r(2, 1), -1.0, 1.0));
    const double yaw = std::atan2(-r(2, 0), r(2, 2)), roll = std::atan2(-r(0, 1), r(1, 1));
    return {static_cast<float>(-yaw * kDegrees), static_cast<float>(-nod * kDegrees),
            static_cast<float>(roll * kDegrees)};
}

cv::Matx33d rotationOf(const Pose& angles) {
    constexpr double kRadians = CV_PI / 180;
    const double y = -angles.yaw * kRadians, p = -angles.pitch * kRadians, r = angles.roll * kRadians;
    const cv::Matx33d yaw(std::cos(y), 0, std::sin(y), 0, 1, 0, -std::sin(y), 0, std::cos(y));
    const cv::Matx33d nod(1, 0, 0, 0, std::cos(p), -std::sin(p), 0, std::sin(p), std::cos(p));
    const cv::Matx33d roll(std::cos(r), -std::sin(r), 0, std::sin(r), std::cos(r), 0, 0, 0, 1);
    return roll * nod * yaw;
}

HeadPose fitHead(const Landmarks68& points) {
    const auto& head = headPoints();
    cv::Mat from(51, 4, CV_64F), to(51, 2, CV_64F), solution;
    for (int i = 0; i < 51; ++i) {
        const auto& p = head[kJaw + static_cast<std::size_t>(i)];
        for (int k = 0; k < 3; ++k)
            from.at<double>(i, k) = p[k];
        from.at<double>(i, 3) = 1;
        to.at<double>(i, 0) = points[kJaw + static_cast<std::size_t>(i)].x;
        to.at<double>(i, 1) = points[kJaw + static_cast<std::size_t>(i)].y;
    }
    cv::solve(from, to, solution, cv::DECOMP_SVD);
    const cv::Vec3d first(solution.at<double>(0, 0), solution.at<double>(1, 0), solution.at<double>(2, 0)),
        second(solution.at<double>(0, 1), solution.at<double>(1, 1), solution.at<double>(2, 1));
    HeadPose pose;
    pose.scale = (cv::norm(first) + cv::norm(second)) / 2;
    pose.shift = {solution.at<double>(3, 0), solution.at<double>(3, 1)};
    if (pose.scale < 1e-9) return pose;
    // The nearest rotation: Kabsch 1976.
    const cv::Vec3d a = first / cv::norm(first), b = second / cv::norm(second), c = a.cross(b);
    const cv::Matx33d rough(a[0], a[1], a[2], b[0], b[1], b[2], c[0], c[1], c[2]);
    const cv::SVD svd{cv::Mat(rough)};
    const cv::Mat nearest = svd.u * svd.vt;
    nearest.copyTo(cv::Mat(pose.rotation, false));
    return pose;
}

}  // namespace lineament::enhance
