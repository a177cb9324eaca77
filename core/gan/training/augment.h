#pragma once

#include <torch/torch.h>

#include "core/gan/gan_config.h"
#include "core/gan/nets/share.h"

namespace lineament::gan {

/// Differentiable augmentation of what D sees. probability: share of pictures each operation is applied to
/// (1 for DiffAugment). Pictures: N x 3 x R x R float32; every draw comes from `random`.
/// Sources: Zhao et al. 2020, Differentiable Augmentation; Karras et al. 2020, Training GANs with Limited
/// Data.
torch::Tensor augment(const torch::Tensor& pictures, const AugmentConfig& config, double probability,
                      at::Generator random, Share share = {});

/// Steers the probability of augmentation so that the mean sign of D on real pictures meets the target.
/// Source: Karras et al. 2020 (ADA), sec. 3.1, heuristic r_t.
class AdaController {
  public:
    AdaController(double target, double imagesToFull) : target_(target), imagesToFull_(imagesToFull) {}
    void observe(const torch::Tensor& onReal);
    /// Moves p after so many images were observed; returns it.
    double step(std::int64_t images);
    double probability() const { return state_.probability; }
    double sign() const { return sign_; }

    /// All that a resumed run needs to go on as if it had never stopped.
    struct State {
        double probability = 0;
        double sum = 0;          ///< of the signs observed since the last step
        std::int64_t count = 0;  ///< how many they were
    };
    const State& state() const { return state_; }
    void restore(const State& state) { state_ = state; }

  private:
    double target_, imagesToFull_, sign_ = 0;
    State state_;
};

}  // namespace lineament::gan
