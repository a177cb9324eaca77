#pragma once

#include <array>
#include <cstdint>
#include <opencv2/core/mat.hpp>
#include <opencv2/core/matx.hpp>
#include <vector>

namespace lineament {

/// How an aligned face looks, small: what copies are told by.
struct FacePrint {
    static constexpr int kSide = 48;
    std::uint64_t hash = 0;                               ///< signs of its lowest frequencies
    std::array<std::uint8_t, kSide * kSide> thumbnail{};  ///< grey

    /// Of the restorer's frame of a face, 128 x 128 BGR. Source of the hash: Zauner 2010, Implementation and
    /// benchmarking of perceptual image hash functions, 3.2.
    static FacePrint of(const cv::Mat& frame);
    /// Correlation of the thumbnails, -1 to 1, at the best of small shifts: landmarks of a cropped copy come
    /// out a little elsewhere.
    double likeness(const FacePrint& other) const;
};

/// Lays other prints over one so that their faces cover each other, whatever their landmarks were: those of a
/// crop, of a picture on a page and of a small copy come out elsewhere. What lies outside the face, where a
/// crop ends, does not count. Thread: const functions from any thread.
/// Source: Baker and Matthews 2004, Lucas-Kanade 20 years on, 3.2 (inverse compositional), affine.
class PrintMatcher {
  public:
    explicit PrintMatcher(const FacePrint& print);

    struct Match {
        double likeness = -1;                            ///< correlation over the face, -1 to 1
        cv::Matx33d otherFromThis = cv::Matx33d::eye();  ///< in pixels of the thumbnails
    };
    Match lay(const FacePrint& other) const;

  private:
    struct Point {
        float x, y;                     // from the centre of the face
        float value;                    // of mean 0 and variance 1 over the face
        std::array<float, 6> gradient;  // by the six numbers of an affine map
    };
    std::vector<Point> points_;  // empty: nothing to be seen
    cv::Matx<double, 6, 6> inverseHessian_;
};

}  // namespace lineament
