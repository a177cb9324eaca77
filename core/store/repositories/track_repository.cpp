#include "core/store/repositories/track_repository.h"

#include <unordered_map>

#include "core/base/error.h"
#include "core/store/query.h"
#include "core/store/record_format.h"

namespace lineament {

std::vector<Track> TrackRepository::list(RecordingId recording) const {
    return listWhere(recording, Which::kShown, true);
}

std::vector<Track> TrackRepository::outlines(RecordingId recording) const {
    return listWhere(recording, Which::kShown, false);
}

std::vector<Track> TrackRepository::listDecided(RecordingId recording) const {
    return listWhere(recording, Which::kDecided, true);
}

std::vector<TrackId> TrackRepository::listUndecided(RecordingId recording) const {
    return ids<TrackId>(
        query(database_, "SELECT id FROM tracks WHERE recording_id = ? AND decided = 0", recording));
}

#define TRACK_COLUMNS                                                                              \
    "t.id, t.recording_id, t.first_ms, t.last_ms, t.frames, t.identity_id, coalesce(i.name, ''), " \
    "t.similarity, t.state, coalesce(t.pooled_recogniser, ''), t.pooled"

namespace {

Track trackOf(Row& row) {
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
    return track;
}

}  // namespace

std::vector<Track> TrackRepository::listWhere(RecordingId recording, Which which, bool pixels) const {
    auto tracks = rows<Track>(
        query(database_,
              "SELECT " TRACK_COLUMNS
              ", t.boxes FROM tracks t LEFT JOIN identities i ON i.id = t.identity_id "
              "WHERE t.recording_id = ?1 AND (CASE WHEN ?2 THEN t.decided = 1 ELSE t.hidden = '' END) "
              "ORDER BY t.first_ms, t.id",
              recording, which == Which::kDecided),
        [&](Row row) {
            Track track = trackOf(row);
            track.boxes = unpackBoxes(row.blob());
            if (pixels) track.shots = shots(track.id);
            return track;
        });
    if (!pixels) addShotOutlines(recording, tracks);
    return tracks;
}

void TrackRepository::addShotOutlines(RecordingId recording, std::vector<Track>& tracks) const {
    std::unordered_map<std::int64_t, Track*> byId;
    for (auto& track : tracks)
        byId.emplace(track.id.value(), &track);
    auto statement =
        query(database_,
              "SELECT s.track_id, s.ms, s.x, s.y, s.width, s.height, s.quality FROM tracks t "
              "JOIN shots s ON s.track_id = t.id WHERE t.recording_id = ? ORDER BY s.track_id, s.rank",
              recording);
    while (statement.executeStep()) {
        Row row(statement);
        const auto found = byId.find(row.integer());
        if (found == byId.end()) continue;
        BestShot shot;
        shot.ms = row.real();
        for (float* value : {&shot.box.x, &shot.box.y, &shot.box.width, &shot.box.height})
            *value = row.single();
        shot.quality = row.single();
        found->second->shots.push_back(std::move(shot));
    }
}

std::vector<Track> TrackRepository::searchable(const std::string& recogniser) const {
    return rows<Track>(
        query(database_,
              "SELECT " TRACK_COLUMNS " FROM tracks t LEFT JOIN identities i ON i.id = t.identity_id "
              "WHERE t.pooled_recogniser = ? AND t.hidden = '' ORDER BY t.id",
              recogniser),
        [&](Row row) { return trackOf(row); });
}

std::vector<JudgedTrack> TrackRepository::listJudged(const std::string& recogniser) const {
    // A part of a track that was split counts as decided about without being so: rejected or grouped it is.
    return rows<JudgedTrack>(
        query(database_,
              "SELECT t.id, t.recording_id, CASE WHEN t.state = 'confirmed' THEN t.identity_id END, "
              "coalesce(u.case_id, 0), coalesce(u.number, 0), coalesce(s.quality, 0), t.pooled FROM tracks t "
              "LEFT JOIN unknowns u ON u.track_id = t.id AND u.case_id = "
              "(SELECT min(case_id) FROM unknowns v WHERE v.track_id = t.id) "
              "LEFT JOIN shots s ON s.track_id = t.id AND s.rank = 0 "
              "WHERE t.pooled_recogniser = ? AND t.hidden = '' AND (t.state = 'confirmed' AND t.identity_id "
              "NOT NULL OR "
              "t.identity_id IS NULL AND (t.state = 'rejected' AND t.decided = 1 OR t.state IN ('unknown', "
              "'rejected') AND "
              "EXISTS (SELECT 1 FROM unknowns w WHERE w.track_id = t.id AND w.by_hand = 1))) ORDER BY t.id",
              recogniser),
        [&](Row row) {
            JudgedTrack track;
            track.id = row.id<TrackId>();
            track.recording = row.id<RecordingId>();
            track.identity = row.optionalId<IdentityId>();
            track.unknown.first = row.id<CaseId>();
            track.unknown.second = static_cast<int>(row.integer());
            track.quality = row.single();
            track.value = {recogniser, unpackFloats(row.blob())};
            return track;
        });
}

std::vector<std::byte> TrackRepository::shotCrop(TrackId id, int rank) const {
    auto statement = query(database_, "SELECT crop FROM shots WHERE track_id = ? AND rank = ?", id, rank);
    if (!statement.executeStep()) return {};
    return Row(statement).blob();
}

std::vector<BestShot> TrackRepository::shots(TrackId id) const {
    return rows<BestShot>(
        query(database_,
              "SELECT ms, x, y, width, height, quality, crop FROM shots WHERE track_id = ? ORDER BY rank",
              id),
        [&](Row row) {
            BestShot shot;
            shot.ms = row.real();
            for (float* value : {&shot.box.x, &shot.box.y, &shot.box.width, &shot.box.height})
                *value = row.single();
            shot.quality = row.single();
            shot.crop = row.blob();
            return shot;
        });
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

bool TrackRepository::exists(TrackId id) const {
    return query(database_, "SELECT 1 FROM tracks WHERE id = ?", id).executeStep();
}

TrackRepository::Naming TrackRepository::naming(TrackId id) const {
    auto statement =
        query(database_, "SELECT identity_id, state, decided, similarity FROM tracks WHERE id = ?", id);
    if (!statement.executeStep())
        throw Error(ErrorCode::kNotFound, "track " + std::to_string(id.value()), "there is no such track");
    Row row(statement);
    Naming naming;
    naming.identity = row.optionalId<IdentityId>();
    naming.state = trackStateFrom(row.text());
    naming.decided = row.flag();
    naming.similarity = row.single();
    return naming;
}

void TrackRepository::setNaming(TrackId id, const Naming& naming) {
    std::optional<double> similarity;
    if (naming.similarity) similarity = *naming.similarity;
    execute(database_,
            "UPDATE tracks SET identity_id = ?, state = ?, decided = ?, similarity = coalesce(?, similarity) "
            "WHERE id = ?",
            naming.identity, nameOf(naming.state), naming.decided, similarity, id);
}

std::string TrackRepository::hidden(TrackId id) const {
    auto statement = query(database_, "SELECT hidden FROM tracks WHERE id = ?", id);
    return statement.executeStep() ? Row(statement).text() : std::string();
}

void TrackRepository::setHidden(TrackId id, const std::string& hidden, bool decided) {
    execute(database_, "UPDATE tracks SET hidden = ?, decided = ? WHERE id = ?", hidden, decided, id);
}

void TrackRepository::setDrawn(TrackId id) {
    execute(database_, "UPDATE tracks SET drawn = 1 WHERE id = ?", id);
}

std::vector<TrackId> TrackRepository::listDrawn(RecordingId recording) const {
    return ids<TrackId>(query(
        database_, "SELECT id FROM tracks WHERE recording_id = ? AND drawn = 1 AND hidden = ''", recording));
}

}  // namespace lineament
