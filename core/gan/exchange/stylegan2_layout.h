#pragma once

#include <filesystem>

#include "core/gan/gan_config.h"

namespace lineament::gan {

struct StyleGan2ImportOptions {
    /// Multiplier of the mapping network's learning rate that the weights were trained with; it scales them
    /// and is not in the file. 0.01 in the paper and wherever nobody changed it; (0, 1].
    double mappingMultiplier = 0.01;
    bool half = false;  ///< write fp16
};

/// Reads a StyleGAN2 generator whose parameters are named as in rosinality's PyTorch implementation
/// ("style.1.weight", "conv1.conv.weight", "to_rgbs.0.bias" ...; alone or under "g_ema") from safetensors or
/// a plain .pt dictionary, and writes it as a generator of this program. Stored noise pictures are left out.
/// Without "latent_avg" the mean style is measured. Returns what the network looks like.
/// Throws Error(kModelMissing; kModelInvalid: damaged, names or shapes of another layout, a pickle with code;
/// kUnsupported: sizes that this program does not have; kInvalidArgument; kDiskFull).
NetworkConfig importStyleGan2(const std::filesystem::path& from, const std::filesystem::path& to,
                              const StyleGan2ImportOptions& options = {});

}  // namespace lineament::gan
