#pragma once

#include <torch/torch.h>

#include <vector>

namespace lineament::gan {

/// Muon: the momentum of every hidden layer's weights is made orthogonal before it is stepped along, so that
/// rare directions learn as fast as common ones. Other parameters (biases, layers of fewer than 16 channels,
/// which are those at either end) are stepped by AdamW. A step is scaled to the size that AdamW's has, so
/// that rates and decays mean the same. Sources: Jordan et al. 2024, Muon: an optimizer for hidden layers;
/// Liu et al. 2025, Muon is scalable for LLM training (the scale).
class Muon : public torch::optim::AdamW {
  public:
    using torch::optim::AdamW::AdamW;
    torch::Tensor step(LossClosure closure = nullptr) override;

  private:
    torch::Tensor& momentumOf(const torch::Tensor& parameter);
};

/// The matrix of the same singular vectors whose singular values are about 1 (0.7 to 1.2), by five
/// Newton-Schulz steps; in bf16 where that is multiplied fast, since exactness matters little here.
torch::Tensor orthogonalised(const torch::Tensor& matrix);

}  // namespace lineament::gan
