#pragma once

#include <functional>
#include <memory>

#include "core/inference/networks/blob_network.h"
#include "core/inference/networks/torch_runtime.h"
#include "core/inference/networks/onnx_file.h"

namespace lineament {

/// An ONNX graph that LibTorch runs: in bf16 where that is chosen, on a GPU where there is one, in batches
/// whatever the file's own, and, where the graph allows it, on pictures of any size. Activations are fused
/// into the convolutions before them. It knows the operators of convolutional networks (see the .cpp) and
/// refuses others by name. Thread: any.
class OnnxGraph {
  public:
    /// What gives `outputs` (empty: the graph's own) is built, the rest left out.
    /// Throws Error(kModelInvalid).
    OnnxGraph(const OnnxGraphFile& file, const std::vector<std::string>& outputs, const TorchTarget& target);
    ~OnnxGraph();
    OnnxGraph(OnnxGraph&&) noexcept;

    /// Shapes: N x C x H x W of the target's type, channels last; the outputs in the order asked for, 32-bit
    /// float on the CPU.
    std::vector<at::Tensor> operator()(const at::Tensor& input) const;
    const TorchTarget& target() const { return target_; }

  private:
    struct Step;
    struct Builder;
    TorchTarget target_;
    std::vector<Step> steps_;
    int slots_ = 0;
    std::vector<int> outputs_;  ///< slots
};

/// The graph of a manifest entry as a BlobNetwork in LibTorch. Its outputs are copied.
std::unique_ptr<BlobNetwork> openOnnxGraph(std::string subject, std::function<std::filesystem::path()> file,
                                           Device device, Precision precision);

}  // namespace lineament
