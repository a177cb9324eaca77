#pragma once

#include <filesystem>

#include "core/base/job_context.h"
#include "core/evaluate/verification_curve.h"
#include "core/pipelines/workspace.h"

namespace lineament {

struct PairsResult {
    std::int64_t pairs = 0;
    double failedToAcquire = 0;  ///< share of pictures without a usable face
    VerificationFigures figures; ///< pairs with such a picture count as errors of their class
    std::vector<Rejection> rejected;
    double seconds = 0;
};

/// CSV with the columns path_a,path_b,same[,fold]; paths below root. The largest face nearest the middle
/// of each picture is taken; each picture is processed once.
/// Throws Error(kUnreadable) naming line and column if the CSV is malformed.
PairsResult evaluatePairs(const FaceEngine& engine, const std::filesystem::path& csv,
                          const std::filesystem::path& root, JobContext& context);

/// Non-mated scores of every two people of a folder (one sub-folder a person): what calibration.json holds.
Calibration calibrate(const FaceEngine& engine, const std::filesystem::path& folder, JobContext& context);

}  // namespace lineament
