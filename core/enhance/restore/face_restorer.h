#pragma once

#include <memory>
#include <opencv2/core/mat.hpp>
#include <span>
#include <vector>

#include "core/domain/face.h"
#include "core/inference/device.h"
#include "core/inference/model_registry.h"

namespace lineament::enhance {

/// Restores faces by the network of role "restorer" in the manifest. Weights load at first use. Thread: any.
class FaceRestorer {
  public:
    /// id empty: the first of its role. Throws Error(kModelMissing) if there is none.
    FaceRestorer(std::shared_ptr<const ModelRegistry> registry, Device device, Precision precision,
                 const std::string& id = {});
    ~FaceRestorer();

    const std::string& id() const;
    /// The frame of a face (see face_frame.h), 128 x 128 BGR, sampled bicubically.
    static cv::Mat frameOf(const cv::Mat& bgr, const Landmarks5& points);
    /// Frames, restored; in batches. fidelity as in Restore. Throws Error(kModelMissing, kModelInvalid).
    std::vector<cv::Mat> restore(std::span<const cv::Mat> frames, double fidelity) const;
    /// Lays a restored frame over the face it was taken from, with soft borders. The picture is changed.
    static void paste(cv::Mat& bgr, const cv::Mat& frame, const Landmarks5& points);

    /// 1, 2, 4 or 8: how much larger a picture must be for the widest of its faces to hold what a restored
    /// frame shows, within maxPixels of the result.
    static int enlargementFor(SizePx picture, std::span<const Face> faces, double maxPixels = 64e6);

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace lineament::enhance
