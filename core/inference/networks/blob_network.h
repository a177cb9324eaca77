#pragma once

#include <memory>
#include <opencv2/core/mat.hpp>
#include <span>
#include <string>
#include <vector>

#include "core/inference/device.h"
#include "core/inference/model_registry.h"

namespace lineament {

/// A network that comes as a file with its own graph (ONNX, TorchScript): blob in, blobs out.
/// Construction is cheap: the file is checked and loaded at the first run().
class BlobNetwork {
  public:
    virtual ~BlobNetwork() = default;
    /// Shapes:  blob N x C x H x W, 32-bit float (cv::dnn::blobFromImages makes one); outputs 32-bit float.
    /// `outputs` names what is wanted, in that order; empty: every output of the network, in its own order
    /// (TorchScript outputs have no names: they are "0", "1", ... by position).
    /// Returns: copies that the caller owns.
    /// Throws Error(kModelMissing, kModelInvalid: the file is damaged, or the blob or an output does not
    /// fit). Thread: any; concurrent calls do not wait for each other.
    virtual std::vector<cv::Mat> run(const cv::Mat& blob,
                                     std::span<const std::string> outputs = {}) const = 0;
};

/// By the entry's format: "onnx" runs in OpenCV's DNN, or in LibTorch (faster, in batches, on a GPU) where the
/// entry's spec has "runtime": "libtorch"; "torchscript" runs in LibTorch. `precision` holds for "onnx" in
/// LibTorch, for networks whose accuracy was measured to hold; `file` is the index of the network among the
/// entry's files. Throws Error(kUnsupported) for another format or runtime.
std::unique_ptr<BlobNetwork> openBlobNetwork(std::shared_ptr<const ModelRegistry> registry,
                                             const ModelInfo& model, Device device = Device::kCpu,
                                             Precision precision = Precision::kFp32, std::size_t file = 0);

}  // namespace lineament
