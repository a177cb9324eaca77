#include "core/evaluate/breakdown.h"

#include <algorithm>
#include <cmath>

namespace lineament {

std::vector<DiscardPoint> errorAgainstDiscard(std::span<const Trial> trials, double threshold) {
    struct Mated {
        float quality;
        bool missed;
    };
    std::vector<Mated> mated;
    for (const auto& trial : trials)
        if (trial.mated && !std::isnan(trial.quality))
            mated.push_back({trial.quality, trial.similarity < threshold});
    std::sort(mated.begin(), mated.end(),
              [](const Mated& a, const Mated& b) { return a.quality > b.quality; });
    std::vector<std::int64_t> missed(mated.size() + 1);
    for (std::size_t i = 0; i < mated.size(); ++i)
        missed[i + 1] = missed[i] + mated[i].missed;
    constexpr int kSteps = 95;
    constexpr std::size_t kFewest = 10;
    std::vector<DiscardPoint> points;
    for (int step = 0; step <= kSteps; ++step) {
        const auto kept = mated.size() - mated.size() * static_cast<std::size_t>(step) / 100;
        if (kept == 0 || (step > 0 && kept < kFewest)) break;
        points.push_back({step / 100.0, static_cast<double>(missed[kept]) / static_cast<double>(kept),
                          mated[kept - 1].quality, static_cast<std::int64_t>(kept)});
    }
    return points;
}

std::map<std::uint16_t, OperatingRates> ratesByGroup(std::span<const Trial> trials, double threshold) {
    std::map<std::uint16_t, OperatingRates> groups;
    for (const auto& trial : trials) {
        auto& rates = groups[trial.group];
        const bool match = trial.similarity >= threshold;
        if (trial.mated)
            ++rates.mated, rates.falseNonMatches += !match;
        else
            ++rates.nonMated, rates.falseMatches += match;
    }
    const auto share = [](std::int64_t part, std::int64_t whole) {
        return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : std::nan("");
    };
    for (auto& [group, rates] : groups) {
        rates.threshold = threshold;
        rates.fmr = share(rates.falseMatches, rates.nonMated);
        rates.fnmr = share(rates.falseNonMatches, rates.mated);
    }
    return groups;
}

}  // namespace lineament
