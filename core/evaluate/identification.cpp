#include "core/evaluate/identification.h"

namespace lineament {

std::vector<Trial> trialsOf(std::span<const SearchOutcome> searches) {
    constexpr float kMissed = -1;
    std::vector<Trial> trials;
    for (const auto& search : searches) {
        Trial trial;
        trial.a = trial.b = search.person;
        if (search.enrolled) {
            trial.mated = true;
            trial.similarity = search.searched && search.rank == 1 ? search.mated : kMissed;
            trials.push_back(trial);
        }
        if (search.searched && search.hasOther) {
            trial.mated = false;
            trial.similarity = search.bestOther;
            trials.push_back(trial);
        }
    }
    return trials;
}

std::vector<double> cumulativeMatch(std::span<const SearchOutcome> searches, int ranks) {
    std::vector<double> share(static_cast<std::size_t>(ranks));
    double enrolled = 0;
    for (const auto& search : searches) {
        if (!search.enrolled) continue;
        ++enrolled;
        if (!search.searched || search.rank < 1) continue;
        for (int rank = search.rank; rank <= ranks; ++rank)
            ++share[static_cast<std::size_t>(rank - 1)];
    }
    if (enrolled == 0) return {};
    for (auto& value : share)
        value /= enrolled;
    return share;
}

}  // namespace lineament
