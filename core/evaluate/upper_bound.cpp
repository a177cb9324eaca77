#include "core/evaluate/upper_bound.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <random>
#include <vector>

namespace lineament {
namespace {

constexpr double kMiss = 0.05;  // 1 - 95 %
constexpr std::int64_t kMostTerms = 20'000;

/// Probability of at most `errors` in so many trials.
double binomialBelow(std::int64_t errors, std::int64_t trials, double rate) {
    const double n = static_cast<double>(trials), odds = std::log(rate) - std::log1p(-rate);
    double logTerm = n * std::log1p(-rate), sum = std::exp(logTerm);
    for (std::int64_t k = 1; k <= errors; ++k) {
        const double i = static_cast<double>(k);
        logTerm += std::log((n - i + 1) / i) + odds;
        sum += std::exp(logTerm);
    }
    return sum;
}

/// Calls rate(weights) for so many draws of all people with replacement; the 95 % quantile.
double drawnQuantile(std::size_t people, int draws, std::uint64_t seed,
                     const std::function<double(const std::vector<int>&)>& rate) {
    std::mt19937_64 random(seed);
    std::vector<double> rates;
    std::vector<int> weights(people);
    for (int draw = 0; draw < draws; ++draw) {
        std::fill(weights.begin(), weights.end(), 0);
        for (std::size_t i = 0; i < people; ++i)
            ++weights[random() % people];
        if (const double one = rate(weights); std::isfinite(one)) rates.push_back(one);
    }
    if (rates.empty()) return 0;
    const auto at =
        rates.begin() +
        static_cast<std::ptrdiff_t>(std::min(
            rates.size() - 1, static_cast<std::size_t>((1 - kMiss) * static_cast<double>(rates.size()))));
    std::nth_element(rates.begin(), at, rates.end());
    return *at;
}

}  // namespace

double upperBound(std::int64_t errors, std::int64_t trials) {
    if (trials <= 0 || errors >= trials) return 1;
    const double n = static_cast<double>(trials), seen = static_cast<double>(errors) / n;
    if (errors > kMostTerms) {
        // So many errors are normally distributed. Source: Wilson 1927, JASA 22.
        constexpr double kZ = 1.6449;
        const double z2 = kZ * kZ / n;
        return (seen + z2 / 2 + kZ * std::sqrt(seen * (1 - seen) / n + z2 / (4 * n))) / (1 + z2);
    }
    double low = seen, high = 1;
    for (int step = 0; step < 200 && high - low > 1e-9 * high; ++step) {
        const double middle = (low + high) / 2;
        (binomialBelow(errors, trials, middle) > kMiss ? low : high) = middle;
    }
    return high;
}

double upperBoundOfComparisons(std::span<const std::pair<std::uint32_t, std::uint32_t>> errors,
                               std::span<const int> samples, int draws, std::uint64_t seed) {
    const auto comparisons = [&](const auto& weightOf) {
        double all = 0, same = 0;
        for (std::size_t i = 0; i < samples.size(); ++i) {
            const double n = samples[i] * weightOf(i);
            all += n, same += n * n;
        }
        return (all * all - same) / 2;
    };
    const auto people = static_cast<std::int64_t>(samples.size());
    const double ofNone = upperBound(0, people * (people - 1) / 2);
    if (errors.empty()) return ofNone;
    const double trials = comparisons([](std::size_t) { return 1.0; });
    const double independent =
        upperBound(static_cast<std::int64_t>(errors.size()), static_cast<std::int64_t>(trials));
    const double drawn = drawnQuantile(samples.size(), draws, seed, [&](const std::vector<int>& weights) {
        double wrong = 0;
        for (const auto& [a, b] : errors)
            wrong += static_cast<double>(weights[a]) * weights[b];
        return wrong / comparisons([&](std::size_t i) { return static_cast<double>(weights[i]); });
    });
    return std::max({ofNone, independent, drawn});
}

double upperBoundOfSearches(std::span<const int> errors, std::span<const int> trials, int draws,
                            std::uint64_t seed) {
    const auto wrong = std::accumulate(errors.begin(), errors.end(), std::int64_t{0});
    const double ofNone = upperBound(0, static_cast<std::int64_t>(trials.size()));
    if (wrong == 0) return ofNone;
    const auto all = std::accumulate(trials.begin(), trials.end(), std::int64_t{0});
    const double drawn = drawnQuantile(trials.size(), draws, seed, [&](const auto& weights) {
        double part = 0, of = 0;
        for (std::size_t i = 0; i < trials.size(); ++i)
            part += weights[i] * errors[i], of += weights[i] * trials[i];
        return part / of;
    });
    return std::max({ofNone, upperBound(wrong, all), drawn});
}

}  // namespace lineament
