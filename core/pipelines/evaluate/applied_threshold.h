#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/base/clock.h"

namespace lineament {

class Store;

/// A threshold that was measured and put into force for one recogniser in one store, in the place of what its
/// calibration says.
struct AppliedThreshold {
    enum class Use {
        kVerification,  ///< one comparison
        kSearch         ///< a search of the gallery
    };
    Use use = Use::kVerification;
    std::string recogniser;  ///< its key
    double threshold = 0;
    double rate = 0;               ///< FMR, or FPIR of a search, as measured at the threshold
    double misses = 0;             ///< FNMR or FNIR there
    std::int64_t comparisons = 0;  ///< non-mated ones that the rate was measured on, at least 1
    std::string source;            ///< what was measured, for people
    UnixMs at = 0;
};

/// Puts it into force, as one line of the audit trail. Throws Error(kInvalidArgument) unless the threshold
/// lies within [-1, 1] and the rate within [0, 1], measured on one comparison or more.
void applyThreshold(Store& store, const AppliedThreshold& applied);
/// The calibration counts again; audited if there was something to take away.
void withdrawThreshold(Store& store, const std::string& recogniser, AppliedThreshold::Use use);
/// Empty if there is none, or what the store holds cannot be read.
std::optional<AppliedThreshold> findAppliedThreshold(const Store& store, const std::string& recogniser,
                                                     AppliedThreshold::Use use);

}  // namespace lineament
