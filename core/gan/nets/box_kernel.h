#pragma once

#include <torch/torch.h>

namespace lineament::gan {

/// upConvolveBox() in two steps, for weights that stay as they are over many pictures.
/// The kernel for pictures of `side` px: from weight (O x I x 3 x 3), in the type and layout of the
/// convolution.
torch::Tensor boxKernel(const torch::Tensor& weight, std::int64_t side, torch::ScalarType type);
/// kernel: of boxKernel() for the side and type of x.
torch::Tensor upConvolveWith(const torch::Tensor& x, const torch::Tensor& kernel);

}  // namespace lineament::gan
