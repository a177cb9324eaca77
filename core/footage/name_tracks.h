#pragma once

#include <span>
#include <vector>

#include "core/domain/track.h"

namespace lineament {

/// Carries identities along the tracks: each takes its most similar candidate with at least `threshold`, the
/// surest first; where tracks share a moment and want the same identity, the more similar keeps it and the
/// other falls to its next candidate or stays unknown. candidates[i] are those of tracks[i], best first.
/// Sets identity, name, state (kSuggested) and similarity; that of an unknown track is its best candidate's
/// that it could not have.
void nameTracks(std::span<Track> tracks, std::span<const std::vector<Candidate>> candidates, float threshold);

}  // namespace lineament
