#include "core/store/repositories/recording_repository.h"

#include "core/store/query.h"

namespace lineament {

std::vector<Recording> RecordingRepository::list() const {
    return rows<Recording>(
        query(database_,
              "SELECT id, source, sha256, width, height, frames_per_second, duration_ms, frames, "
              "analysed_at, settings FROM recordings ORDER BY id"),
        [&](Row row) {
            Recording recording;
            recording.id = row.id<RecordingId>();
            recording.source = row.text();
            recording.sha256 = row.text();
            recording.size.width = static_cast<int>(row.integer());
            recording.size.height = static_cast<int>(row.integer());
            recording.framesPerSecond = row.real();
            recording.durationMs = row.real();
            recording.frames = row.integer();
            recording.analysedAt = row.integer();
            recording.settings = row.text();
            return recording;
        });
}

RecordingId RecordingRepository::save(const Recording& recording, UnixMs at) {
    auto statement =
        query(database_,
              "INSERT INTO recordings (source, sha256, width, height, frames_per_second, duration_ms, "
              "frames, analysed_at, settings) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "
              "ON CONFLICT (source) DO UPDATE SET sha256 = excluded.sha256, width = excluded.width, "
              "height = excluded.height, frames_per_second = excluded.frames_per_second, "
              "duration_ms = excluded.duration_ms, frames = excluded.frames, "
              "analysed_at = excluded.analysed_at, settings = excluded.settings RETURNING id",
              recording.source, recording.sha256, recording.size.width, recording.size.height,
              recording.framesPerSecond, recording.durationMs, recording.frames, at, recording.settings);
    statement.executeStep();
    return Row(statement).id<RecordingId>();
}

}  // namespace lineament
