#pragma once

#include <filesystem>
#include <map>

#include "core/inference/weights/weights.h"

namespace lineament {

struct Safetensors {
    Weights weights;
    std::map<std::string, std::string> metadata;
};

/// Reads a safetensors file of F32, F16 and BF16 tensors. Every size is checked before it is used; tensors
/// must fill the file without gaps or overlaps, as the format demands.
/// Throws Error(kModelMissing, kModelInvalid).   Source: https://github.com/huggingface/safetensors#format
Safetensors readSafetensors(const std::filesystem::path& path);

/// Writes tensors in the given order, each as its dtype says (kFloat32, kFloat16 or kBFloat16), to a file
/// beside `path` that then takes its place, so a crash leaves the old file or the new one.
/// Throws Error(kInvalidArgument: a shape does not fit its data or a name comes twice, kDiskFull).
void writeSafetensors(const std::filesystem::path& path, std::span<const WeightTensor> tensors,
                      const std::map<std::string, std::string>& metadata = {});

}  // namespace lineament
