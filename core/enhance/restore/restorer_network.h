#pragma once

#include <torch/torch.h>

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace lineament::enhance {

/// What a restorer looks like. Levels halve the picture: 64 x 64, 32 x 32 ... of a frame of 128 in two
/// phases.
struct RestorerLayout {
    std::vector<std::int64_t> widths = {48, 96, 160, 192};  ///< channels of each level
    std::vector<std::int64_t> down = {1, 1, 2, 2};          ///< residual blocks of each level on the way down
    std::vector<std::int64_t> up = {1, 2, 2};               ///< and on the way up
    std::int64_t phases =
        2;  ///< squares of so many pixels are the channels of the first level's one; 1: pixels
    bool operator==(const RestorerLayout&) const = default;
    /// Whether the other is this network with more blocks, or the same.
    bool growsInto(const RestorerLayout& other) const;
    /// Throws Error(kInvalidArgument).
    void validate() const;
};

/// Residual U-Net that corrects a degraded face: what it adds starts at zero, so that an untrained network
/// leaves every picture alone. Computes in the type set, on pictures that are N x 3 x 128 x 128 RGB in
/// [-1, 1], float32. Source: Ronneberger et al. 2015, U-Net; He et al. 2016, Identity mappings.
class RestorerImpl : public torch::nn::Module {
  public:
    explicit RestorerImpl(RestorerLayout layout);
    const RestorerLayout& layout() const { return layout_; }
    /// The restored picture, not clamped. fidelity 0: all that the network would change, 1: nothing.
    torch::Tensor forward(const torch::Tensor& degraded, double fidelity = 0);
    void setComputeType(torch::ScalarType type) { computeType_ = type; }

  private:
    RestorerLayout layout_;
    torch::ScalarType computeType_ = torch::kFloat32;
    torch::nn::ModuleList down_, up_, narrow_, shrink_;
    torch::nn::AnyModule first_, last_;
};
TORCH_MODULE(Restorer);

/// Writes the weights as safetensors with the layout and notes in its metadata. Throws Error(kDiskFull).
void saveRestorer(RestorerImpl& network, const std::filesystem::path& file, bool half,
                  const std::map<std::string, std::string>& notes);
/// Reads them, names, sizes and values checked. Throws Error(kModelMissing, kModelInvalid).
Restorer loadRestorer(const std::filesystem::path& file);

}  // namespace lineament::enhance
