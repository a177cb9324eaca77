#pragma once

#include <opencv2/core/matx.hpp>
#include <span>
#include <vector>

#include "core/domain/face.h"

namespace lineament::enhance {

/// A mean head seen under weak perspective: x to the image's right, y down, z away from the camera; rotation
/// from the head's frame to the camera's.
struct HeadPose {
    cv::Matx33d rotation = cv::Matx33d::eye();
    double scale = 1;  ///< px a unit of the mean head, which is about 122 mm
    cv::Vec2d shift;   ///< px; where the head's origin lies
    cv::Vec2d project(const cv::Vec3d& point) const;
};
/// Turns in degrees, signs as in Pose.
Pose anglesOf(const HeadPose& pose);
/// The rotation of such turns.
cv::Matx33d rotationOf(const Pose& angles);

/// The 68 points on the mean head, iBUG order, and some more on the forehead. x and y of points 17 to 67 are
/// dlib's mean face; depths and the line of the jaw are rounded anthropometric ones (Farkas 1994).
const std::vector<cv::Vec3d>& headPoints();

/// Least squares over the points that the jaw's are not among: those follow the outline that is seen, which
/// is another line of the head in every pose. Source: Dementhon and Davis 1995, the first step of POSIT.
HeadPose fitHead(const Landmarks68& points);

}  // namespace lineament::enhance
