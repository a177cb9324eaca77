#include "core/evaluate/bootstrap.h"

#include <algorithm>
#include <map>
#include <random>
#include <vector>

#include "core/base/check.h"

namespace lineament {

std::pair<double, double> accuracyInterval(std::span<const Score> scores, std::span<const PairPeople> people,
                                           const VerificationFigures& figures, int draws,
                                           std::uint64_t seed) {
    std::map<std::string, std::uint32_t> known;
    const auto numberOf = [&](const std::string& name) {
        return known.emplace(name, static_cast<std::uint32_t>(known.size())).first->second;
    };
    std::vector<std::pair<std::uint32_t, std::uint32_t>> numbers;
    for (const auto& pair : people) {
        const auto a = numberOf(pair.a);
        numbers.emplace_back(a, numberOf(pair.b));
    }
    return accuracyInterval(scores, numbers, figures, draws, seed);
}

std::pair<double, double> accuracyInterval(std::span<const Score> scores,
                                           std::span<const std::pair<std::uint32_t, std::uint32_t>> people,
                                           const VerificationFigures& figures, int draws,
                                           std::uint64_t seed) {
    LINEAMENT_REQUIRE(scores.size() == people.size() && draws > 0, "bootstrap",
                      "each pair needs its two people");
    if (scores.empty()) return {0, 0};
    struct Judged {
        std::uint32_t a, b;
        bool right;
    };
    std::vector<Judged> pairs;
    std::uint32_t count = 0;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        const auto found = figures.thresholdOfFold.find(scores[i].fold);
        const double threshold = found == figures.thresholdOfFold.end() ? figures.threshold : found->second;
        pairs.push_back({people[i].first, people[i].second,
                         (scores[i].similarity >= threshold) == scores[i].mated});
        count = std::max({count, people[i].first + 1, people[i].second + 1});
    }
    std::mt19937_64 random(seed);
    std::uniform_int_distribution<std::size_t> anybody(0, count - 1);
    std::vector<double> accuracies;
    std::vector<int> times(count);
    for (int draw = 0; draw < draws; ++draw) {
        std::fill(times.begin(), times.end(), 0);
        for (std::uint32_t i = 0; i < count; ++i)
            ++times[anybody(random)];
        double all = 0, right = 0;
        for (const auto& pair : pairs) {
            const double weight = pair.a == pair.b ? times[pair.a] : times[pair.a] * times[pair.b];
            all += weight;
            if (pair.right) right += weight;
        }
        if (all > 0) accuracies.push_back(right / all);
    }
    if (accuracies.empty()) return {0, 1};
    std::sort(accuracies.begin(), accuracies.end());
    const auto at = [&](double share) {
        return accuracies[static_cast<std::size_t>(share * static_cast<double>(accuracies.size() - 1) + 0.5)];
    };
    return {at(0.025), at(0.975)};
}

}  // namespace lineament
