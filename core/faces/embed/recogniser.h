#pragma once

#include <memory>
#include <opencv2/core/mat.hpp>
#include <span>
#include <string>
#include <vector>

#include "core/inference/device.h"
#include "core/inference/model_registry.h"

namespace lineament {

/// How a face is cut out for a recogniser.
enum class Alignment {
    kArcFace112,  ///< 5-point similarity to the ArcFace template, 112 x 112
    kDlib150,     ///< points 27-54 and 60-64 to dlib's mean shape, padding 0.25, 150 x 150
    kBoxGrey      ///< similarity of the eyes, grey, equalised (LBPH)
};

/// Turns aligned faces into descriptors. Thread: describe() from any thread.
class Recogniser {
  public:
    virtual ~Recogniser() = default;
    virtual const std::string& id() const = 0;
    virtual int dimension() const = 0;
    virtual Alignment alignment() const = 0;
    /// The network's raw output, one a face, in one batch. Faces are 8-bit BGR as the alignment gives them.
    virtual std::vector<std::vector<float>> describe(std::span<const cv::Mat> aligned) const = 0;
    /// Raw output -> unit-length template values (subtracting the population's mean where the network's
    /// outputs are not centred).
    virtual std::vector<float> toTemplate(std::vector<float> descriptor) const;
};

/// The values scaled to length 1; zeros stay zeros.
std::vector<float> unitLength(std::vector<float> values);
/// "arcface112", "dlib150" or "eyes128" of the manifest. Throws Error(kModelInvalid) about the model.
Alignment alignmentFromName(const std::string& name, const std::string& model);

/// Makes the one network that the manifest names (fusions are made by Embedder).
/// Throws Error(kNotFound, kModelInvalid).
std::unique_ptr<Recogniser> makeRecogniser(std::shared_ptr<const ModelRegistry>, const std::string& id,
                                           Device, Precision);
/// A file that brings its own graph: ONNX or TorchScript.
std::unique_ptr<Recogniser> makeGraphRecogniser(std::shared_ptr<const ModelRegistry>, const ModelInfo&, Device,
                                                Precision);
std::unique_ptr<Recogniser> makeResNet34(std::shared_ptr<const ModelRegistry>, const ModelInfo&, Device,
                                         Precision);
std::unique_ptr<Recogniser> makeMobileFaceNet(std::shared_ptr<const ModelRegistry>, const ModelInfo&, Device,
                                              Precision);
std::unique_ptr<Recogniser> makeSFace(std::shared_ptr<const ModelRegistry>, const ModelInfo&);
std::unique_ptr<Recogniser> makeLbph();

}  // namespace lineament
