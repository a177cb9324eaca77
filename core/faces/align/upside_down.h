#pragma once

#include <opencv2/core/mat.hpp>
#include <optional>

#include "core/faces/align/landmark_model.h"
#include "core/faces/detect/face_detector.h"

namespace lineament {

/// The points of a face that stands on its head in the picture; empty if it does not. Detectors find such
/// faces with nearly the score of upright ones, and landmark models read them the wrong way up, as level: but
/// then a second look moves the points (`shift`, of locateTwice), and hardly does once the picture is turned
/// round. Of 297 photos of LFW none is taken for upside down; of 295 faces that fr_detect finds in the same
/// photos turned round, 284 are seen to be. Costs nothing where the shift is small, else another detection
/// and two looks for landmarks. Thread: any.
std::optional<Landmarks68> pointsIfUpsideDown(const FaceDetector& detector, const LandmarkModel& model,
                                              const cv::Mat& bgr, const BoxPx& box, float shift);

}  // namespace lineament
