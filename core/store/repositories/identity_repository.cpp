#include "core/store/repositories/identity_repository.h"

#include "core/base/error.h"
#include "core/store/query.h"
#include "core/store/record_format.h"
#include "core/store/repositories/look_repository.h"

namespace lineament {
namespace {

// The counts are answered from indexes alone.
#define SELECT_IDENTITIES                                                             \
    "SELECT i.id, i.name, coalesce(i.external_id, ''), i.notes, i.enrolled_at, "      \
    "(SELECT count(*) FROM samples s WHERE s.identity_id = i.id AND s.removed = 0), " \
    "(SELECT count(*) FROM samples s JOIN templates t ON t.sample_id = s.id "         \
    " WHERE s.identity_id = i.id AND s.removed = 0) FROM identities i WHERE i.merged_into IS NULL AND i.withdrawn = 0 "

Identity identityOf(Row row) {
    Identity identity;
    identity.id = row.id<IdentityId>();
    identity.name = row.text();
    identity.externalId = row.text();
    identity.notes = row.text();
    identity.enrolledAt = row.integer();
    identity.samples = static_cast<int>(row.integer());
    identity.templates = static_cast<int>(row.integer());
    return identity;
}

std::optional<Identity> firstIdentity(SQLite::Statement statement) {
    if (!statement.executeStep()) return std::nullopt;
    return identityOf(Row(statement));
}

std::optional<std::string> orNull(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional(text);
}

}  // namespace

std::vector<Identity> IdentityRepository::list() const {
    return rows<Identity>(query(database_, SELECT_IDENTITIES "ORDER BY i.id"), identityOf);
}

std::optional<Identity> IdentityRepository::find(IdentityId id) const {
    return firstIdentity(query(database_, SELECT_IDENTITIES "AND i.id = ?", id));
}

std::optional<Identity> IdentityRepository::findNamed(const std::string& name) const {
    return firstIdentity(query(database_, SELECT_IDENTITIES "AND i.name = ? ORDER BY i.id LIMIT 1", name));
}

Identity IdentityRepository::get(IdentityId id) const {
    if (auto identity = find(id)) return *identity;
    throw Error(ErrorCode::kNotFound, "identity " + std::to_string(id.value()), "there is no such identity");
}

std::optional<IdentityId> IdentityRepository::findForEnrolment(const std::string& name,
                                                               const std::string& externalId) const {
    if (externalId.empty()) {
        const auto named = findNamed(name);
        return named ? std::optional(named->id) : std::nullopt;
    }
    auto byExternalId = query(database_, "SELECT id FROM identities WHERE external_id = ?", externalId);
    if (byExternalId.executeStep()) return survivor(Row(byExternalId).id<IdentityId>());
    auto byName =
        query(database_,
              "SELECT id FROM identities WHERE merged_into IS NULL AND withdrawn = 0 AND name = ? AND external_id IS NULL "
              "ORDER BY id LIMIT 1",
              name);
    if (byName.executeStep()) return Row(byName).id<IdentityId>();
    return std::nullopt;
}

std::optional<IdentityId> IdentityRepository::survivor(IdentityId id) const {
    auto statement =
        query(database_,
              "WITH RECURSIVE chain (id, next) AS ("
              " SELECT id, merged_into FROM identities WHERE id = ?"
              " UNION SELECT i.id, i.merged_into FROM identities i JOIN chain c ON i.id = c.next) "
              "SELECT c.id FROM chain c JOIN identities i ON i.id = c.id WHERE c.next IS NULL AND i.withdrawn = 0",
              id);
    if (!statement.executeStep()) return std::nullopt;
    return Row(statement).id<IdentityId>();
}

IdentityId IdentityRepository::create(const std::string& name, const std::string& externalId, UnixMs at) {
    execute(database_, "INSERT INTO identities (name, external_id, enrolled_at) VALUES (?, ?, ?)", name,
            orNull(externalId), at);
    return IdentityId(database_.getLastInsertRowid());
}

void IdentityRepository::setName(IdentityId id, const std::string& name) {
    execute(database_, "UPDATE identities SET name = ? WHERE id = ?", name, id);
}

void IdentityRepository::setExternalId(IdentityId id, const std::string& externalId) {
    execute(database_, "UPDATE identities SET external_id = ? WHERE id = ?", orNull(externalId), id);
}

IdentityRepository::Moved IdentityRepository::merge(IdentityId from, IdentityId into) {
    Moved moved;
    moved.samples = ids<SampleId>(query(database_, "SELECT id FROM samples WHERE identity_id = ?", from));
    moved.tracks = ids<TrackId>(query(database_, "SELECT id FROM tracks WHERE identity_id = ?", from));
    execute(database_, "UPDATE samples SET identity_id = ? WHERE identity_id = ?", into, from);
    execute(database_, "UPDATE tracks SET identity_id = ? WHERE identity_id = ?", into, from);
    if (get(into).externalId.empty()) {
        moved.externalId = get(from).externalId;
        setExternalId(from, "");
        setExternalId(into, moved.externalId);
    }
    execute(database_, "UPDATE identities SET merged_into = ? WHERE id = ?", into, from);
    return moved;
}

void IdentityRepository::unmerge(IdentityId from, IdentityId into, const Moved& moved) {
    execute(database_, "UPDATE identities SET merged_into = NULL WHERE id = ?", from);
    for (const auto sample : moved.samples)
        execute(database_, "UPDATE samples SET identity_id = ? WHERE id = ?", from, sample);
    for (const auto track : moved.tracks)
        execute(database_, "UPDATE tracks SET identity_id = ? WHERE id = ?", from, track);
    if (!moved.externalId.empty()) {
        setExternalId(into, "");
        setExternalId(from, moved.externalId);
    }
}

void IdentityRepository::withdraw(IdentityId id) {
    execute(database_, "UPDATE identities SET withdrawn = 1, external_id = NULL WHERE id = ?", id);
}

void IdentityRepository::restore(IdentityId id, const std::string& externalId) {
    execute(database_, "UPDATE identities SET withdrawn = 0 WHERE id = ?", id);
    auto taken = query(database_, "SELECT 1 FROM identities WHERE external_id = ?", externalId);
    if (!externalId.empty() && !taken.executeStep()) setExternalId(id, externalId);
}

std::vector<IdentityId> IdentityRepository::withMerged(IdentityId id) const {
    return ids<IdentityId>(
        query(database_,
              "WITH RECURSIVE all_of (id) AS ("
              " VALUES (?) UNION SELECT i.id FROM identities i JOIN all_of a ON i.merged_into = a.id) "
              "SELECT id FROM all_of",
              id));
}

/// Of the tracks that are said to be of a person, as long as their boxes tell where those are.
void IdentityRepository::eraseLooks(IdentityId person) {
    const auto followed = rows<std::pair<RecordingId, std::vector<TrackBox>>>(
        query(database_, "SELECT recording_id, boxes FROM tracks WHERE identity_id = ?", person),
        [](Row row) {
            const auto recording = row.id<RecordingId>();
            return std::pair(recording, unpackBoxes(row.blob()));
        });
    LookRepository looks(database_);
    for (const auto& [recording, boxes] : followed)
        looks.eraseAlong(recording, boxes);
}

void IdentityRepository::erase(const std::vector<IdentityId>& people) {
    for (const auto person : people) {
        eraseLooks(person);
        execute(database_,
                "DELETE FROM shots WHERE track_id IN (SELECT id FROM tracks WHERE identity_id = ?)", person);
        execute(database_,
                "UPDATE tracks SET identity_id = NULL, state = 'unknown', similarity = 0, decided = 0, "
                "pooled_recogniser = NULL, pooled = NULL WHERE identity_id = ?",
                person);
        execute(database_,
                "DELETE FROM originals WHERE sha256 IN (SELECT sha256 FROM samples WHERE identity_id = ?1) "
                "AND NOT EXISTS (SELECT 1 FROM samples s WHERE s.sha256 = originals.sha256 AND s.identity_id "
                "<> ?1)",
                person);
    }
    // Those merged into somebody go with them (ON DELETE CASCADE), so the order does not matter.
    for (const auto person : people)
        execute(database_, "DELETE FROM identities WHERE id = ?", person);
}

}  // namespace lineament
