#pragma once

#include <opencv2/core/mat.hpp>

#include "core/pipelines/enrol.h"

namespace lineament {

/// Roll beyond which the picture lies wrong, not the head.
inline constexpr float kUpsideDownDeg = 135;

/// What the detail of a rejection says of a negative.
inline constexpr const char* kIsNegative =
    "use the picture itself: this is a negative, with light and dark exchanged";

/// judge(), and what only the picture tells.
std::optional<Rejection> judgePhoto(const cv::Mat& bgr, const Face& face, QualityGate gate,
                                    const std::string& path);

}  // namespace lineament
