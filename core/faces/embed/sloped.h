#pragma once

namespace at {
class Tensor;
}

namespace lineament {

/// PReLU of one slope a channel: x + min(x, 0) * slopeLessOne, differentiable by x alone. On the CPU float32
/// and bfloat16 in channels_last go through one loop each way, other layouts through LibTorch.
/// Shapes: x N x C x H x W; slopeLessOne 1 x C x 1 x 1 in the type of x.
at::Tensor sloped(const at::Tensor& x, const at::Tensor& slopeLessOne);

}  // namespace lineament
