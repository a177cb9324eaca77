#pragma once

#include <filesystem>

#include "core/inference/weights/weights.h"

namespace lineament {

/// Reads the weights of a TensorFlow.js model: the manifest (a list of groups) or the model.json of a graph
/// model (its "weightsManifest"), and the one binary that its groups lie in, one after the other.
/// Float32, float16, int32 and weights quantised to uint8 or uint16 (value = stored * scale + min).
/// Throws Error(kModelMissing, kModelInvalid: malformed, or the binary is longer or shorter than declared).
Weights readTfjs(const std::filesystem::path& manifest, const std::filesystem::path& binary);
/// The same of a binary that was cut into several files; a weight may lie across a cut.
Weights readTfjs(const std::filesystem::path& manifest, const std::vector<std::filesystem::path>& binaries);

}  // namespace lineament
