#pragma once

#include <memory>
#include <opencv2/core/mat.hpp>
#include <span>
#include <vector>

#include "core/base/job_context.h"
#include "core/enhance/chain.h"
#include "core/enhance/filters/filters.h"
#include "core/faces/face_engine.h"

namespace lineament::enhance {

struct EnhancedPicture {
    cv::Mat bgr;
    double scale = 1;         ///< its width in widths of the original
    std::vector<Face> faces;  ///< those given, where they lie now
};

/// A face moved to a picture of another scale.
Face scaledFace(const Face& face, double scale);

/// Runs chains. Networks load at first use and are shared by all runs. Thread: any, one run a FrameMemory.
class Enhancer {
  public:
    /// Throws Error(kInvalidArgument) for a chain that is not valid; a network that is missing is told when
    /// it is first needed.
    Enhancer(std::shared_ptr<const ModelRegistry> registry, Device device, Precision precision, Chain chain);
    /// Another chain with the networks that the other has loaded already.
    Enhancer(const Enhancer& other, Chain chain);
    ~Enhancer();

    const Chain& chain() const;
    /// Whether a step needs to know where the faces are.
    bool wantsFaces() const;
    /// Ids of the networks that the steps use, in their order.
    std::vector<std::string> networks() const;

    /// The chain on one picture. faces: with landmarks, px of it. memory: of a recording, else null.
    EnhancedPicture run(const cv::Mat& bgr, std::span<const Face> faces, JobContext& context,
                        FrameMemory* memory = nullptr) const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace lineament::enhance
