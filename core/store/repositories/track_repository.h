#pragma once

#include <SQLiteCpp/Database.h>

#include <optional>
#include <vector>

#include "core/domain/track.h"

namespace lineament {

/// People followed through recordings.
class TrackRepository {
  public:
    explicit TrackRepository(SQLite::Database& database) : database_(database) {}

    /// By first time.
    std::vector<Track> list(RecordingId recording) const;
    /// Those that a person has decided about, by first time.
    std::vector<Track> listDecided(RecordingId recording) const;
    /// Those that nobody has decided about.
    std::vector<TrackId> listUndecided(RecordingId recording) const;

    /// Track::id and name are ignored.
    TrackId add(RecordingId recording, const Track& track);
    void erase(TrackId id);

    /// Who a track is said to be, and whether a person said so.
    struct Naming {
        std::optional<IdentityId> identity;
        TrackState state = TrackState::kUnknown;
        bool decided = false;
    };
    /// Throws Error(kNotFound).
    Naming naming(TrackId id) const;
    void setNaming(TrackId id, const Naming& naming);

  private:
    std::vector<Track> listWhere(RecordingId recording, bool decidedOnly) const;
    std::vector<BestShot> shots(TrackId id) const;

    SQLite::Database& database_;
};

}  // namespace lineament
