#include "core/gan/nets/layers.h"

#include <gtest/gtest.h>

using namespace lineament::gan;
using torch::Tensor;
namespace F = torch::nn::functional;

namespace {

Tensor zeroInserted(const Tensor& x) {
    Tensor wide = torch::zeros({x.size(0), x.size(1), 2 * x.size(2), 2 * x.size(3)});
    wide.index_put_({torch::indexing::Slice(), torch::indexing::Slice(),
                     torch::indexing::Slice(0, torch::indexing::None, 2),
                     torch::indexing::Slice(0, torch::indexing::None, 2)},
                    x);
    return wide;
}

/// Upsampling as StyleGAN2 writes it: zeros between the pixels, then [1, 3, 3, 1], each side padded.
Tensor referenceUpsample(const Tensor& x, int before, int after) {
    const Tensor taps = torch::tensor({1.0f, 3.0f, 3.0f, 1.0f}) / 4;
    const Tensor kernel = torch::outer(taps, taps).view({1, 1, 4, 4}).expand({x.size(1), 1, 4, 4});
    return torch::conv2d(torch::constant_pad_nd(zeroInserted(x), {before, after, before, after}), kernel,
                         Tensor(), torch::IntArrayRef{1, 1}, torch::IntArrayRef{0, 0},
                         torch::IntArrayRef{1, 1}, x.size(1));
}

}  // namespace

TEST(Layers, UpConvolveBoxEqualsNearestNeighbourAndConvolution) {
    for (const int side : {5, 12, 20}) {  // each of the forms it takes
        const Tensor x = torch::randn({2, 3, side, side}), weight = torch::randn({4, 3, 3, 3});
        const Tensor doubled = F::interpolate(
            x, F::InterpolateFuncOptions().scale_factor(std::vector<double>{2, 2}).mode(torch::kNearest));
        const Tensor expected = torch::conv2d(doubled, weight, {}, 1, 1);
        EXPECT_LT((upConvolveBox(x, weight) - expected).abs().max().item<float>(), 1e-4) << side;
    }
}

TEST(Layers, UpConvolveBlurEqualsTheFilterOfStyleGan2AndConvolution) {
    const Tensor x = torch::randn({2, 3, 5, 5}), weight = torch::randn({4, 3, 3, 3});
    const Tensor expected = torch::conv2d(referenceUpsample(x, 3, 2), weight);
    ASSERT_EQ(expected.size(2), 10);
    EXPECT_LT((upConvolveBlur(x, weight) - expected).abs().max().item<float>(), 1e-4);
    EXPECT_LT((upsampleBlur(x) - referenceUpsample(x, 2, 1)).abs().max().item<float>(), 1e-4);
}

TEST(Layers, AFoldedBoxEqualsConvolutionAndAveragePooling) {
    EqualConv2d folded(3, 4, 3, false, std::vector<float>{1, 1});
    const Tensor x = torch::randn({2, 3, 8, 8});
    const Tensor weight = folded->weight / std::sqrt(27.0f);
    EXPECT_LT(
        (folded(x) - torch::avg_pool2d(torch::conv2d(x, weight, {}, 1, 1), 2)).abs().max().item<float>(),
        1e-4);
}

TEST(Layers, GradientsOfTheJoinedPhasesMatchFiniteDifferences) {
    const Tensor x = torch::randn({1, 2, 9, 9}, torch::kFloat64).requires_grad_(true);
    const Tensor weight = torch::randn({2, 2, 3, 3}, torch::kFloat64).requires_grad_(true);
    const auto loss = [&] { return upConvolveBox(x, weight).pow(3).sum(); };
    const auto gradients = torch::autograd::grad({loss()}, {x, weight}, {}, true, true);
    torch::NoGradGuard noGrad;
    for (const auto& [tensor, gradient] : {std::pair{x, gradients[0]}, std::pair{weight, gradients[1]}}) {
        auto flat = tensor.view(-1);
        for (int i = 0; i < flat.size(0); i += 5) {
            const double value = flat[i].item<double>(), step = 1e-5;
            flat[i] = value + step;
            const double above = loss().item<double>();
            flat[i] = value - step;
            const double below = loss().item<double>();
            flat[i] = value;
            EXPECT_NEAR(gradient.reshape(-1)[i].item<double>(), (above - below) / (2 * step), 1e-4);
        }
    }
}

TEST(Layers, ASecondDerivativeFlowsThroughTheJoinedPhases) {
    const Tensor x = torch::randn({1, 2, 9, 9}).requires_grad_(true),
                 weight = torch::randn({2, 2, 3, 3}).requires_grad_(true);
    const Tensor first =
        torch::autograd::grad({upConvolveBox(x, weight).pow(2).sum()}, {x}, {}, true, true)[0];
    const Tensor second = torch::autograd::grad({first.square().sum()}, {weight})[0];
    EXPECT_GT(second.abs().sum().item<float>(), 0);
}

TEST(Layers, MinibatchDeviationIsZeroForEqualPicturesAndTellsGroupsApart) {
    const Tensor equal = torch::ones({8, 2, 4, 4});
    EXPECT_NEAR(withMinibatchDeviation(equal, 4).select(1, 2).max().item<float>(), 0, 1e-3);
    Tensor mixed = torch::randn({8, 2, 4, 4});
    const Tensor channel = withMinibatchDeviation(mixed, 4).select(1, 2);
    EXPECT_GT(channel.min().item<float>(), 0.3);
    EXPECT_EQ(channel[0][0][0].item<float>(), channel[2][0][0].item<float>());
}

TEST(Layers, SpectralNormalisationBringsTheLargestSingularValueToOne) {
    torch::manual_seed(4);
    SpectralLinear layer(20, 30);
    layer->train();
    for (int i = 0; i < 50; ++i)
        layer(torch::randn({1, 20}));
    const Tensor effective = layer(torch::eye(20)) - layer->bias;
    EXPECT_NEAR(std::get<1>(torch::linalg_svd(effective, false)).max().item<float>(), 1, 0.02);
}

TEST(Layers, LabelsThatDoNotFitAreRefused) {
    EXPECT_ANY_THROW(checkLabels({}, 2, 3));
    EXPECT_ANY_THROW(checkLabels(torch::tensor({0, 3}, torch::kInt64), 2, 3));
    EXPECT_ANY_THROW(checkLabels(torch::tensor({0}, torch::kInt64), 2, 3));
    EXPECT_NO_THROW(checkLabels(torch::tensor({0, 2}, torch::kInt64), 2, 3));
}
