#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/evaluate/error_rates.h"

namespace lineament {

/// One search of a gallery with a probe whose person is known.
struct SearchOutcome {
    std::uint32_t person = 0;
    bool enrolled = false;  ///< the gallery holds the probe's person
    int rank = 0;           ///< of that person, 1 is first; 0: not found at all
    float mated = -1;       ///< similarity to that person
    bool searched = true;   ///< false: no face was found in the probe
    float bestOther = -1;   ///< similarity to the nearest other person
    bool hasOther = false;  ///< there is another person in the gallery
};

/// The searches as trials of ErrorRates. An enrolled probe is mated: found if its person comes first and
/// reaches the threshold. Every probe is non-mated once: its own person left out, is anybody found? A probe
/// without a face is a miss and no false alarm. Source: ISO/IEC 19795-1, FPIR and FNIR at rank 1.
std::vector<Trial> trialsOf(std::span<const SearchOutcome> searches);

/// Share of enrolled probes whose person is among the first 1, 2, ... ranks. Empty without enrolled probes.
std::vector<double> cumulativeMatch(std::span<const SearchOutcome> searches, int ranks = 20);

}  // namespace lineament
