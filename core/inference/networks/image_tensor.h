#pragma once

#include <array>
#include <opencv2/core/mat.hpp>
#include <span>

#include "core/inference/networks/torch_runtime.h"

namespace lineament {

/// The square of a picture that a network looks at, sampled bilinearly at origin + (column, row) * pxPerPx,
/// black outside the picture. That is how TensorFlow resizes (neither corners nor pixel centres aligned), and
/// how its networks were trained.
struct SampledSquare {
    cv::Mat bgr;  ///< H x W x 3 u8, any size
    float originX = 0, originY = 0, pxPerPx = 1;
};

/// How 8-bit BGR pictures become the input of a LibTorch network.
struct ImageTensor {
    std::array<float, 3> meanRgb{};
    float scale = 1;      ///< input = (value - mean) * scale
    bool turned = false;  ///< turned by 180 degrees, see turned()

    /// Shapes: pictures H x W x 3 u8 BGR, all of one size; N x 3 x H x W RGB, channels last.
    /// Throws Error(kInvalidArgument) if there is none, or sizes or types differ.
    at::Tensor operator()(std::span<const cv::Mat> pictures, const TorchTarget& target) const;
    /// Shapes: N x 3 x side x side RGB, channels last. Nothing is rounded between sampling and the target's
    /// type.
    at::Tensor operator()(std::span<const SampledSquare> squares, int side, const TorchTarget& target) const;
};

}  // namespace lineament
