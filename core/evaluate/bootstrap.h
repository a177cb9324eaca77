#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "core/evaluate/verification_curve.h"

namespace lineament {

/// Whom the two pictures of a pair show.
struct PairPeople {
    std::string a, b;
};

/// 95 % interval of the accuracy: people, not pairs, are drawn again and again with replacement, since pairs
/// that share a person err together; a pair counts as often as both its people were drawn. Each pair is
/// judged at its fold's threshold. Empty scores give {0, 0}. The same seed gives the same interval. Source:
/// Bolle, Ratha and Pankanti 2004, Error analysis of pattern recognition systems: the subsets bootstrap.
std::pair<double, double> accuracyInterval(std::span<const Score> scores, std::span<const PairPeople> people,
                                           const VerificationFigures& figures, int draws = 1000,
                                           std::uint64_t seed = 1);
/// The same with people by number, counted from 0 in the order they first appear.
std::pair<double, double> accuracyInterval(std::span<const Score> scores,
                                           std::span<const std::pair<std::uint32_t, std::uint32_t>> people,
                                           const VerificationFigures& figures, int draws = 1000,
                                           std::uint64_t seed = 1);

}  // namespace lineament
