#include "core/evaluate/error_rates.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

#include "core/base/check.h"

namespace lineament {
namespace {

constexpr int kPerDecade = 20;
constexpr std::array<double, 4> kUsualRates = {1e-1, 1e-2, 1e-3, 1e-4};

/// FMRs of a curve, rising; the last is 1.
std::vector<double> gridFor(std::int64_t nonMated) {
    const int steps =
        static_cast<int>(std::floor(kPerDecade * std::log10(static_cast<double>(nonMated)) + 1e-9));
    std::vector<double> grid;
    for (int i = steps; i >= 0; --i)
        grid.push_back(std::pow(10.0, -static_cast<double>(i) / kPerDecade));
    return grid;
}

double quantile(std::vector<double>& values, double share) {
    const auto at = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1) + 0.5);
    std::nth_element(values.begin(), values.begin() + at, values.end());
    return values[static_cast<std::size_t>(at)];
}

/// FNMR at each FMR of the grid when trial i counts weight(i) times; empty if a class has no weight.
template <class Weight>
std::vector<double> weightedMisses(const std::vector<Trial>& trials, const std::vector<double>& grid,
                                   Weight weight) {
    double mated = 0, nonMated = 0;
    for (const auto& trial : trials)
        (trial.mated ? mated : nonMated) += weight(trial);
    if (mated <= 0 || nonMated <= 0) return {};
    std::vector<double> misses;
    misses.reserve(grid.size());
    double accepted = 0, found = 0, foundBefore = 0;
    for (std::size_t i = 0; i < trials.size() && misses.size() < grid.size(); ++i) {
        (trials[i].mated ? found : accepted) += weight(trials[i]);
        if (i + 1 < trials.size() && trials[i + 1].similarity == trials[i].similarity) continue;
        while (misses.size() < grid.size() && accepted > grid[misses.size()] * nonMated * (1 + 1e-12))
            misses.push_back(1 - foundBefore / mated);
        foundBefore = found;
    }
    misses.resize(grid.size(), 1 - foundBefore / mated);
    return misses;
}

}  // namespace

Support supportFor(double rate, std::int64_t nonMated) {
    const double expected = rate * static_cast<double>(nonMated);
    constexpr double kRounding = 1e-9;
    return expected + kRounding < 3    ? Support::kNone
           : expected + kRounding < 30 ? Support::kFew
                                       : Support::kEnough;
}

std::span<const double> usualRates() {
    return kUsualRates;
}

ErrorRates::ErrorRates(std::vector<Trial> trials) : trials_(std::move(trials)) {
    std::stable_sort(trials_.begin(), trials_.end(),
                     [](const Trial& a, const Trial& b) { return a.similarity > b.similarity; });
    steps_.push_back({std::numeric_limits<double>::infinity(), 0, 0});
    for (std::size_t i = 0; i < trials_.size(); ++i) {
        ++(trials_[i].mated ? mated_ : nonMated_);
        people_ = std::max({people_, trials_[i].a + 1, trials_[i].b + 1});
        if (i + 1 == trials_.size() || trials_[i + 1].similarity < trials_[i].similarity)
            steps_.push_back({trials_[i].similarity, nonMated_, mated_});
    }
    std::vector<bool> seen(people_);
    for (const auto& trial : trials_)
        if (trial.mated && !seen[trial.a]) seen[trial.a] = true, ++matedPeople_;
    if (steps_.size() > 1) steps_.front().threshold = std::nextafter(steps_[1].threshold, 2.0);
}

void ErrorRates::requireBoth() const {
    LINEAMENT_REQUIRE(bothClasses(), "error rates", "they need mated and non-mated trials");
}

OperatingRates ErrorRates::ratesOf(const Step& step) const {
    OperatingRates rates;
    rates.threshold = step.threshold;
    rates.falseMatches = step.falseMatches, rates.nonMated = nonMated_;
    rates.falseNonMatches = mated_ - step.trueMatches, rates.mated = mated_;
    rates.fmr = static_cast<double>(rates.falseMatches) / static_cast<double>(nonMated_);
    rates.fnmr = static_cast<double>(rates.falseNonMatches) / static_cast<double>(mated_);
    return rates;
}

OperatingRates ErrorRates::atThreshold(double threshold) const {
    requireBoth();
    const auto below = std::partition_point(steps_.begin() + 1, steps_.end(),
                                            [&](const Step& step) { return step.threshold >= threshold; });
    OperatingRates rates = ratesOf(*(below - 1));
    rates.threshold = threshold;
    return rates;
}

OperatingRates ErrorRates::atRate(double fmr) const {
    requireBoth();
    const double most = fmr * static_cast<double>(nonMated_) * (1 + 1e-12);
    auto past = std::partition_point(steps_.begin(), steps_.end(), [&](const Step& step) {
        return static_cast<double>(step.falseMatches) <= most;
    });
    auto at = past - 1;
    // Of thresholds that find the same, the strictest.
    while (at != steps_.begin() && (at - 1)->trueMatches == at->trueMatches)
        --at;
    auto rates = ratesOf(*at);
    // In the middle of the gap below: scores to come lie on either side of those that were seen.
    if (at != steps_.begin() && at + 1 != steps_.end())
        rates.threshold = (at->threshold + (at + 1)->threshold) / 2;
    return rates;
}

std::vector<RatePoint> ErrorRates::curve() const {
    requireBoth();
    std::vector<RatePoint> points;
    auto grid = gridFor(nonMated_);
    std::reverse(grid.begin(), grid.end());
    for (const double fmr : grid) {
        const auto rates = atRate(fmr);
        points.push_back({fmr, rates.fnmr, rates.fnmr, rates.fnmr, rates.threshold});
    }
    return points;
}

std::vector<RatePoint> ErrorRates::curveWithBand(int draws, const std::function<void()>& perDraw,
                                                 std::uint64_t seed) const {
    auto points = curve();
    const auto grid = gridFor(nonMated_);
    std::vector<std::vector<double>> drawn(grid.size());
    std::mt19937_64 random(seed);
    std::uniform_int_distribution<std::uint32_t> anybody(0, people_ - 1);
    std::vector<std::uint32_t> times(people_);
    for (int draw = 0; draw < draws; ++draw) {
        if (perDraw) perDraw();
        std::fill(times.begin(), times.end(), 0);
        for (std::uint32_t i = 0; i < people_; ++i)
            ++times[anybody(random)];
        const auto misses = weightedMisses(trials_, grid, [&](const Trial& trial) {
            return static_cast<double>(trial.a == trial.b ? times[trial.a] : times[trial.a] * times[trial.b]);
        });
        for (std::size_t i = 0; i < misses.size(); ++i)
            drawn[i].push_back(misses[i]);
    }
    const double unseen = std::min(1.0, 3 / static_cast<double>(matedPeople_));
    for (std::size_t i = 0; i < grid.size(); ++i) {
        auto& values = drawn[i];
        if (values.empty()) continue;
        auto& point = points[points.size() - 1 - i];
        point.low = std::min(point.fnmr, quantile(values, 0.025));
        point.high = std::max(point.fnmr, quantile(values, 0.975));
        // People who never err say nothing by being drawn again: the rule of three, over people as all here.
        if (point.fnmr == 0) point.high = std::max(point.high, unseen);
        if (point.fnmr == 1) point.low = std::min(point.low, 1 - unseen);
    }
    return points;
}

}  // namespace lineament
