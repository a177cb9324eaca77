#pragma once

#include <filesystem>

#include <optional>
#include <set>

#include "core/base/job_context.h"
#include "core/enhance/chain.h"
#include "core/enhance/degradation.h"
#include "core/evaluate/verification_curve.h"
#include "core/pipelines/workspace.h"

namespace lineament {

/// How the pictures of pairs are treated before they are compared.
struct PairsOptions {
    std::optional<enhance::Degradation> degrade;  ///< of the second picture of each pair
    enhance::Chain enhance;                       ///< of what was degraded (or of the second picture); empty: none
    /// Landmarks of the second picture come from before it was degraded: tells what a chain does to the pixels
    /// from what poor pixels do to the alignment.
    bool oracleAlignment = false;
    std::set<int> folds;  ///< pairs that are judged; empty: all
};

struct PairsResult {
    std::int64_t pairs = 0;
    double failedToAcquire = 0;  ///< share of pictures without a usable face
    VerificationFigures figures; ///< pairs with such a picture count as errors of their class
    std::pair<double, double> accuracyInterval;  ///< 95 %, by bootstrap over people
    std::vector<Rejection> rejected;
    double seconds = 0;
};

/// CSV with the columns path_a,path_b,same[,fold]; paths below root. The largest face nearest the middle
/// of each picture is taken; each picture is processed once, and once more if it is the degraded side of a pair.
/// A degraded picture is brought back to its size (bicubic) after the chain; faces are looked for on the
/// degraded picture so enlarged. People are told by the folders that their pictures lie in.
/// Throws Error(kUnreadable) naming line and column if the CSV is malformed.
PairsResult evaluatePairs(const FaceEngine& engine, const std::filesystem::path& csv,
                          const std::filesystem::path& root, JobContext& context,
                          const PairsOptions& options = {});

/// Non-mated scores of every two people of a folder (one sub-folder a person): what calibration.json holds.
Calibration calibrate(const FaceEngine& engine, const std::filesystem::path& folder, JobContext& context);

}  // namespace lineament
