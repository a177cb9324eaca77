#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "core/gan/gan_config.h"

namespace lineament::gan {

/// What a generator makes one picture from: a point of W+ (StyleGAN2, one style a layer) or of Z (the others,
/// one layer). It fits the generator it was found in and no other.
struct Latent {
    NetworkConfig network;      ///< of the generator
    int layers = 0, size = 0;   ///< layers x styleDim; 1 x latentDim where there is no W
    std::vector<float> values;  ///< layers x size
    std::optional<int> label;   ///< class, where the generator is conditional
};

/// Writes a safetensors file: one tensor "latent" (layers x size, float32) and the generator's description.
/// Throws Error(kInvalidArgument: sizes that do not fit, kDiskFull).
void saveLatent(const Latent& latent, const std::filesystem::path& file);
/// Throws Error(kModelMissing, kModelInvalid: no latent in it, damaged, or numbers that are none).
Latent loadLatent(const std::filesystem::path& file);

}  // namespace lineament::gan
