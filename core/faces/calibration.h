#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/inference/model_registry.h"

namespace lineament {

/// How the similarity of a recogniser relates to its false match rate.
struct Calibration {
    struct Point {
        double fmr = 0;
        double threshold = 0;
    };
    std::vector<Point> points;  ///< by falling FMR
    std::string population;     ///< what the non-mated scores were of
    std::int64_t comparisons = 0;

    /// Smallest threshold with at most this FMR; between and beyond the points log(FMR) is taken as linear in
    /// the threshold. Throws Error(kInvalidArgument) without two points or if the FMR is not within (0, 1].
    double thresholdAt(double fmr) const;
    /// The inverse, never above 1.
    double fmrAt(double threshold) const;
};

/// What calibration.json holds for a recogniser key: first the user's own beside the fetched weights, then
/// the one that ships in the models folder. Throws Error(kModelMissing) if no file has it, kModelInvalid if a
/// file is malformed.
Calibration loadCalibration(const ModelRegistry& registry, const std::string& recogniserKey);
/// Adds the figures to a calibration.json, replacing those of the same key. Throws Error(kUnwritable,
/// kDiskFull).
void saveCalibration(const std::filesystem::path& file, const std::string& recogniserKey,
                     const Calibration& calibration);

}  // namespace lineament
