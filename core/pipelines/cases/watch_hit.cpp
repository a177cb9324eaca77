#include "core/pipelines/cases/watch_hit.h"

#include <algorithm>

namespace lineament {

std::optional<WatchHit> watchHitOf(const Track& track, const std::vector<CaseMark>& marks,
                                   const std::vector<WatchedList>& lists) {
    if (!track.identity || track.state == TrackState::kRejected) return std::nullopt;
    if (std::any_of(marks.begin(), marks.end(),
                    [&](const CaseMark& mark) { return mark.identity == *track.identity; }))
        return WatchHit{};
    for (const auto& [list, threshold] : lists) {
        if (std::find(list.members.begin(), list.members.end(), *track.identity) == list.members.end())
            continue;
        if (track.state == TrackState::kConfirmed || track.similarity >= threshold)
            return WatchHit{list.colour, list.name};
    }
    return std::nullopt;
}

}  // namespace lineament
