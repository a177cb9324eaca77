#pragma once

#include <opencv2/core/mat.hpp>
#include <vector>

#include "core/faces/face_engine.h"

namespace lineament {

/// Faces with landmarks, largest first, also those too small for the detector: a picture of less than 320 px
/// is looked at enlarged, too. px of the picture given.
std::vector<Face> findFacesToEnhance(const FaceEngine& engine, const cv::Mat& bgr);

}  // namespace lineament
