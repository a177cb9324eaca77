#include "ui/footage/tracks/timeline_lanes.h"

#include <algorithm>
#include <map>

#include "ui/footage/tracks/track_model.h"

namespace lineament::ui {

std::vector<TimelineLane> timelineLanes(const TrackModel& model) {
    std::vector<TimelineLane> lanes;
    std::map<IdentityId, std::size_t> laneOf;
    std::map<int, std::size_t> laneOfNumber;
    for (const Track& track : model.tracks()) {
        std::size_t lane = lanes.size();
        const int number = track.identity ? 0 : model.numberOf(track.id);
        if (track.identity) lane = laneOf.try_emplace(*track.identity, lane).first->second;
        if (number > 0) lane = laneOfNumber.try_emplace(number, lane).first->second;
        if (lane == lanes.size()) lanes.push_back({model.displayName(track), track.state, {}, 0});
        if (track.state == TrackState::kConfirmed) lanes[lane].state = TrackState::kConfirmed;
        lanes[lane].segments.push_back({track.firstMs, track.lastMs, track.id, track.state,
                                        track.identity ? track.similarity : 0,
                                        track.shots.empty() ? -1 : track.shots.front().ms});
        lanes[lane].longestMs = std::max(lanes[lane].longestMs, track.lastMs - track.firstMs);
    }
    return lanes;
}

std::vector<int> faceDensity(const std::vector<Track>& tracks, double durationMs, int bins) {
    std::vector<int> change(static_cast<std::size_t>(bins) + 1, 0);
    if (durationMs <= 0) return std::vector<int>(static_cast<std::size_t>(bins), 0);
    const auto bin = [&](double ms) {
        return static_cast<std::size_t>(std::clamp(static_cast<int>(ms / durationMs * bins), 0, bins - 1));
    };
    for (const Track& track : tracks) {
        ++change[bin(track.firstMs)];
        --change[bin(track.lastMs) + 1];
    }
    int now = 0;
    for (int& value : change)
        value = now += value;
    change.pop_back();
    return change;
}

std::pair<std::size_t, std::size_t> segmentsBetween(const TimelineLane& lane, double fromMs, double toMs) {
    const auto& segments = lane.segments;
    const auto first = std::lower_bound(segments.begin(), segments.end(), fromMs - lane.longestMs,
                                        [](const auto& segment, double ms) { return segment.firstMs < ms; });
    const auto last = std::upper_bound(first, segments.end(), toMs,
                                       [](double ms, const auto& segment) { return ms < segment.firstMs; });
    return {static_cast<std::size_t>(first - segments.begin()),
            static_cast<std::size_t>(last - segments.begin())};
}

}  // namespace lineament::ui
