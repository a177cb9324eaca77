#include "core/footage/track_looks.h"

#include <numeric>

namespace lineament {

std::vector<int> ownersOf(std::span<const Track> tracks, std::span<const RecordedLook> looks) {
    std::vector<std::size_t> byTime(looks.size());
    std::iota(byTime.begin(), byTime.end(), std::size_t{0});
    std::stable_sort(byTime.begin(), byTime.end(),
                     [&](std::size_t a, std::size_t b) { return looks[a].ms < looks[b].ms; });
    std::vector<int> owners(looks.size(), -1);
    std::vector<float> overlaps(looks.size(), kLookOnTrack);
    for (std::size_t i = 0; i < tracks.size(); ++i) {
        const auto first = std::lower_bound(byTime.begin(), byTime.end(), tracks[i].firstMs,
                                            [&](std::size_t look, double ms) { return looks[look].ms < ms; });
        for (auto at = first; at != byTime.end() && looks[*at].ms <= tracks[i].lastMs; ++at) {
            const float overlap = overlapWith(looks[*at], tracks[i].boxes);
            if (overlap < overlaps[*at]) continue;
            overlaps[*at] = overlap;
            owners[*at] = static_cast<int>(i);
        }
    }
    return owners;
}

}  // namespace lineament
