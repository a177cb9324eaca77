#pragma once

#include <SQLiteCpp/Database.h>

#include <span>
#include <string>
#include <vector>

#include "core/domain/recorded_look.h"

namespace lineament {

/// Measured looks at the faces of recordings.
class LookRepository {
  public:
    explicit LookRepository(SQLite::Database& database) : database_(database) {}

    std::vector<RecordedLook> list(RecordingId recording, const std::string& recogniser) const;
    /// In place of all there are.
    void replace(RecordingId recording, std::span<const RecordedLook> looks);
    /// Those at the face that a track follows.
    void eraseAlong(RecordingId recording, const std::vector<TrackBox>& boxes);

  private:
    SQLite::Database& database_;
};

}  // namespace lineament
