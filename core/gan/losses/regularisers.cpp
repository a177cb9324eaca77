#include "core/gan/losses/regularisers.h"

#include <cmath>

#include "core/base/error.h"

namespace lineament::gan {

namespace F = torch::nn::functional;
using torch::Tensor;

namespace {

constexpr double kPathLengthDecay = 0.01;

}  // namespace

Tensor r1Penalty(Discriminator& d, const Tensor& real, const Tensor& labels) {
    const Tensor pictures = real.detach().requires_grad_(true);
    const Tensor score = d.judge(pictures, labels).score.sum();
    const Tensor gradient = torch::autograd::grad({score}, {pictures}, {}, true, true)[0];
    return gradient.to(torch::kFloat32).square().sum({1, 2, 3}).mean();
}

Tensor gradientPenalty(Discriminator& d, const Tensor& real, const Tensor& fake, const Tensor& labels,
                       at::Generator random, Share share) {
    const Tensor mix = share.of(torch::rand({share.joint(real.size(0)), 1, 1, 1}, random)).to(real.device());
    const Tensor pictures = torch::lerp(fake.detach(), real.detach(), mix).requires_grad_(true);
    const Tensor score = d.judge(pictures, labels).score.sum();
    const Tensor gradient = torch::autograd::grad({score}, {pictures}, {}, true, true)[0];
    const Tensor norm = (gradient.to(torch::kFloat32).square().sum({1, 2, 3}) + 1e-12).sqrt();
    return (norm - 1).square().mean();
}

Tensor pathLengthPenalty(const Tensor& pictures, const Tensor& styles, at::Generator random,
                         Tensor& meanLength, Share share, const std::function<void(Tensor&)>& overProcesses) {
    const double pixels = static_cast<double>(pictures.size(2) * pictures.size(3));
    auto shape = pictures.sizes().vec();
    shape[0] = share.joint(shape[0]);
    const Tensor direction = share.of(torch::randn(shape, random)).to(pictures.device()) / std::sqrt(pixels);
    const Tensor gradient =
        torch::autograd::grad({(pictures * direction).sum()}, {styles}, {}, true, true)[0];
    const Tensor lengths = gradient.square().sum(2).mean(1).sqrt();
    {
        torch::NoGradGuard noGrad;
        Tensor mean = lengths.detach().mean();
        if (overProcesses) overProcesses(mean);
        meanLength.lerp_(mean, kPathLengthDecay);
    }
    return (lengths - meanLength).square().mean();
}

Tensor featureMatching(const Tensor& ofReal, const Tensor& ofFake) {
    return (ofReal.detach().mean(0) - ofFake.mean(0)).abs().mean();
}

Tensor reconstructionLoss(const std::string& kind, const Tensor& picture, const Tensor& target) {
    Tensor wanted = target;
    if (target.size(2) != picture.size(2))
        wanted = F::adaptive_avg_pool2d(target,
                                        F::AdaptiveAvgPool2dFuncOptions({picture.size(2), picture.size(3)}));
    if (kind == "l1") return (picture - wanted).abs().mean();
    if (kind == "l2") return (picture - wanted).square().mean();
    throw Error(ErrorCode::kInvalidArgument, kind, "there is no such reconstruction loss");
}

Tensor identityLoss(const Embedder& embed, const Tensor& pictures, const Tensor& targets) {
    Tensor wanted;
    {
        torch::NoGradGuard noGrad;
        wanted = embed(targets);
    }
    return (1 - torch::cosine_similarity(embed(pictures), wanted, 1)).mean();
}

}  // namespace lineament::gan
