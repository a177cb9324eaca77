#pragma once

#include <filesystem>
#include <span>

#include "core/base/job_context.h"
#include "core/pipelines/synthetic/sample/sample_faces.h"

namespace lineament {

/// Writes a recording of a lobby that people come into and leave again, 640 x 360 at 25 frames/s, with a
/// visible mark in every frame. At most two at a time, who do not pass before each other; the first comes
/// twice. The file appears whole or not at all. Throws as VideoWriter, Cancelled.
void recordSampleScene(std::span<const SampleFace> people, const std::filesystem::path& file,
                       JobContext& context);

}  // namespace lineament
