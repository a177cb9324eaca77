#include "core/faces/align/head_pose.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/calib3d.hpp>
#include <vector>

namespace lineament {
namespace {

constexpr double kDegrees = 180 / std::numbers::pi;

cv::Matx33d rotationX(double t) {
    return {1, 0, 0, 0, std::cos(t), -std::sin(t), 0, std::sin(t), std::cos(t)};
}
cv::Matx33d rotationY(double t) {
    return {std::cos(t), 0, std::sin(t), 0, 1, 0, -std::sin(t), 0, std::cos(t)};
}
cv::Matx33d rotationZ(double t) {
    return {std::cos(t), -std::sin(t), 0, std::sin(t), std::cos(t), 0, 0, 0, 1};
}

Pose poseOf(const cv::Matx33d& cameraFromHead) {
    const cv::Vec3d forward = cameraFromHead * cv::Vec3d(0, 0, -1);
    const double yaw = std::atan2(forward[0], -forward[2]);
    const double pitch = std::asin(std::clamp(-forward[1], -1.0, 1.0));
    const cv::Matx33d rest = (rotationY(-yaw) * rotationX(-pitch)).t() * cameraFromHead;
    return {static_cast<float>(yaw * kDegrees), static_cast<float>(pitch * kDegrees),
            static_cast<float>(std::atan2(rest(1, 0), rest(0, 0)) * kDegrees)};
}

}  // namespace

Pose headPose(const Landmarks68& points) {
    const Landmarks5 five = fivePoints(points);
    const double roll = std::atan2(five[1].y - five[0].y, five[1].x - five[0].x);
    const PointPx origin = points[30];
    const cv::Matx33d level = rotationZ(-roll);
    std::vector<cv::Point3d> head;
    std::vector<cv::Point2d> image;
    double extent = 1;
    for (const auto& point : kHeadPoints) {
        const PointPx p = points[static_cast<std::size_t>(point.landmark)];
        const cv::Vec3d q = level * cv::Vec3d(p.x - origin.x, p.y - origin.y, 0);
        head.emplace_back(point.x, point.y, point.z);
        image.emplace_back(q[0], q[1]);
        extent = std::max({extent, std::abs(q[0]), std::abs(q[1])});
    }
    // The lens is unknown: take a face about a metre away, where perspective hardly matters. Starting from a
    // level head that looks ahead keeps the fit from the mirrored solution.
    constexpr double kDistanceMm = 1000, kHalfFaceMm = 75;
    const double focal = kDistanceMm * extent / kHalfFaceMm;
    const cv::Matx33d camera(focal, 0, 0, 0, focal, 0, 0, 0, 1);
    cv::Vec3d rotation(0, 0, 0), translation(0, 0, kDistanceMm);
    if (!cv::solvePnP(head, image, camera, cv::noArray(), rotation, translation, true,
                      cv::SOLVEPNP_ITERATIVE))
        return {0, 0, static_cast<float>(roll * kDegrees)};
    cv::Matx33d cameraFromHead;
    cv::Rodrigues(rotation, cameraFromHead);
    return poseOf(level.t() * cameraFromHead);
}

}  // namespace lineament
