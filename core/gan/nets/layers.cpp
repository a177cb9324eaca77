#include "core/gan/nets/layers.h"

#include <cmath>

#include "core/base/check.h"

namespace lineament::gan {

namespace F = torch::nn::functional;
using torch::Tensor;
using torch::indexing::Slice;

namespace {

constexpr float kSqrt2 = 1.41421356f;

Tensor filterOf(const std::vector<float>& taps) {
    Tensor filter = torch::tensor(taps);
    return filter / filter.sum();
}

/// Joins the four phases of a doubled picture: N x 4C x (H+1) x (W+1) -> N x C x 2H x 2W. Phase (a, b) is
/// channel block 2a + b read at an offset of (a, b). Its gradient is the split, whose gradient is the join.
struct JoinPhases : torch::autograd::Function<JoinPhases> {
    static Tensor forward(torch::autograd::AutogradContext*, const Tensor& phases) {
        const auto n = phases.size(0), c = phases.size(1) / 4, h = phases.size(2) - 1, w = phases.size(3) - 1;
        Tensor joined = torch::empty({n, c, 2 * h, 2 * w}, phases.options(), torch::MemoryFormat::ChannelsLast);
        for (int a = 0; a < 2; ++a)
            for (int b = 0; b < 2; ++b)
                joined.index({Slice(), Slice(), Slice(a, torch::indexing::None, 2), Slice(b, torch::indexing::None, 2)})
                    .copy_(phases.index({Slice(), Slice((2 * a + b) * c, (2 * a + b + 1) * c), Slice(a, a + h), Slice(b, b + w)}));
        return joined;
    }
    static torch::autograd::variable_list backward(torch::autograd::AutogradContext*,
                                                   torch::autograd::variable_list gradients);
};

struct SplitPhases : torch::autograd::Function<SplitPhases> {
    static Tensor forward(torch::autograd::AutogradContext*, const Tensor& joined) {
        const auto n = joined.size(0), c = joined.size(1), h = joined.size(2) / 2, w = joined.size(3) / 2;
        Tensor phases = torch::empty({n, 4 * c, h + 1, w + 1}, joined.options(), torch::MemoryFormat::ChannelsLast);
        phases.zero_();
        for (int a = 0; a < 2; ++a)
            for (int b = 0; b < 2; ++b)
                phases.index({Slice(), Slice((2 * a + b) * c, (2 * a + b + 1) * c), Slice(a, a + h), Slice(b, b + w)})
                    .copy_(joined.index({Slice(), Slice(), Slice(a, torch::indexing::None, 2), Slice(b, torch::indexing::None, 2)}));
        return phases;
    }
    static torch::autograd::variable_list backward(torch::autograd::AutogradContext*,
                                                   torch::autograd::variable_list gradients) {
        return {JoinPhases::apply(gradients[0])};
    }
};

torch::autograd::variable_list JoinPhases::backward(torch::autograd::AutogradContext*,
                                                    torch::autograd::variable_list gradients) {
    return {SplitPhases::apply(gradients[0])};
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

Tensor leaky(const Tensor& x) { return torch::leaky_relu(x, 0.2) * kSqrt2; }

EqualLinearImpl::EqualLinearImpl(int in, int out, float biasStart, float rate)
    : gain_(rate / std::sqrt(static_cast<float>(in))), rate_(rate) {
    weight = register_parameter("weight", torch::randn({out, in}) / rate);
    bias = register_parameter("bias", torch::full({out}, biasStart / rate));
}

Tensor EqualLinearImpl::forward(const Tensor& x) { return torch::addmm(bias * rate_, x, weight.t(), 1, gain_); }

EqualConv2dImpl::EqualConv2dImpl(int in, int out, int kernel, bool withBias, std::vector<float> downFilter)
    : gain_(1 / std::sqrt(static_cast<float>(in * kernel * kernel))), filter_(std::move(downFilter)) {
    weight = register_parameter("weight", torch::randn({out, in, kernel, kernel}));
    if (withBias) bias = register_parameter("bias", torch::zeros({out}));
}

Tensor EqualConv2dImpl::forward(const Tensor& x) {
    Tensor scaled = weight * gain_;
    const auto kernel = weight.size(2);
    std::int64_t stride = 1, padding = kernel / 2;
    if (!filter_.empty()) {
        scaled = foldFilter(scaled, filter_);
        stride = 2;
        padding = (scaled.size(2) - 2) / 2;
    }
    scaled = scaled.to(x.scalar_type()).contiguous(torch::MemoryFormat::ChannelsLast);
    return torch::conv2d(x, scaled, bias.defined() ? bias.to(x.scalar_type()) : Tensor(), stride, padding);
}

Tensor foldFilter(const Tensor& weight, const std::vector<float>& taps) {
    const Tensor filter = filterOf(taps).to(weight.device());
    const auto out = weight.size(0), in = weight.size(1), k = weight.size(2);
    const auto t = static_cast<std::int64_t>(taps.size());
    const Tensor square = torch::outer(filter, filter).flip({0, 1}).view({1, 1, t, t});
    return torch::conv2d(weight.reshape({out * in, 1, k, k}), square, {}, 1, t - 1).view({out, in, k + t - 1, k + t - 1});
}

Tensor upConvolveBox(const Tensor& x, const Tensor& weight) {
    // Rows of the doubled picture read rows (i-1, i, i) or (i, i, i+1) of the small one.
    const Tensor upper = torch::stack({weight.select(2, 0), weight.select(2, 1) + weight.select(2, 2)}, 2);
    const Tensor lower = torch::stack({weight.select(2, 0) + weight.select(2, 1), weight.select(2, 2)}, 2);
    std::vector<Tensor> phases;
    for (const Tensor& rows : {upper, lower}) {
        phases.push_back(torch::stack({rows.select(3, 0), rows.select(3, 1) + rows.select(3, 2)}, 3));
        phases.push_back(torch::stack({rows.select(3, 0) + rows.select(3, 1), rows.select(3, 2)}, 3));
    }
    const Tensor kernel = torch::cat(phases, 0).to(x.scalar_type()).contiguous(torch::MemoryFormat::ChannelsLast);
    return JoinPhases::apply(torch::conv2d(x, kernel, {}, 1, 1));
}

UpConv4Impl::UpConv4Impl(int in, int out) {
    weight = register_parameter("weight", torch::randn({4 * out, in, 2, 2}) * 0.02);
}

Tensor UpConv4Impl::forward(const Tensor& x) {
    return JoinPhases::apply(torch::conv2d(x, weight.to(x.scalar_type()).contiguous(torch::MemoryFormat::ChannelsLast), {}, 1, 1));
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
    const Tensor kernel = torch::outer(taps, taps).view({1, 1, 4, 4}).expand({channels, 1, 4, 4}).to(x.scalar_type());
    return torch::conv_transpose2d(x, kernel, {}, 2, 1, 0, channels);
}

Tensor upConvolveBlur(const Tensor& x, const Tensor& weight) {
    const auto channels = x.size(1);
    const Tensor taps = filterOf({1, 3, 3, 1}).to(x.device()) * 2;
    const Tensor kernel = torch::outer(taps, taps).view({1, 1, 4, 4}).expand({channels, 1, 4, 4}).to(x.scalar_type());
    // One pixel more on each side than is kept, so that the convolution sees what lies beyond the border.
    const Tensor doubled = torch::conv_transpose2d(x, kernel, {}, 2, 0, 0, channels);
    return torch::conv2d(doubled, weight.to(x.scalar_type()).contiguous(torch::MemoryFormat::ChannelsLast));
}

Tensor withMinibatchDeviation(const Tensor& x, int group) {
    const auto n = x.size(0), c = x.size(1), h = x.size(2), w = x.size(3);
    auto size = std::min<std::int64_t>(group, n);
    while (n % size) --size;
    Tensor y = x.to(torch::kFloat32).reshape({size, n / size, c, h, w});
    y = (y - y.mean(0, true)).square().mean(0);              // n/size x c x h x w
    y = (y + 1e-8).sqrt().mean({1, 2, 3}, true);              // n/size x 1 x 1 x 1
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

ProjectionImpl::ProjectionImpl(int classes, int features) {
    if (classes > 0)
        embedding = register_parameter("embedding", torch::randn({classes, features}) / std::sqrt(static_cast<float>(features)));
}

Tensor ProjectionImpl::forward(const Tensor& score, const Tensor& features, const Tensor& labels) {
    if (!embedding.defined()) return score;
    checkLabels(labels, features.size(0), static_cast<int>(embedding.size(0)));
    return score + (torch::embedding(embedding, labels) * features).sum(1) / std::sqrt(static_cast<float>(features.size(1)));
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
        throw Error(ErrorCode::kInvalidArgument, "labels", "a label is outside 0 to " + std::to_string(classes - 1));
}

}  // namespace lineament::gan
