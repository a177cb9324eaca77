#pragma once

#include <opencv2/core/mat.hpp>
#include <span>
#include <vector>

namespace lineament::enhance {

/// One look at a face: its frame (see face_frame.h) and how much it counts.
struct WeightedFrame {
    cv::Mat bgr;       ///< 128 x 128
    float weight = 1;  ///< above 0; quality
};

struct FusedFrame {
    cv::Mat bgr;
    int used = 0;  ///< looks that agreed with the best one closely enough
};

/// Lays looks at one face over each other: each is shifted to fit the best by fractions of a pixel and counts
/// by its weight and by how well it agrees. Noise is averaged out, and what pixels of different looks saw
/// between each other's is kept: real information, before a network adds its own. Throws
/// Error(kInvalidArgument) if there is none.
FusedFrame fuseFrames(std::span<const WeightedFrame> frames);

}  // namespace lineament::enhance
