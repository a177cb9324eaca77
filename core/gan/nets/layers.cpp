#include "core/gan/nets/layers.h"

#include <cmath>

#include "core/base/check.h"
#include "core/gan/nets/box_kernel.h"
#include "core/gan/nets/fused_ops.h"

namespace lineament::gan {

namespace F = torch::nn::functional;
using torch::Tensor;

namespace {

constexpr std::int64_t kRepeatSide = 8;  // pictures up to here are doubled by repetition before a convolution
constexpr std::int64_t kBorderSide = 16;
constexpr std::int64_t kPoolSide =
    16;  // pictures up to here are pooled after a convolution, larger ones before

Tensor filterOf(const std::vector<float>& taps) {
    Tensor filter = torch::tensor(taps);
    return filter / filter.sum();
}

/// weight / sigma, with u moved one power iteration on in training.
Tensor spectrallyNormalised(const Tensor& weight, Tensor& u, bool training) {
    const Tensor matrix = weight.flatten(1);
    Tensor v;
    {
        torch::NoGradGuard noGrad;
        v = F::normalize(torch::mv(matrix.t(), u), F::NormalizeFuncOptions().dim(0));
        if (training) u.copy_(F::normalize(torch::mv(matrix, v), F::NormalizeFuncOptions().dim(0)));
    }
    const Tensor sigma = torch::dot(u.clone(), torch::mv(matrix, v));
    return weight / sigma;
}

}  // namespace

Tensor leaky(const Tensor& x, float gain) {
    if (x.dim() == 4) {
        Finish with;
        with.gain = gain;
        return finish(x, with);
    }
    return torch::leaky_relu(x, 0.2) * gain;
}

EqualLinearImpl::EqualLinearImpl(int in, int out, float biasStart, float rate)
    : gain_(rate / std::sqrt(static_cast<float>(in))), rate_(rate) {
    weight = register_parameter("weight", torch::randn({out, in}) / rate);
    bias = register_parameter("bias", torch::full({out}, biasStart / rate));
}

Tensor EqualLinearImpl::forward(const Tensor& x) {
    if (x.scalar_type() == torch::kFloat32) return torch::addmm(bias * rate_, x, weight.t(), 1, gain_);
    return torch::linear(x, (weight * gain_).to(x.scalar_type()), (bias * rate_).to(x.scalar_type()));
}

EqualConv2dImpl::EqualConv2dImpl(int in, int out, int kernel, bool withBias, std::vector<float> downFilter,
                                 float gain)
    : gain_(gain / std::sqrt(static_cast<float>(in * kernel * kernel))), filter_(std::move(downFilter)) {
    weight = register_parameter("weight", torch::randn({out, in, kernel, kernel}));
    if (withBias) bias = register_parameter("bias", torch::zeros({out}));
}

Tensor EqualConv2dImpl::forward(const Tensor& x) {
    const auto kernel = weight.size(2);
    const bool box = filter_.size() == 2, down = !filter_.empty();
    // Three ways to the same sums: a point-wise convolution is linear in the mean of its pixels; folded into
    // the kernel the filter saves work where pictures are large, but makes the kernel's gradient dear where
    // they are small.
    const bool poolFirst = box && kernel == 1, poolLast = box && !poolFirst && x.size(2) <= kPoolSide;
    Tensor scaled = weight * gain_;
    std::int64_t stride = 1, padding = kernel / 2;
    if (down && !poolFirst && !poolLast) {
        scaled = foldFilter(scaled, filter_);
        stride = 2;
        padding = (scaled.size(2) - 2) / 2;
    }
    scaled = scaled.to(x.scalar_type()).contiguous(torch::MemoryFormat::ChannelsLast);
    const Tensor y = torch::conv2d(poolFirst ? torch::avg_pool2d(x, 2) : x, scaled,
                                   bias.defined() ? bias.to(x.scalar_type()) : Tensor(), stride, padding);
    return poolLast ? torch::avg_pool2d(y, 2) : y;
}

Tensor foldFilter(const Tensor& weight, const std::vector<float>& taps) {
    const auto t = static_cast<std::int64_t>(taps.size());
    float sum = 0;
    for (const float tap : taps)
        sum += tap;
    // Shifted sums along each side: as a convolution it would be one of a million 3 x 3 pictures.
    const auto along = [&](const Tensor& kernel, bool rows) {
        Tensor folded;
        for (std::int64_t k = 0; k < t; ++k) {
            const std::int64_t before = k, after = t - 1 - k;
            const Tensor part = torch::constant_pad_nd(kernel * (taps[static_cast<std::size_t>(k)] / sum),
                                                       rows ? std::vector<std::int64_t>{0, 0, before, after}
                                                            : std::vector<std::int64_t>{before, after});
            folded = folded.defined() ? folded + part : part;
        }
        return folded;
    };
    return along(along(weight, true), false);
}

Tensor boxKernel(const Tensor& weight, std::int64_t side, torch::ScalarType type) {
    const auto laidOut = [&](const Tensor& kernel) {
        return kernel.to(type).contiguous(torch::MemoryFormat::ChannelsLast);
    };
    // A kernel of 4 x out x 2 x 2 is no smaller than the picture here, and its gradient dearer than nine
    // products a pixel.
    if (side <= kRepeatSide) return laidOut(weight);
    // Rows of the doubled picture read rows (i-1, i, i) or (i, i, i+1) of the small one.
    const Tensor upper = torch::stack({weight.select(2, 0), weight.select(2, 1) + weight.select(2, 2)}, 2);
    const Tensor lower = torch::stack({weight.select(2, 0) + weight.select(2, 1), weight.select(2, 2)}, 2);
    std::vector<Tensor> phases;
    // 2 x 2 kernels over a border of one pixel, or, where a width of 2^n + 1 makes the gradients slow, 3 x 3
    // with zeros.
    const bool border = side <= kBorderSide;
    for (int a = 0; a < 2; ++a) {
        const Tensor& rows = a == 0 ? upper : lower;
        for (int b = 0; b < 2; ++b) {
            const Tensor phase =
                b == 0 ? torch::stack({rows.select(3, 0), rows.select(3, 1) + rows.select(3, 2)}, 3)
                       : torch::stack({rows.select(3, 0) + rows.select(3, 1), rows.select(3, 2)}, 3);
            phases.push_back(border ? phase : torch::constant_pad_nd(phase, {b, 1 - b, a, 1 - a}));
        }
    }
    return laidOut(torch::cat(phases, 0));
}

Tensor upConvolveWith(const Tensor& x, const Tensor& kernel) {
    if (x.size(2) > kRepeatSide)
        return joinPhases(torch::conv2d(x, kernel, {}, 1, 1), x.size(2) <= kBorderSide);
    const Tensor doubled =
        joinPhases(x.repeat({1, 4, 1, 1}).contiguous(torch::MemoryFormat::ChannelsLast), false);
    return torch::conv2d(doubled, kernel, {}, 1, 1);
}

Tensor upConvolveBox(const Tensor& x, const Tensor& weight) {
    return upConvolveWith(x, boxKernel(weight, x.size(2), x.scalar_type()));
}

UpConv4Impl::UpConv4Impl(int in, int out) {
    weight = register_parameter("weight", torch::randn({4 * out, in, 2, 2}) * 0.02);
}

Tensor UpConv4Impl::forward(const Tensor& x) {
    return joinPhases(
        torch::conv2d(x, weight.to(x.scalar_type()).contiguous(torch::MemoryFormat::ChannelsLast), {}, 1, 1),
        true);
}

PlainConvImpl::PlainConvImpl(int in, int out, int kernel, int stride, int padding, bool withBias)
    : stride_(stride), padding_(padding < 0 ? kernel / 2 : padding) {
    weight = register_parameter("weight", torch::randn({out, in, kernel, kernel}) * 0.02);
    if (withBias) bias = register_parameter("bias", torch::zeros({out}));
}

Tensor PlainConvImpl::forward(const Tensor& x) {
    return torch::conv2d(x, weight.to(x.scalar_type()).contiguous(torch::MemoryFormat::ChannelsLast),
                         bias.defined() ? bias.to(x.scalar_type()) : Tensor(), stride_, padding_);
}

Tensor upsampleBlur(const Tensor& x) {
    const auto channels = x.size(1);
    const Tensor taps = filterOf({1, 3, 3, 1}).to(x.device()) * 2;
    const Tensor kernel =
        torch::outer(taps, taps).view({1, 1, 4, 4}).expand({channels, 1, 4, 4}).to(x.scalar_type());
    return torch::conv_transpose2d(x, kernel, {}, 2, 1, 0, channels);
}

Tensor upConvolveBlur(const Tensor& x, const Tensor& weight) {
    const auto channels = x.size(1);
    const Tensor taps = filterOf({1, 3, 3, 1}).to(x.device()) * 2;
    const Tensor kernel =
        torch::outer(taps, taps).view({1, 1, 4, 4}).expand({channels, 1, 4, 4}).to(x.scalar_type());
    // One pixel more on each side than is kept, so that the convolution sees what lies beyond the border.
    const Tensor doubled = torch::conv_transpose2d(x, kernel, {}, 2, 0, 0, channels);
    return torch::conv2d(doubled, weight.to(x.scalar_type()).contiguous(torch::MemoryFormat::ChannelsLast));
}

Tensor withMinibatchDeviation(const Tensor& x, int group) {
    const auto n = x.size(0), c = x.size(1), h = x.size(2), w = x.size(3);
    auto size = std::min<std::int64_t>(group, n);
    while (n % size)
        --size;
    Tensor y = x.to(torch::kFloat32).reshape({size, n / size, c, h, w});
    y = (y - y.mean(0, true)).square().mean(0);   // n/size x c x h x w
    y = (y + 1e-8).sqrt().mean({1, 2, 3}, true);  // n/size x 1 x 1 x 1
    y = y.repeat({size, 1, h, w}).to(x.scalar_type());
    return torch::cat({x, y}, 1).contiguous(torch::MemoryFormat::ChannelsLast);
}

SpectralConv2dImpl::SpectralConv2dImpl(int in, int out, int kernel, int stride, int padding, bool withBias)
    : stride_(stride), padding_(padding < 0 ? kernel / 2 : padding) {
    weight = register_parameter("weight", torch::empty({out, in, kernel, kernel}));
    torch::nn::init::xavier_uniform_(weight);
    if (withBias) bias = register_parameter("bias", torch::zeros({out}));
    u = register_buffer("u", F::normalize(torch::randn({out}), F::NormalizeFuncOptions().dim(0)));
}

Tensor SpectralConv2dImpl::forward(const Tensor& x) {
    const Tensor normalised = spectrallyNormalised(weight, u, is_training());
    return torch::conv2d(x, normalised.to(x.scalar_type()).contiguous(torch::MemoryFormat::ChannelsLast),
                         bias.defined() ? bias.to(x.scalar_type()) : Tensor(), stride_, padding_);
}

SpectralLinearImpl::SpectralLinearImpl(int in, int out, bool withBias) {
    weight = register_parameter("weight", torch::empty({out, in}));
    torch::nn::init::xavier_uniform_(weight);
    if (withBias) bias = register_parameter("bias", torch::zeros({out}));
    u = register_buffer("u", F::normalize(torch::randn({out}), F::NormalizeFuncOptions().dim(0)));
}

Tensor SpectralLinearImpl::forward(const Tensor& x) {
    return torch::nn::functional::linear(x, spectrallyNormalised(weight, u, is_training()), bias);
}

LabelProjectionImpl::LabelProjectionImpl(int classes, int features) {
    if (classes > 0)
        embedding = register_parameter(
            "embedding", torch::randn({classes, features}) / std::sqrt(static_cast<float>(features)));
}

Tensor LabelProjectionImpl::forward(const Tensor& score, const Tensor& features, const Tensor& labels) {
    if (!embedding.defined()) return score;
    checkLabels(labels, features.size(0), static_cast<int>(embedding.size(0)));
    return score + (torch::embedding(embedding, labels) * features).sum(1) /
                       std::sqrt(static_cast<float>(features.size(1)));
}

LabelEmbeddingImpl::LabelEmbeddingImpl(int classes, int size) : classes_(classes), size_(size) {
    if (classes > 0) embedding = register_parameter("embedding", torch::randn({classes, size}));
}

Tensor LabelEmbeddingImpl::forward(const Tensor& z, const Tensor& labels) {
    if (classes_ == 0) return z;
    checkLabels(labels, z.size(0), classes_);
    return torch::cat({z, torch::embedding(embedding, labels)}, 1);
}

void checkLabels(const Tensor& labels, std::int64_t batch, int classes) {
    if (!labels.defined())
        throw Error(ErrorCode::kInvalidArgument, "labels", "the network is conditional and none were given");
    if (labels.dim() != 1 || labels.size(0) != batch)
        throw Error(ErrorCode::kInvalidArgument, "labels", "one label a picture is needed");
    if (labels.min().item<std::int64_t>() < 0 || labels.max().item<std::int64_t>() >= classes)
        throw Error(ErrorCode::kInvalidArgument, "labels",
                    "a label is outside 0 to " + std::to_string(classes - 1));
}

}  // namespace lineament::gan
