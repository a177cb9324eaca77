#include "core/store/repositories/look_repository.h"

#include "core/store/query.h"
#include "core/store/record_format.h"

namespace lineament {
namespace {

/// Columns ms, x, y, width, height, quality.
RecordedLook placeFrom(Row& row) {
    RecordedLook look;
    look.ms = row.real();
    look.box.x = row.single();
    look.box.y = row.single();
    look.box.width = row.single();
    look.box.height = row.single();
    look.quality = row.single();
    return look;
}

}  // namespace

std::vector<RecordedLook> LookRepository::list(RecordingId recording, const std::string& recogniser) const {
    return rows<RecordedLook>(query(database_,
                                    "SELECT ms, x, y, width, height, quality, vector FROM looks "
                                    "WHERE recording_id = ? AND recogniser = ? ORDER BY ms, id",
                                    recording, recogniser),
                              [&](Row row) {
                                  auto look = placeFrom(row);
                                  look.value = {recogniser, unpackFloats(row.blob())};
                                  return look;
                              });
}

void LookRepository::replace(RecordingId recording, std::span<const RecordedLook> looks) {
    execute(database_, "DELETE FROM looks WHERE recording_id = ?", recording);
    for (const auto& look : looks)
        execute(database_,
                "INSERT INTO looks (recording_id, ms, x, y, width, height, quality, recogniser, vector) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                recording, look.ms, look.box.x, look.box.y, look.box.width, look.box.height, look.quality,
                look.value.recogniser, packFloats(look.value.values));
}

void LookRepository::eraseAlong(RecordingId recording, const std::vector<TrackBox>& boxes) {
    if (boxes.empty()) return;
    constexpr double kMarginMs = 100;
    std::vector<std::int64_t> doomed;
    {
        auto statement = query(database_,
                               "SELECT id, ms, x, y, width, height, quality FROM looks "
                               "WHERE recording_id = ? AND ms BETWEEN ? AND ?",
                               recording, boxes.front().ms - kMarginMs, boxes.back().ms + kMarginMs);
        while (statement.executeStep()) {
            Row row(statement);
            const auto id = row.integer();
            if (overlapWith(placeFrom(row), boxes) >= kLookOnTrack) doomed.push_back(id);
        }
    }
    for (const auto id : doomed)
        execute(database_, "DELETE FROM looks WHERE id = ?", id);
}

}  // namespace lineament
