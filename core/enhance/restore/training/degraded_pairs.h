#pragma once

#include <opencv2/core/mat.hpp>
#include <random>

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

/// How the pixels of a poor picture lie over an upright face: heads are held at an angle, and where pixels
/// begin is chance.
struct PixelGrid {
    double degrees = 0;     ///< that the picture is turned by
    double dx = 0, dy = 0;  ///< of a pixel of the poor picture
};
/// As photos have them: turned by 8 degrees of standard deviation, 25 at most.
PixelGrid drawnGrid(std::mt19937_64& random);

/// A crop as a poor picture shows it, which is brought back to its frame as a real one would be.
class PoorCrop {
  public:
    PoorCrop(const cv::Mat& crop, double faceWidthPx, const Degradation& how, const PixelGrid& grid,
             std::uint64_t seed);
    /// The poor picture.
    const cv::Mat& picture() const { return picture_; }
    /// The 128 x 128 frame of the poor picture, or of an enlargement of it.
    cv::Mat frame(const cv::Mat& picture, int interpolation) const;

  private:
    cv::Mat picture_;
    cv::Size whole_;
    cv::Matx23d wholeFromFrame_;
};

}  // namespace lineament::enhance
