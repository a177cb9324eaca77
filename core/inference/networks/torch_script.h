#pragma once

#include <functional>
#include <memory>

#include "core/inference/networks/blob_network.h"

namespace lineament {

/// A TorchScript file in LibTorch, frozen and optimised when it is loaded. It takes one tensor and answers a
/// tensor, or a tuple, list or dictionary of tensors.
class TorchScript : public BlobNetwork {
  public:
    /// `file` gives the path when it is first needed; `subject` is what errors are about.
    TorchScript(std::string subject, std::function<std::filesystem::path()> file, Device device);
    ~TorchScript() override;
    std::vector<cv::Mat> run(const cv::Mat& blob, std::span<const std::string> outputs = {}) const override;

  private:
    struct Loaded;
    std::unique_ptr<Loaded> loaded_;
};

}  // namespace lineament
