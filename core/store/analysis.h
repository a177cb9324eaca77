#pragma once

#include <SQLiteCpp/Database.h>

#include <vector>

#include "core/domain/track.h"

namespace lineament {

/// Puts the tracks of a new analysis in the place of those of an earlier one. Tracks that a person has
/// decided about stay, and a new track that follows the same face there is dropped in their favour.
/// Returns what the store holds now, by first time, ids and names filled in. Runs inside a transaction.
std::vector<Track> replaceTracks(SQLite::Database& database, RecordingId recording,
                                 const std::vector<Track>& analysed);

/// Whether most of a track's boxes lie on those of another at the same times.
bool followsSameFace(const Track& track, const Track& other);

}  // namespace lineament
