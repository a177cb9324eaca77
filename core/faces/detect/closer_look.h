#pragma once

#include <opencv2/core/mat.hpp>
#include <optional>
#include <vector>

#include "core/faces/detect/face_detector.h"

namespace lineament {

/// A detection of a tile or level as one of the picture: scaled, then moved.
Detection moved(Detection detection, float scale, PointPx offset);

/// Looks at the surroundings of a face at two other scales; what was a face at one scale only (elbows and
/// patterns are, now and then) is left out. Returns box and score of the first of the two looks.
std::optional<Detection> confirmed(const FaceDetector& detector, const cv::Mat& bgr, float minScore,
                                   const Detection& face);
/// The same for many faces in two batches, by a detector that takes pictures of any size.
std::vector<Detection> confirmed(const FaceDetector& detector, const cv::Mat& bgr, float minScore,
                                 std::vector<Detection> faces);

}  // namespace lineament
