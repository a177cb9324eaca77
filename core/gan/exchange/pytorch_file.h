#pragma once

#include <filesystem>

#include "core/inference/weights/weights.h"

namespace lineament::gan {

/// Reads the tensors of a plain dictionary that torch.save (1.6 and later) wrote: names to tensors, or
/// dictionaries of those, whose names are then joined by '/', such as "g_ema/conv1.conv.weight". Widened to
/// float32; tensors of whole numbers and other values are left out. Nothing in the file is run.
/// Throws Error(kModelMissing; kModelInvalid: damaged, or its pickle holds anything but tensors).
Weights readPytorchFile(const std::filesystem::path& file);

}  // namespace lineament::gan
