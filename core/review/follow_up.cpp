#include "core/review/follow_up.h"

#include <algorithm>

#include "core/base/check.h"

namespace lineament {
namespace {

bool refused(std::span<const std::pair<TrackId, IdentityId>> refusals, TrackId track, IdentityId person) {
    return std::find(refusals.begin(), refusals.end(), std::pair(track, person)) != refusals.end();
}

Track partOf(const Track& track, std::vector<TrackBox> boxes, double fromMs, double toMs) {
    LINEAMENT_REQUIRE(!boxes.empty(), "track " + std::to_string(track.id.value()),
                      "there is nothing of it on one side of this moment");
    Track part;
    part.recording = track.recording;
    part.boxes = std::move(boxes);
    part.firstMs = part.boxes.front().ms;
    part.lastMs = part.boxes.back().ms;
    part.frames = static_cast<std::int64_t>(part.boxes.size());
    for (const auto& shot : track.shots)
        if (shot.ms >= fromMs && shot.ms < toMs) part.shots.push_back(shot);
    return part;
}

}  // namespace

bool seenTogether(const Track& a, const Track& b) {
    return a.recording == b.recording && a.firstMs <= b.lastMs && b.firstMs <= a.lastMs;
}

std::vector<LikeTrack> tracksLike(const ReviewScope& scope, std::span<const Template> references,
                                  IdentityId person, std::span<const TrackId> named, float threshold) {
    std::vector<const Track*> theirs;
    std::vector<std::pair<LikeTrack, const Track*>> like;
    for (const Track& track : scope.tracks) {
        const bool isNamed = std::find(named.begin(), named.end(), track.id) != named.end();
        if (isNamed || (person.valid() && track.identity == person)) {
            theirs.push_back(&track);
            continue;
        }
        if (track.identity || !track.pooled || refused(scope.refusals, track.id, person)) continue;
        float best = -1;
        for (const Template& reference : references)
            if (reference.recogniser == track.pooled->recogniser)
                best = std::max(best, similarity(reference, *track.pooled));
        if (best >= threshold) like.push_back({{track.id, best}, &track});
    }
    std::stable_sort(like.begin(), like.end(),
                     [](const auto& a, const auto& b) { return a.first.similarity > b.first.similarity; });
    std::vector<LikeTrack> answer;
    for (const auto& [found, track] : like) {
        if (std::any_of(theirs.begin(), theirs.end(),
                        [&](const Track* other) { return seenTogether(*track, *other); }))
            continue;
        theirs.push_back(track);
        answer.push_back(found);
    }
    return answer;
}

std::optional<Candidate> suggestionFor(TrackId track, std::span<const Candidate> candidates, float threshold,
                                       std::span<const std::pair<TrackId, IdentityId>> refusals) {
    for (const Candidate& candidate : candidates)
        if (candidate.similarity >= threshold && !refused(refusals, track, candidate.identity))
            return candidate;
    return std::nullopt;
}

std::pair<Track, Track> splitTrack(const Track& track, double ms) {
    constexpr double kEver = 1e15;
    std::vector<TrackBox> before, after;
    for (const auto& box : track.boxes)
        (box.ms < ms ? before : after).push_back(box);
    return {partOf(track, std::move(before), -kEver, ms), partOf(track, std::move(after), ms, kEver)};
}

}  // namespace lineament
