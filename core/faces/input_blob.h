#pragma once

#include <opencv2/core/mat.hpp>
#include <span>

#include "core/image/geometry.h"
#include "core/inference/model_registry.h"

namespace lineament {

/// How a manifest entry wants pictures fed: (pixel - mean) * scale, per channel in the network's own order.
/// Read from spec: input [width, height], colour "bgr" (default), "rgb" or "grey", mean and scale each a
/// number or one a channel (defaults 0 and 1).
struct InputSpec {
    SizePx size;
    enum class Colour { kBgr, kRgb, kGrey } colour = Colour::kBgr;
    cv::Scalar mean = cv::Scalar::all(0);
    cv::Scalar scale = cv::Scalar::all(1);

    /// Throws Error(kModelInvalid) about the model if a field is missing or malformed.
    static InputSpec of(const ModelInfo& model);
    /// Shapes:  8-bit BGR pictures of any size -> N x C x height x width, 32-bit float. Pictures of another
    /// size are stretched. Thread: any.
    cv::Mat blob(std::span<const cv::Mat> pictures) const;
};

}  // namespace lineament
