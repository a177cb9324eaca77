#pragma once

#include <filesystem>
#include <set>

#include "core/base/job_context.h"
#include "core/evaluate/verification_curve.h"
#include "core/pipelines/evaluate/picture_templates.h"
#include "core/pipelines/workspace.h"

namespace lineament {

struct Evaluation;

/// How the pictures of pairs are treated before they are compared.
struct PairsOptions : PictureTreatment {
    std::set<int> folds;            ///< pairs that are judged; empty: all
    std::filesystem::path cache{};  ///< folder of templates worked out before; empty: none
    /// Pairs that were marked there as wrongly labelled are left out; null: all are judged.
    std::shared_ptr<Store> withoutMarkedOf{};
};

struct PairsResult {
    std::int64_t pairs = 0;
    double failedToAcquire = 0;  ///< share of pictures without a usable face
    VerificationFigures figures; ///< pairs with such a picture count as errors of their class
    std::pair<double, double> accuracyInterval;  ///< 95 %, by bootstrap over people
    std::vector<Rejection> rejected;
    double seconds = 0;
    std::int64_t leftOut = 0;  ///< pairs marked as wrongly labelled
};

/// CSV with the columns path_a,path_b,same[,fold]; paths below root. The largest face nearest the middle
/// of each picture is taken; each picture is processed once, and once more if it is the degraded side of a pair.
/// People are told by the folders that their pictures lie in. The same figures as `evaluation.h` gives.
/// Throws Error(kUnreadable) naming line and column if the CSV is malformed.
PairsResult evaluatePairs(const FaceEngine& engine, const std::filesystem::path& csv,
                          const std::filesystem::path& root, JobContext& context,
                          const PairsOptions& options = {});

/// Non-mated scores of every two people of a folder (one sub-folder a person): what calibration.json holds.
/// portraitSide > 0: of the faces as a generator of that many px draws them (see likenessKey()).
Calibration calibrate(const FaceEngine& engine, const std::filesystem::path& folder, JobContext& context,
                      int portraitSide = 0);

}  // namespace lineament
