#pragma once

#include <cstdint>
#include <opencv2/core/mat.hpp>
#include <string>

namespace lineament::enhance {

/// How a picture is made worse, in the order of the fields: blurred, reduced by area, given noise,
/// compressed.
struct Degradation {
    double faceWidthPx = 0;  ///< width of the face's box afterwards; 0: the picture keeps its size
    double blurPx = 0;       ///< standard deviation of a Gaussian, px of the reduced picture; 0 to 20
    double noise = 0;        ///< standard deviation of normal noise, grey levels of 255; 0 to 128
    int jpegQuality = 0;     ///< 1 to 100; 0: not compressed

    bool any() const { return faceWidthPx > 0 || blurPx > 0 || noise > 0 || jpegQuality > 0; }
    /// Throws Error(kInvalidArgument) naming the field.
    void validate() const;
    /// "width=12,noise=10,jpeg=40", as parseDegradation() reads it.
    std::string text() const;
};

/// Reads "width=12,blur=1,noise=10,jpeg=40", each part at most once and in any order.
/// Throws Error(kInvalidArgument).
Degradation parseDegradation(const std::string& text);

/// The degraded picture; smaller by the factor that brings the face to the wanted width, never larger.
/// faceWidthPx: width of the face's box in the picture given. The same seed gives the same noise.
cv::Mat degrade(const cv::Mat& bgr, double faceWidthPx, const Degradation& how, std::uint64_t seed);

}  // namespace lineament::enhance
