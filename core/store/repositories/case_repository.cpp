#include "core/store/repositories/case_repository.h"

#include "core/base/error.h"
#include "core/store/query.h"

namespace lineament {
namespace {

#define SELECT_CASES                                                        \
    "SELECT c.id, c.name, c.notes, c.settings, c.created_at, c.opened_at, " \
    "(SELECT count(*) FROM case_sources s WHERE s.case_id = c.id) FROM cases c "

Case caseOf(Row row) {
    Case found;
    found.id = row.id<CaseId>();
    found.name = row.text();
    found.notes = row.text();
    found.settings = row.text();
    found.createdAt = row.integer();
    found.openedAt = row.integer();
    found.sources = static_cast<int>(row.integer());
    return found;
}

UnknownNumber unknownOf(Row row) {
    UnknownNumber unknown;
    unknown.track = row.id<TrackId>();
    unknown.number = static_cast<int>(row.integer());
    unknown.byHand = row.flag();
    return unknown;
}

}  // namespace

CaseId CaseRepository::create(const std::string& name, UnixMs at) {
    execute(database_, "INSERT INTO cases (name, created_at, opened_at) VALUES (?1, ?2, ?2)", name, at);
    return CaseId(database_.getLastInsertRowid());
}

std::vector<Case> CaseRepository::list() const {
    return rows<Case>(query(database_, SELECT_CASES "ORDER BY c.opened_at DESC, c.id DESC"), caseOf);
}

Case CaseRepository::get(CaseId id) const {
    auto statement = query(database_, SELECT_CASES "WHERE c.id = ?", id);
    if (!statement.executeStep())
        throw Error(ErrorCode::kNotFound, "case " + std::to_string(id.value()), "there is no such case");
    return caseOf(Row(statement));
}

void CaseRepository::save(const Case& changed) {
    execute(database_, "UPDATE cases SET name = ?, notes = ?, settings = ? WHERE id = ?", changed.name,
            changed.notes, changed.settings, changed.id);
}

void CaseRepository::markOpened(CaseId id, UnixMs at) {
    execute(database_, "UPDATE cases SET opened_at = ? WHERE id = ?", at, id);
}

void CaseRepository::addSource(CaseId id, const std::string& source, const std::string& sha256, UnixMs at) {
    execute(database_,
            "INSERT INTO case_sources (case_id, source, sha256, added_at) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (case_id, source) DO UPDATE SET sha256 = excluded.sha256",
            id, source, sha256, at);
}

bool CaseRepository::removeSource(CaseId id, const std::string& source) {
    return execute(database_, "DELETE FROM case_sources WHERE case_id = ? AND source = ?", id, source) > 0;
}

void CaseRepository::noteSource(CaseId id, const std::string& source, const std::string& notes) {
    execute(database_, "UPDATE case_sources SET notes = ? WHERE case_id = ? AND source = ?", notes, id,
            source);
}

std::vector<CaseSource> CaseRepository::sources(CaseId id) const {
    return rows<CaseSource>(query(database_,
                                  "SELECT s.source, s.sha256, s.notes, s.added_at, coalesce(r.id, 0), "
                                  "coalesce(nullif(t.duration_ms, 0), r.duration_ms, 0), t.camera_id, "
                                  "coalesce(t.by_person, 0), t.started_at FROM case_sources s "
                                  "LEFT JOIN recordings r ON r.source = s.source "
                                  "LEFT JOIN recorded_times t ON t.source = s.source "
                                  "WHERE s.case_id = ? ORDER BY s.added_at, s.rowid",
                                  id),
                            [&](Row row) {
                                CaseSource source;
                                source.source = row.text();
                                source.sha256 = row.text();
                                source.notes = row.text();
                                source.addedAt = row.integer();
                                source.recording = row.id<RecordingId>();
                                source.recorded.durationMs = row.real();
                                source.recorded.camera = row.optionalId<CameraId>().value_or(CameraId());
                                source.recorded.byPerson = row.flag();
                                source.recorded.startedAt = row.optionalInteger();
                                return source;
                            });
}

bool CaseRepository::setRecorded(const std::string& source, const RecordedTime& time) {
    return execute(database_,
                   "INSERT INTO recorded_times (source, started_at, duration_ms, camera_id, by_person) "
                   "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (source) DO UPDATE SET started_at = ?2, "
                   "duration_ms = coalesce(nullif(?3, 0), duration_ms), camera_id = ?4, by_person = ?5 "
                   "WHERE ?5 OR NOT by_person",
                   source, time.startedAt, time.durationMs, orNull(time.camera), time.byPerson) > 0;
}

std::optional<RecordedMoment> CaseRepository::recordedMoment(CameraId camera, UnixMs at) const {
    auto statement =
        query(database_,
              "SELECT t.source, ?2 - t.started_at FROM recorded_times t "
              "LEFT JOIN recordings r ON r.source = t.source WHERE t.camera_id = ?1 AND t.started_at <= ?2 "
              "AND ?2 <= t.started_at + coalesce(nullif(t.duration_ms, 0), r.duration_ms, 0) "
              "ORDER BY t.started_at DESC LIMIT 1",
              camera, at);
    if (!statement.executeStep()) return std::nullopt;
    Row row(statement);
    RecordedMoment moment;
    moment.source = row.text();
    moment.ms = row.real();
    return moment;
}

bool CaseRepository::hasSource(const std::string& source) const {
    return query(database_, "SELECT 1 FROM case_sources WHERE source = ?", source).executeStep();
}

std::vector<UnknownNumber> CaseRepository::unknowns(CaseId id) const {
    return rows<UnknownNumber>(
        query(database_, "SELECT track_id, number, by_hand FROM unknowns WHERE case_id = ? ORDER BY track_id",
              id),
        unknownOf);
}

std::optional<UnknownNumber> CaseRepository::unknown(CaseId id, TrackId track) const {
    auto statement =
        query(database_, "SELECT track_id, number, by_hand FROM unknowns WHERE case_id = ? AND track_id = ?",
              id, track);
    if (!statement.executeStep()) return std::nullopt;
    return unknownOf(Row(statement));
}

void CaseRepository::setUnknown(CaseId id, const UnknownNumber& unknown) {
    if (unknown.number == 0)
        execute(database_, "DELETE FROM unknowns WHERE case_id = ? AND track_id = ?", id, unknown.track);
    else
        execute(database_,
                "INSERT INTO unknowns (case_id, track_id, number, by_hand) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (case_id, track_id) DO UPDATE SET number = excluded.number, by_hand = "
                "excluded.by_hand",
                id, unknown.track, unknown.number, unknown.byHand);
}

bool CaseRepository::refuse(TrackId track, IdentityId identity) {
    return execute(database_, "INSERT OR IGNORE INTO refusals (track_id, identity_id) VALUES (?, ?)", track,
                   identity) > 0;
}

void CaseRepository::allow(TrackId track, IdentityId identity) {
    execute(database_, "DELETE FROM refusals WHERE track_id = ? AND identity_id = ?", track, identity);
}

std::vector<std::pair<TrackId, IdentityId>> CaseRepository::refusals(RecordingId recording) const {
    // What was refused of somebody holds for whom they were merged into.
    return rows<std::pair<TrackId, IdentityId>>(
        query(database_,
              "WITH RECURSIVE pairs (track, identity) AS ("
              " SELECT r.track_id, r.identity_id FROM tracks t JOIN refusals r ON r.track_id = t.id "
              " WHERE t.recording_id = ?"
              " UNION SELECT p.track, i.merged_into FROM pairs p JOIN identities i ON i.id = p.identity "
              " WHERE i.merged_into IS NOT NULL) SELECT track, identity FROM pairs",
              recording),
        [&](Row row) {
            const auto track = row.id<TrackId>();
            return std::pair<TrackId, IdentityId>(track, row.id<IdentityId>());
        });
}

std::vector<CaseMark> CaseRepository::marks(CaseId id) const {
    return rows<CaseMark>(query(database_, "SELECT identity_id, note FROM case_marks WHERE case_id = ?", id),
                          [&](Row row) {
                              const auto identity = row.id<IdentityId>();
                              return CaseMark{identity, row.text()};
                          });
}

void CaseRepository::setMark(CaseId id, const CaseMark& mark) {
    execute(database_,
            "INSERT INTO case_marks (case_id, identity_id, note) VALUES (?, ?, ?) "
            "ON CONFLICT (case_id, identity_id) DO UPDATE SET note = excluded.note",
            id, mark.identity, mark.note);
}

void CaseRepository::removeMark(CaseId id, IdentityId identity) {
    execute(database_, "DELETE FROM case_marks WHERE case_id = ? AND identity_id = ?", id, identity);
}

}  // namespace lineament
