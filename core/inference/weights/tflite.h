#pragma once

#include <filesystem>

#include "core/inference/weights/weights.h"

namespace lineament {

/// Reads the constant tensors (float32, float16, int32) of the first subgraph of a TensorFlow Lite model.
/// Tensors of other types are left out. Convolutions lie as O x H x W x I, depthwise ones as 1 x H x W x C.
/// Every offset is checked before it is followed, so a damaged or hostile file is refused.
/// Throws Error(kModelMissing, kModelInvalid).   Source: schema.fbs of TensorFlow Lite, version 3.
Weights readTflite(const std::filesystem::path& path);

}  // namespace lineament
