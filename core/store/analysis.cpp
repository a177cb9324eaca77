#include "core/store/analysis.h"

#include <algorithm>
#include <cmath>

#include "core/store/repositories/decision_repository.h"
#include "core/store/repositories/identity_repository.h"
#include "core/store/repositories/track_repository.h"

namespace lineament {

bool followsSameFace(const Track& track, const Track& other) {
    constexpr double kSameTimeMs = 100;
    constexpr float kSamePlaceIou = 0.5f;
    std::size_t together = 0;
    for (const auto& box : track.boxes) {
        // The later of two neighbours is close enough: boxes are at most a few frames apart.
        const auto at = std::lower_bound(other.boxes.begin(), other.boxes.end(), box.ms,
                                         [](const TrackBox& a, double ms) { return a.ms < ms; });
        if (at == other.boxes.end() || at->ms - box.ms > kSameTimeMs) continue;
        if (iou(at->box, box.box) >= kSamePlaceIou) ++together;
    }
    return 2 * together > track.boxes.size();
}

std::vector<Track> replaceTracks(SQLite::Database& database, RecordingId recording,
                                 const std::vector<Track>& analysed) {
    TrackRepository tracks(database);
    IdentityRepository identities(database);
    DecisionRepository decisions(database);
    for (const auto id : tracks.listUndecided(recording)) {
        decisions.forgetTrack(id);
        tracks.erase(id);
    }
    const auto decided = tracks.listDecided(recording);
    std::vector<Track> stored;
    for (const auto& track : decided)
        if (tracks.hidden(track.id).empty()) stored.push_back(track);
    for (const auto& track : analysed) {
        if (std::any_of(decided.begin(), decided.end(),
                        [&](const Track& other) { return followsSameFace(track, other); }))
            continue;
        Track added = track;
        // While the recording was analysed the person may have been merged, renamed or removed.
        if (added.identity) added.identity = identities.survivor(*added.identity);
        added.name = added.identity ? identities.get(*added.identity).name : "";
        if (track.identity && !added.identity) added.state = TrackState::kUnknown;
        added.recording = recording;
        added.id = tracks.add(recording, added);
        stored.push_back(std::move(added));
    }
    std::stable_sort(stored.begin(), stored.end(),
                     [](const Track& a, const Track& b) { return a.firstMs < b.firstMs; });
    return stored;
}

}  // namespace lineament
