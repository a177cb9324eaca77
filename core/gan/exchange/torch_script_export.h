#pragma once

#include <filesystem>

namespace lineament::gan {

/// Writes a generator file as TorchScript, float32, for the CPU, in a file that torch.jit.load reads:
///   forward(z: N x latentDim, psi: float = 1, labels: N int64 or None) -> N x 3 x R x R, roughly in [-1, 1]
/// Without noise; psi is the truncation (of z, where the architecture has no W). The file also holds
/// "lineament.json" with what the network is. Throws Error(kModelMissing, kModelInvalid, kDiskFull).
void exportTorchScript(const std::filesystem::path& generator, const std::filesystem::path& script);

}  // namespace lineament::gan
