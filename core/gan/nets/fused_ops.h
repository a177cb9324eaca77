#pragma once

#include <torch/torch.h>

/// Element-wise work around convolutions, each in one pass over memory: it is what a step waits for once
/// the convolutions run in bf16. On the CPU pictures of float32 or bfloat16 in channels_last go through
/// loops of our own; anything else, and derivatives of derivatives (R1, path length), through LibTorch.
namespace lineament::gan {

/// x * style for every pixel. x: N x C x H x W; style: N x C, float32.
torch::Tensor modulate(const torch::Tensor& x, const torch::Tensor& style);

/// What follows a convolution. Undefined tensors are left out.
struct Finish {
    torch::Tensor demodulation;   ///< N x C, float32: factor of each channel of each picture
    torch::Tensor noise;          ///< N x 1 x H x W, float32, without gradient
    torch::Tensor noiseStrength;  ///< 1, float32
    torch::Tensor bias;           ///< C, float32
    float gain = 1.41421356f;     ///< sqrt(2) keeps the variance of a normal input
};
/// gain * leakyReLU(x * demodulation + noise * noiseStrength + bias) with a slope of 0.2.
torch::Tensor finish(const torch::Tensor& x, const Finish& with);

/// Joins the four phases of a doubled picture; phase (a, b) is channel block 2a + b. With a border, phases
/// are N x 4C x (H+1) x (W+1) and read at an offset of (a, b); without, N x 4C x H x W. Returns N x C x 2H x
/// 2W.
torch::Tensor joinPhases(const torch::Tensor& phases, bool border);

/// While one lives, this thread computes through LibTorch's own operators alone, which can be traced.
class LibraryOnly {
  public:
    LibraryOnly();
    ~LibraryOnly();
    LibraryOnly(const LibraryOnly&) = delete;
    LibraryOnly& operator=(const LibraryOnly&) = delete;

  private:
    bool before_;
};

}  // namespace lineament::gan
