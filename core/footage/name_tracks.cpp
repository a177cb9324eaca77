#include "core/footage/name_tracks.h"

#include <algorithm>

#include "core/base/check.h"

namespace lineament {
namespace {

bool shareAMoment(const Track& a, const Track& b) {
    return a.firstMs <= b.lastMs && b.firstMs <= a.lastMs;
}

}  // namespace

void nameTracks(std::span<Track> tracks, std::span<const std::vector<Candidate>> candidates,
                float threshold) {
    LINEAMENT_CHECK(tracks.size() == candidates.size());
    struct Claim {
        std::size_t track;
        const Candidate* candidate;
    };
    std::vector<Claim> claims;
    for (std::size_t i = 0; i < tracks.size(); ++i) {
        tracks[i].identity.reset();
        tracks[i].name.clear();
        tracks[i].state = TrackState::kUnknown;
        tracks[i].similarity = candidates[i].empty() ? 0 : candidates[i].front().similarity;
        for (const Candidate& candidate : candidates[i])
            if (candidate.similarity >= threshold) claims.push_back({i, &candidate});
    }
    std::stable_sort(claims.begin(), claims.end(), [](const Claim& a, const Claim& b) {
        return a.candidate->similarity > b.candidate->similarity;
    });
    for (const auto& [index, candidate] : claims) {
        Track& track = tracks[index];
        const bool taken = std::any_of(tracks.begin(), tracks.end(), [&](const Track& other) {
            return other.identity == candidate->identity && shareAMoment(track, other);
        });
        if (track.identity || taken) continue;
        track.identity = candidate->identity;
        track.name = candidate->name;
        track.similarity = candidate->similarity;
        track.state = TrackState::kSuggested;
    }
}

}  // namespace lineament
