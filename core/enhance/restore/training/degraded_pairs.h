#pragma once

#include <opencv2/core/mat.hpp>

#include "core/enhance/degradation.h"
#include "core/enhance/restore/training/face_crops.h"
#include "core/gan/training/picture_set.h"

namespace lineament::enhance {

/// What faces are made of in training.
struct DegradationRange {
    double smallestPx = 7, largestPx = 48;  ///< width of faces afterwards; narrow ones are drawn more often
    double cleanShare = 0.06;               ///< faces that are left as they are
    double plainShare = 0.5;                ///< reduced and nothing else; the rest also get blur, noise, JPEG
    double jitter = 1;  ///< 1: turned by up to 4 degrees, scaled by 5 %, shifted by 2.5 px; 0: not at all
};

struct DegradedPair {
    cv::Mat target, degraded;  ///< 128 x 128 BGR frames
};

/// An endless stream of faces and their degraded likenesses. What comes at a position depends on the seed
/// and the position alone, so that a run can go on where it stopped. Thread: one.
class DegradedPairs {
  public:
    DegradedPairs(const FaceCrops& crops, DegradationRange range, std::uint64_t seed)
        : crops_(crops), range_(range), seed_(seed), order_(crops.size(), seed) {}
    DegradedPair at(std::int64_t position);

  private:
    const FaceCrops& crops_;
    const DegradationRange range_;
    const std::uint64_t seed_;
    gan::Shuffle order_;
};

/// The frame of a crop, reduced and brought back as a degradation says (bicubic): how a low-quality face
/// looks to the restorer.
cv::Mat degradedFrame(const cv::Mat& crop, double faceWidthPx, const Degradation& how, std::uint64_t seed);

}  // namespace lineament::enhance
