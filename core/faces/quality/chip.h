#pragma once

#include <opencv2/core/types.hpp>

namespace lineament {

/// Side of the aligned picture that quality and liveness are measured on: twice the ArcFace template, so 70
/// px between the eyes.
inline constexpr int kChipPx = 224;

/// Brows to mouth of it, no background.
inline const cv::Rect kInnerFace(44, 56, 136, 144);

}  // namespace lineament
