#pragma once

#include <torch/torch.h>

#include <string>

namespace lineament::gan {

/// Losses of both players on scores (N, float32).
/// Sources: minimax and non-saturating: Goodfellow et al. 2014, eq. 1 and sec. 3; least squares: Mao et al.
/// 2017; hinge: Lim and Ye 2017; Wasserstein: Arjovsky et al. 2017.
enum class AdversarialLoss {
    kLogistic,      ///< non-saturating: D softplus, G softplus(-score)
    kMinimax,       ///< cross-entropy with the saturating G of the original game
    kLeastSquares,  ///< L2 to 1 and 0
    kHinge,
    kWasserstein  ///< wants the gradient penalty
};

/// Throws Error(kInvalidArgument).
AdversarialLoss adversarialLossFromName(const std::string& name);

torch::Tensor discriminatorLoss(AdversarialLoss loss, const torch::Tensor& onReal,
                                const torch::Tensor& onFake);
torch::Tensor generatorLoss(AdversarialLoss loss, const torch::Tensor& onFake);

}  // namespace lineament::gan
