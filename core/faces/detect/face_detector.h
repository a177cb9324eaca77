#pragma once

#include <memory>
#include <opencv2/core/mat.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/image/geometry.h"
#include "core/inference/device.h"
#include "core/inference/model_registry.h"

namespace lineament {

struct Detection {
    BoxPx box;
    float score = 0;
    std::optional<Landmarks5> landmarks;  ///< where the detector gives them
};

/// Finds faces in one picture of any size. Construction is cheap, weights load at first use.
/// Thread: detect() from any thread.
class FaceDetector {
  public:
    virtual ~FaceDetector() = default;
    virtual const std::string& id() const = 0;
    /// Confidence below which it is not sure, as its makers or our measurements have it.
    virtual float defaultMinScore() const = 0;
    /// Size of its input, px.
    virtual SizePx inputSize() const = 0;
    /// Width of the smallest face it finds reliably, px of its input.
    virtual float reliableFacePx() const { return 24; }
    /// Faces with at least minScore, after non-maximum suppression, highest score first, px of the picture.
    virtual std::vector<Detection> detect(const cv::Mat& bgr, float minScore) const = 0;

    /// Whether it can look at pictures of any size pixel by pixel, with detectAsIs().
    virtual bool takesAnySize() const { return false; }
    /// How much rounding a look may have: kProposal is for faces that are looked at again.
    enum class Look { kProposal, kExact };
    /// As detect(), but a px of each picture is a px of the input. All must have one size.
    /// Throws Error(kUnsupported) unless takesAnySize().
    virtual std::vector<std::vector<Detection>> detectAsIs(std::span<const cv::Mat> bgr, float minScore,
                                                           Look look) const;
};

/// Greedy non-maximum suppression by IoU; keeps the highest scores.
std::vector<Detection> suppressNonMaxima(std::vector<Detection> detections, float maxIou);

/// Runs the detector on the whole picture and on overlapping tiles, so that faces down to minFacePx are
/// found, and merges the answers. At the finest level minFacePx becomes reliableFacePx() of the input, unless
/// that took more than 600 tiles of 320 x 240; tiles without contrast are left out. A detector that takes any
/// size sees large tiles and is asked to confirm what it proposes in batches. A picture without a face is
/// tried once more with a margin, for faces that fill it.
std::vector<Detection> detectTiled(const FaceDetector& detector, const cv::Mat& bgr, float minScore,
                                   float minFacePx);

/// Makes the detector that the manifest names: fr_detect, ssd_mobilenetv1, blazeface, YuNet, or a user's
/// own ONNX or TorchScript. Throws Error(kNotFound, kModelInvalid).
std::unique_ptr<FaceDetector> makeDetector(std::shared_ptr<const ModelRegistry> registry,
                                           const std::string& id, Device device, Precision precision);
// One maker a network, so that a network is one file and one line here.
std::unique_ptr<FaceDetector> makeFrDetect(std::shared_ptr<const ModelRegistry>, const ModelInfo&, Device,
                                           Precision);
std::unique_ptr<FaceDetector> makeSsdMobilenetV1(std::shared_ptr<const ModelRegistry>, const ModelInfo&,
                                                 Device, Precision);
std::unique_ptr<FaceDetector> makeBlazeface(std::shared_ptr<const ModelRegistry>, const ModelInfo&, Device,
                                            Precision);
std::unique_ptr<FaceDetector> makeYuNet(std::shared_ptr<const ModelRegistry>, const ModelInfo&);
std::unique_ptr<FaceDetector> makeCustomDetector(std::shared_ptr<const ModelRegistry>, const ModelInfo&,
                                                 Device, Precision);

}  // namespace lineament
