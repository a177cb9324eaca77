#pragma once

#include <memory>
#include <opencv2/core/mat.hpp>
#include <span>
#include <string>
#include <vector>

#include "core/domain/face.h"
#include "core/faces/calibration.h"
#include "core/inference/device.h"
#include "core/inference/model_registry.h"

namespace lineament {

struct FaceEngineOptions {
    std::string detector = "fr_detect";
    std::string landmarks = "";  ///< empty: the recogniser's own choice
    std::string recogniser = "fr_feature";
    Device device = Device::kCpu;
    Precision precision = Precision::kAuto;
    float minScore = -1;           ///< detector confidence; negative: the detector's own default
    float minFacePx = 16;          ///< smallest face width, px of the upright image
    bool tiling = true;            ///< look for faces under 24 px of the detector's input too
    bool mirrorAveraging = false;  ///< template = mean of the face and its mirror image
};

/// Detects, aligns, measures and embeds the faces of pictures: the front door of core/faces.
/// Construction is cheap: weights load at first use. Thread: every function from any thread.
class FaceEngine {
  public:
    FaceEngine(std::shared_ptr<const ModelRegistry> registry, FaceEngineOptions options = {});
    ~FaceEngine();

    const FaceEngineOptions& options() const;
    const ModelRegistry& registry() const;
    const std::shared_ptr<const ModelRegistry>& sharedRegistry() const;

    /// Boxes and scores alone, highest score first. fast: the whole frame once, no tiles.
    std::vector<Face> detectBoxes(const cv::Mat& bgr, bool fast = false) const;
    /// Fills landmarks, pose and quality of faces whose boxes are known.
    void describe(const cv::Mat& bgr, std::span<Face> faces) const;
    /// detectBoxes and describe, largest face first; for photos: faces that stand on their head are known as
    /// such (roll 180), which describe() does not look for.
    std::vector<Face> detect(const cv::Mat& bgr) const;

    /// Fills liveness of faces with landmarks; those too small to judge are left without. Does nothing where
    /// the models folder has no calibrated liveness network.
    void judgeLiveness(const cv::Mat& bgr, std::span<Face> faces) const;

    /// One unit-length template a face, in batches. Faces must have landmarks.
    std::vector<Template> embed(const cv::Mat& bgr, std::span<const Face> faces) const;
    /// The face warped to the recogniser's alignment template (its input, BGR).
    cv::Mat aligned(const cv::Mat& bgr, const Face& face) const;

    /// "fr_feature@87aacdfe": what templates are stored and compared under.
    const std::string& recogniserKey() const;
    int dimension() const;
    const Calibration& calibration() const;

    /// Loads the weights now (used at start-up of servers and by benches).
    void warmUp() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// JPEG of the face with a margin of a quarter of its size, long side at most maxPx: what lists show.
std::vector<std::byte> faceCrop(const cv::Mat& bgr, const BoxPx& box, int maxPx = 192);

}  // namespace lineament
