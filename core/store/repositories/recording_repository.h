#pragma once

#include <SQLiteCpp/Database.h>

#include <optional>
#include <vector>

#include "core/domain/track.h"

namespace lineament {

/// Sources that were analysed, one row a source.
class RecordingRepository {
  public:
    explicit RecordingRepository(SQLite::Database& database) : database_(database) {}

    std::vector<Recording> list() const;
    /// Adds the recording, or replaces what is known of the same source. Recording::id is ignored.
    RecordingId save(const Recording& recording, UnixMs at);

  private:
    SQLite::Database& database_;
};

}  // namespace lineament
