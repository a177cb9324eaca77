#pragma once

#include <memory>
#include <opencv2/core/mat.hpp>
#include <string>

#include "core/base/job_context.h"
#include "core/inference/device.h"
#include "core/inference/model_registry.h"

namespace lineament::enhance {

/// ESRGAN's generators by their entry in the manifest: residual dense blocks (medium) or blocks of such
/// blocks (thick). Weights load at first use. Thread: any.
/// Source: Zhang et al. 2018, Residual Dense Network; Wang et al. 2018, ESRGAN.
class Esrgan {
  public:
    /// id: "esrgan-medium-x2", "esrgan-medium-x4", "esrgan-thick-x2", "esrgan-thick-x4".
    Esrgan(std::shared_ptr<const ModelRegistry> registry, const std::string& id, Device device,
           Precision precision);
    ~Esrgan();

    int scale() const;
    /// The picture enlarged. Large ones go through in overlapping tiles, several at a time; what a tile shows
    /// does not depend on where its borders lie but by rounding.
    /// Throws Error(kModelMissing, kModelInvalid, kTooLarge), Cancelled.
    cv::Mat enlarge(const cv::Mat& bgr, JobContext& context) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace lineament::enhance
