#pragma once

#include <opencv2/core/mat.hpp>
#include <string>

#include "core/media/libav.h"

namespace lineament::media {

/// How a decoded frame is turned to stand upright: first clockwise, then mirrored.
struct Turn {
    int degrees = 0;  ///< clockwise: 0, 90, 180 or 270
    bool mirrored = false;
};

/// The turn a 3 x 3 display matrix asks for, to the nearest quarter. Source: ISO/IEC 14496-12, 8.3.2.
Turn turnOf(const std::int32_t* displayMatrix);

/// Decoded frames to upright 8-bit BGR, by the colour matrix and range that the frame names.
/// Thread: one thread at a time.
class FrameConverter {
  public:
    FrameConverter() = default;
    /// name: what errors are about.
    FrameConverter(std::string name, Turn turn) : name_(std::move(name)), turn_(turn) {}
    /// The result owns its pixels. Throws Error(kUnsupported: a pixel format without conversion, kTooLarge).
    cv::Mat operator()(const AVFrame& frame);

  private:
    cv::Mat converted(const AVFrame& frame);

    std::string name_;
    Turn turn_;
    Owned<SwsContext> context_;
};

}  // namespace lineament::media
