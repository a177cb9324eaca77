#pragma once

#include <map>
#include <span>
#include <vector>

#include "core/evaluate/error_rates.h"

namespace lineament {

/// FNMR that is left when the trials of poorest quality are set aside.
struct DiscardPoint {
    double discarded = 0;  ///< share of mated trials, 0 to 0.95
    double fnmr = 0;
    double quality = 0;  ///< trials below it are set aside
    std::int64_t mated = 0;
};
/// Steps of 1 % at a fixed threshold, until fewer than 10 mated trials are left. Trials without a quality are
/// left out; empty if there are none with one. Source: Grother and Tabassi 2007, TPAMI 29(4).
std::vector<DiscardPoint> errorAgainstDiscard(std::span<const Trial> trials, double threshold);

/// Rates of each group at one threshold; a rate without trials is NaN.
std::map<std::uint16_t, OperatingRates> ratesByGroup(std::span<const Trial> trials, double threshold);

}  // namespace lineament
