#pragma once

#include <torch/torch.h>

#include <functional>

#include "core/gan/nets/networks.h"

namespace lineament::gan {

/// Mean squared norm of D's gradient at real pictures, without the weight gamma / 2; ready for backward().
/// Source: Mescheder et al. 2018, Which Training Methods for GANs do actually Converge?, eq. 9 (R1).
torch::Tensor r1Penalty(Discriminator& d, const torch::Tensor& real, const torch::Tensor& labels);

/// (|gradient| - 1)^2 between real and fake pictures. Source: Gulrajani et al. 2017, eq. 3.
torch::Tensor gradientPenalty(Discriminator& d, const torch::Tensor& real, const torch::Tensor& fake,
                              const torch::Tensor& labels, at::Generator random, Share share = {});

/// Deviation of the length of G's Jacobian from its running mean, which it moves.
/// overProcesses: turns a mean over this process's share into that over the joint batch; empty: it is.
/// Source: Karras et al. 2020 (StyleGAN2), sec. 3.2, eq. 4.
torch::Tensor pathLengthPenalty(const torch::Tensor& pictures, const torch::Tensor& styles,
                                at::Generator random, torch::Tensor& meanLength, Share share = {},
                                const std::function<void(torch::Tensor&)>& overProcesses = {});

/// L1 distance of the mean features of real and fake pictures. Source: Salimans et al. 2016, sec. 3.1.
torch::Tensor featureMatching(const torch::Tensor& ofReal, const torch::Tensor& ofFake);

/// Reconstruction: mean absolute (l1) or squared (l2) difference; `target` is resized by area to fit.
torch::Tensor reconstructionLoss(const std::string& kind, const torch::Tensor& picture,
                                 const torch::Tensor& target);

/// 1 - cosine of the templates, mean over the batch. `embed` maps N x 3 x R x R in [-1, 1] to N x D.
using Embedder = std::function<torch::Tensor(const torch::Tensor&)>;
torch::Tensor identityLoss(const Embedder& embed, const torch::Tensor& pictures,
                           const torch::Tensor& targets);

}  // namespace lineament::gan
