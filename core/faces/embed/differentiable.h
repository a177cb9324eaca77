#pragma once

#include <functional>
#include <memory>

#include "core/inference/device.h"
#include "core/inference/model_registry.h"

namespace at {
class Tensor;
}

namespace lineament {

/// Templates as a differentiable function of faces: what projections and identity losses pull at.
/// faces: N x 3 x 112 x 112 RGB in [-1, 1], aligned to the ArcFace template. Returns N x D of unit length,
/// float32.
using DifferentiableRecogniser = std::function<at::Tensor(const at::Tensor& faces)>;

/// Weights are read at once and shared by copies. kAuto of precision: bf16 where the hardware has it.
/// Throws Error(kModelMissing, kModelInvalid). Thread: any.
DifferentiableRecogniser differentiableMobileFaceNet(std::shared_ptr<const ModelRegistry> registry,
                                                     Device device, Precision precision = Precision::kFp32);

/// The same of dlib's residual network: chips N x 3 x 150 x 150 (see alignDlib150()), templates N x 128.
DifferentiableRecogniser differentiableResNet34(std::shared_ptr<const ModelRegistry> registry, Device device,
                                               Precision precision = Precision::kFp32);

/// Portrait crops (see alignPortrait()) sampled bilinearly at the ArcFace template, differentiable.
/// crops: N x 3 x R x R. Returns N x 3 x 112 x 112; black outside the crop.
at::Tensor arcFaceOfPortraits(const at::Tensor& crops);
/// A recogniser that takes portrait crops of any size in place of aligned faces.
DifferentiableRecogniser takingPortraits(DifferentiableRecogniser recognise);

}  // namespace lineament
