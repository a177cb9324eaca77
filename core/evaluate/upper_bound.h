#pragma once

#include <cstdint>
#include <span>
#include <utility>

namespace lineament {

/// Upper 95 % bounds (one-sided) of error rates: what a rate that was measured may be at worst.

/// Of `errors` in so many independent trials; 1 without trials. Source: Clopper and Pearson 1934, Biometrika
/// 26(4).
double upperBound(std::int64_t errors, std::int64_t trials);

/// Of comparisons of all samples of different people: the larger of the bound that takes comparisons as
/// independent and one by drawing people with replacement, since comparisons that share a person err
/// together. With no error at all the pairs of people are what was tried, and no number of errors has a lower
/// bound than none. errors: the two people of each comparison that erred; samples: how many each person has.
/// The same seed gives the same bound. Cost: draws x (people + errors). Source: Bolle, Ratha and Pankanti
/// 2004, the subsets bootstrap.
double upperBoundOfComparisons(std::span<const std::pair<std::uint32_t, std::uint32_t>> errors,
                               std::span<const int> samples, int draws = 400, std::uint64_t seed = 1);

/// Of searches, likewise; with no error the people are what was tried. trials, errors: by person.
double upperBoundOfSearches(std::span<const int> errors, std::span<const int> trials, int draws = 400,
                            std::uint64_t seed = 1);

}  // namespace lineament
