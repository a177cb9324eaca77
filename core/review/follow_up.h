#pragma once

#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "core/domain/track.h"

namespace lineament {

/// What of a case a decision looks at.
struct ReviewScope {
    std::span<const Track> tracks;
    std::span<const std::pair<TrackId, IdentityId>> refusals;
};

struct LikeTrack {
    TrackId track;
    float similarity = 0;
    bool operator==(const LikeTrack&) const = default;
};

/// Tracks that nobody has named and that are like these references of a person, most alike first: at least
/// `threshold`, never a pair that was refused, never one that is seen at the same moment of a recording as
/// another track of the person (`named` are such, too). person: not valid if somebody new.
/// References of another recogniser do not count.
std::vector<LikeTrack> tracksLike(const ReviewScope& scope, std::span<const Template> references,
                                  IdentityId person, std::span<const TrackId> named, float threshold);

/// The identity that a track may be suggested to be: the best candidate that reaches the threshold and was
/// not refused for it. Empty if there is none.
std::optional<Candidate> suggestionFor(TrackId track, std::span<const Candidate> candidates, float threshold,
                                       std::span<const std::pair<TrackId, IdentityId>> refusals);

/// Whether two tracks show two people for sure: both are seen at one moment of one recording.
bool seenTogether(const Track& a, const Track& b);

/// A track cut in two before `ms`: boxes, shots and times of either part. The parts have neither id nor
/// template (their looks are to be embedded anew). Throws Error(kInvalidArgument) if one part would be empty.
std::pair<Track, Track> splitTrack(const Track& track, double ms);

}  // namespace lineament
