#pragma once

#include <opencv2/core/mat.hpp>

#include "core/domain/face.h"

namespace lineament {

/// Component measures and unified score of a face with landmarks and pose, in the manner of ISO/IEC 29794-5.
/// Each is measured on the face brought to 70 px between the eyes, so that the picture's size does not
/// matter:
/// - sharpness: detail finer than 2 px against detail up to 8 px. Blur and enlargement take the fine detail
///   away, movement the detail along it; what noise and JPEG blocks add is estimated and taken off.
/// - illumination: exposure of highlights and of the middle, clipped pixels, contrast, left against right.
/// - pose: cosines of the three angles, squared.
/// - size: logarithm of the distance of the eyes, 8 px (0) to 64 px (100).
/// Overall is their weighted geometric mean: no strong measure makes up for a useless one.
/// Needs landmarks5, pose and box. Costs about 1 ms. Thread: any.
Quality faceQuality(const cv::Mat& bgr, const Face& face);

}  // namespace lineament
