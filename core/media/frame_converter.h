#pragma once

#include <opencv2/core/mat.hpp>

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
    explicit FrameConverter(Turn turn = {}) : turn_(turn) {}
    /// The result owns its pixels. Throws Error(kUnsupported) for a pixel format without conversion.
    cv::Mat operator()(const AVFrame& frame);

  private:
    Turn turn_;
    Owned<SwsContext> context_;
};

}  // namespace lineament::media
