#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "core/base/job_context.h"
#include "core/evaluate/likelihood.h"
#include "core/faces/face_engine.h"

namespace lineament {

/// Mated and non-mated similarities of the people of a folder (one sub-folder a person, at most four photos
/// of each, the largest face): what a likelihood ratio is read from. Throws Error(kInvalidArgument) for too
/// few people, Cancelled, model errors.
Likelihood calibrateLikelihood(const FaceEngine& engine, const std::filesystem::path& folder,
                               JobContext& context);

/// Put into and read from a calibration.json. Empty if it has none of the recogniser.
/// Throw Error(kUnwritable, kDiskFull, kModelInvalid).
void saveLikelihood(const std::filesystem::path& file, const std::string& recogniserKey,
                    const Likelihood& likelihood);
std::optional<Likelihood> loadLikelihood(const ModelRegistry& registry, const std::string& recogniserKey);

}  // namespace lineament
