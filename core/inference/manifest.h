#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/inference/model_registry.h"

namespace lineament {

/// Whether every file of a manifest must have a SHA-256.
enum class Hashes { kRequired, kOptional };

/// The models that a manifest declares: {"version": 1, "models": [...]}, or one entry alone as users write
/// it. Ids are unique within the file; names of files, members and cards stay below their folders. Throws
/// Error(kModelInvalid) about the manifest, saying which entry and why.
std::vector<ModelInfo> readManifest(const std::filesystem::path& path, Hashes hashes);

}  // namespace lineament
