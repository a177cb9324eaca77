#pragma once

#include <torch/torch.h>

#include <memory>
#include <vector>

#include "core/gan/gan_config.h"

namespace lineament::gan {

/// One optimiser over two groups of parameters with separate rates (the second: the mapping network).
class Optimiser {
  public:
    Optimiser(const OptimiserConfig& config, std::vector<torch::Tensor> main,
              std::vector<torch::Tensor> mapping = {}, double mappingRate = 1);
    /// Rates become factor times what the configuration says.
    void setRateFactor(double factor);
    /// Drops the gradients: cheaper than to fill them with zeros and add to those.
    void zeroGradients() {
        for (const auto& parameter : parameters())
            parameter.mutable_grad() = torch::Tensor();
    }
    /// Clips the gradient's norm if clipNorm > 0, then steps. Returns the norm before clipping.
    double step(double clipNorm);
    std::vector<torch::Tensor> parameters() const;
    torch::optim::Optimizer& raw() { return *optimiser_; }

  private:
    OptimiserConfig config_;
    double mappingRate_;
    std::unique_ptr<torch::optim::Optimizer> optimiser_;
};

/// Factor of the rates after so many images: warm-up, then constant or cosine to zero at the end.
double rateFactor(const ScheduleConfig& schedule, std::int64_t images, std::int64_t imagesInAll);

}  // namespace lineament::gan
