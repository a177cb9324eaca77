#pragma once

#include <memory>
#include <mutex>
#include <opencv2/core/mat.hpp>
#include <span>
#include <string>
#include <vector>

#include "core/domain/face.h"
#include "core/faces/embed/recogniser.h"

namespace lineament {

/// From faces with landmarks to templates: one recogniser, or a fusion of several.
/// A fusion lays the unit templates of its parts end to end, each scaled by the square root of its weight:
/// the cosine of two such templates is the weighted mean of the parts' cosines.
/// Construction reads the manifest alone; weights load at first use. Thread: every function from any thread.
class Embedder {
  public:
    /// Throws Error(kNotFound, kModelInvalid) if the manifest does not describe the recogniser or its parts.
    Embedder(std::shared_ptr<const ModelRegistry> registry, const std::string& id, Device device,
             Precision precision);
    ~Embedder();

    /// "fr_feature@87aacdfe", for a fusion "fused(fr_feature@87aacdfe*0.6+resnet34@b413e420*0.4)".
    const std::string& key() const { return key_; }
    int dimension() const { return dimension_; }
    /// The landmark model that the recogniser was measured with.
    const std::string& landmarks() const { return landmarks_; }

    /// One template a face, in its order. mirrored: mean over the face and its mirror image, as it always is
    /// for an entry with "mirror": true.
    std::vector<Template> embed(const cv::Mat& bgr, std::span<const Face> faces, bool mirrored) const;
    /// The input of the (first) recogniser.
    cv::Mat aligned(const cv::Mat& bgr, const Face& face) const;
    /// Loads the weights now.
    void warmUp() const;

  private:
    struct Part;
    std::vector<std::vector<float>> embedPart(const Part& part, const cv::Mat& bgr,
                                              std::span<const Face> faces, bool mirrored) const;
    static void embedBatch(const Part& part, const cv::Mat& bgr, std::span<const Face> batch, bool mirrored,
                           std::span<std::vector<float>> templates);

    std::shared_ptr<const ModelRegistry> registry_;
    Device device_;
    Precision precision_;
    std::vector<std::unique_ptr<Part>> parts_;
    std::string key_, landmarks_;
    int dimension_ = 0;
    bool mirrors_ = false;
};

}  // namespace lineament
