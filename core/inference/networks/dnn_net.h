#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <opencv2/dnn.hpp>

#include "core/inference/networks/blob_network.h"

namespace lineament {

/// An ONNX network in OpenCV's DNN. A cv::dnn::Net serves one thread at a time and lays its memory out anew
/// when the blob's shape changes, so idle nets are kept with the shape they saw last and lent to whoever
/// brings a blob of that shape.
class DnnNet : public BlobNetwork {
  public:
    /// `file` gives the path of the ONNX file when it is first needed; `subject` is what errors are about.
    DnnNet(std::string subject, std::function<std::filesystem::path()> file);
    std::vector<cv::Mat> run(const cv::Mat& blob, std::span<const std::string> outputs = {}) const override;

  private:
    struct Idle {
        cv::dnn::Net net;
        std::vector<int> shape;  ///< of the blob it saw last
    };
    Idle take(const std::vector<int>& shape) const;
    void giveBack(Idle idle) const;

    const std::string subject_;
    const std::function<std::filesystem::path()> file_;
    mutable std::mutex mutex_;
    mutable std::vector<Idle> idle_;  ///< the one used last at the end
};

}  // namespace lineament
