#include "core/store/repositories/track_repository.h"

#include "core/base/error.h"
#include "core/store/query.h"
#include "core/store/record_format.h"

namespace lineament {

std::vector<Track> TrackRepository::list(RecordingId recording) const {
    return listWhere(recording, false);
}

std::vector<Track> TrackRepository::listDecided(RecordingId recording) const {
    return listWhere(recording, true);
}

std::vector<TrackId> TrackRepository::listUndecided(RecordingId recording) const {
    return ids<TrackId>(
        query(database_, "SELECT id FROM tracks WHERE recording_id = ? AND decided = 0", recording));
}

std::vector<Track> TrackRepository::listWhere(RecordingId recording, bool decidedOnly) const {
    auto statement =
        query(database_,
              "SELECT t.id, t.recording_id, t.first_ms, t.last_ms, t.frames, t.identity_id, "
              "coalesce(i.name, ''), t.similarity, t.state, coalesce(t.pooled_recogniser, ''), t.pooled, "
              "t.boxes FROM tracks t LEFT JOIN identities i ON i.id = t.identity_id "
              "WHERE t.recording_id = ? AND t.decided >= ? ORDER BY t.first_ms, t.id",
              recording, decidedOnly);
    std::vector<Track> tracks;
    while (statement.executeStep()) {
        Row row(statement);
        Track track;
        track.id = row.id<TrackId>();
        track.recording = row.id<RecordingId>();
        track.firstMs = row.real();
        track.lastMs = row.real();
        track.frames = row.integer();
        track.identity = row.optionalId<IdentityId>();
        track.name = row.text();
        track.similarity = row.single();
        track.state = trackStateFrom(row.text());
        const auto recogniser = row.text();
        const auto pooled = row.blob();
        if (!recogniser.empty()) track.pooled = Template{recogniser, unpackFloats(pooled)};
        track.boxes = unpackBoxes(row.blob());
        track.shots = shots(track.id);
        tracks.push_back(std::move(track));
    }
    return tracks;
}

std::vector<BestShot> TrackRepository::shots(TrackId id) const {
    auto statement = query(
        database_,
        "SELECT ms, x, y, width, height, quality, crop FROM shots WHERE track_id = ? ORDER BY rank", id);
    std::vector<BestShot> shots;
    while (statement.executeStep()) {
        Row row(statement);
        BestShot shot;
        shot.ms = row.real();
        for (float* value : {&shot.box.x, &shot.box.y, &shot.box.width, &shot.box.height})
            *value = row.single();
        shot.quality = row.single();
        shot.crop = row.blob();
        shots.push_back(std::move(shot));
    }
    return shots;
}

TrackId TrackRepository::add(RecordingId recording, const Track& track) {
    std::optional<std::string> recogniser;
    std::optional<std::vector<std::byte>> vector;
    if (track.pooled) {
        recogniser = track.pooled->recogniser;
        vector = packFloats(track.pooled->values);
    }
    execute(database_,
            "INSERT INTO tracks (recording_id, first_ms, last_ms, frames, identity_id, similarity, state, "
            "pooled_recogniser, pooled, boxes) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            recording, track.firstMs, track.lastMs, track.frames, track.identity, track.similarity,
            nameOf(track.state), recogniser, vector, packBoxes(track.boxes));
    const TrackId id(database_.getLastInsertRowid());
    int rank = 0;
    for (const auto& [ms, box, quality, crop] : track.shots)
        execute(database_,
                "INSERT INTO shots (track_id, rank, ms, x, y, width, height, quality, crop) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                id, rank++, ms, box.x, box.y, box.width, box.height, quality, crop);
    return id;
}

void TrackRepository::erase(TrackId id) {
    execute(database_, "DELETE FROM tracks WHERE id = ?", id);
}

TrackRepository::Naming TrackRepository::naming(TrackId id) const {
    auto statement = query(database_, "SELECT identity_id, state, decided FROM tracks WHERE id = ?", id);
    if (!statement.executeStep())
        throw Error(ErrorCode::kNotFound, "track " + std::to_string(id.value()), "there is no such track");
    Row row(statement);
    Naming naming;
    naming.identity = row.optionalId<IdentityId>();
    naming.state = trackStateFrom(row.text());
    naming.decided = row.flag();
    return naming;
}

void TrackRepository::setNaming(TrackId id, const Naming& naming) {
    execute(database_, "UPDATE tracks SET identity_id = ?, state = ?, decided = ? WHERE id = ?",
            naming.identity, nameOf(naming.state), naming.decided, id);
}

}  // namespace lineament
