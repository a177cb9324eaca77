#pragma once

#include <array>
#include <opencv2/core/mat.hpp>
#include <span>

#include "core/inference/networks/torch_runtime.h"

namespace lineament {

/// How 8-bit BGR pictures become the input of a LibTorch network.
struct ImageTensor {
    std::array<float, 3> meanRgb{};
    float scale = 1;      ///< input = (value - mean) * scale
    bool turned = false;  ///< turned by 180 degrees, see turned()

    /// Shapes: pictures H x W x 3 u8 BGR, all of one size; N x 3 x H x W RGB, channels last.
    /// Throws Error(kInvalidArgument) if there is none, or sizes or types differ.
    at::Tensor operator()(std::span<const cv::Mat> pictures, const TorchTarget& target) const;
};

/// The part of a picture shrunk or enlarged to size x size without keeping margins: output pixel (x, y) is
/// taken at origin + (x, y) * pxPerPx, bilinear, black outside the picture. That is how TensorFlow resizes
/// (corners not aligned, no half-pixel centres), which its networks were trained with.
cv::Mat sampleSquare(const cv::Mat& bgr, cv::Point2d origin, double pxPerPx, int size);

}  // namespace lineament
