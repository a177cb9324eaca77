#include "core/store/repositories/person_repository.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/store/query.h"

namespace lineament {
namespace {

using nlohmann::json;

#define SELECT_RECORDS                                                                                     \
    "SELECT i.id, i.notes, coalesce(r.groups, '[]'), coalesce(r.valid_from, 0), coalesce(r.valid_to, 0), " \
    "coalesce(r.consent, 'unknown'), coalesce(r.purpose, ''), coalesce(r.keep_until, 0), "                 \
    "coalesce(r.originals_until, 0) FROM identities i LEFT JOIN person_records r ON r.identity_id = i.id " \
    "WHERE i.merged_into IS NULL AND i.withdrawn = 0 "

const char* textOf(Consent consent) {
    switch (consent) {
        case Consent::kGiven:
            return "given";
        case Consent::kWithdrawn:
            return "withdrawn";
        case Consent::kUnknown:
            break;
    }
    return "unknown";
}

Consent consentFrom(const std::string& text) {
    return text == "given" ? Consent::kGiven : text == "withdrawn" ? Consent::kWithdrawn : Consent::kUnknown;
}

PersonRecord recordOf(Row row) {
    PersonRecord record;
    record.identity = row.id<IdentityId>();
    record.notes = row.text();
    record.groups = json::parse(row.text()).get<std::vector<std::string>>();
    record.validFrom = row.integer();
    record.validTo = row.integer();
    record.consent = consentFrom(row.text());
    record.purpose = row.text();
    record.keepUntil = row.integer();
    record.originalsUntil = row.integer();
    return record;
}

int countOf(SQLite::Statement statement) {
    return statement.executeStep() ? static_cast<int>(Row(statement).integer()) : 0;
}

}  // namespace

std::string recordToJson(const PersonRecord& record) {
    return json{{"notes", record.notes},
                {"groups", record.groups},
                {"valid_from", record.validFrom},
                {"valid_to", record.validTo},
                {"consent", textOf(record.consent)},
                {"purpose", record.purpose},
                {"keep_until", record.keepUntil},
                {"originals_until", record.originalsUntil}}
        .dump();
}

PersonRecord recordFromJson(IdentityId id, const std::string& text) {
    const json value = json::parse(text);
    PersonRecord record;
    record.identity = id;
    record.notes = value.at("notes");
    record.groups = value.at("groups").get<std::vector<std::string>>();
    record.validFrom = value.at("valid_from");
    record.validTo = value.at("valid_to");
    record.consent = consentFrom(value.at("consent"));
    record.purpose = value.at("purpose");
    record.keepUntil = value.at("keep_until");
    record.originalsUntil = value.at("originals_until");
    return record;
}

PersonRecord PersonRepository::record(IdentityId id) const {
    auto statement = query(database_, SELECT_RECORDS "AND i.id = ?", id);
    if (statement.executeStep()) return recordOf(Row(statement));
    throw Error(ErrorCode::kNotFound, "identity " + std::to_string(id.value()), "there is no such identity");
}

std::vector<PersonRecord> PersonRepository::records() const {
    return rows<PersonRecord>(
        query(database_, SELECT_RECORDS "AND (r.identity_id IS NOT NULL OR i.notes <> '') ORDER BY i.id"),
        recordOf);
}

void PersonRepository::save(const PersonRecord& record) {
    execute(database_, "UPDATE identities SET notes = ? WHERE id = ?", record.notes, record.identity);
    execute(database_,
            "INSERT INTO person_records (identity_id, groups, valid_from, valid_to, consent, purpose, "
            "keep_until, "
            "originals_until) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (identity_id) DO UPDATE SET "
            "groups = excluded.groups, valid_from = excluded.valid_from, valid_to = excluded.valid_to, "
            "consent = excluded.consent, purpose = excluded.purpose, keep_until = excluded.keep_until, "
            "originals_until = excluded.originals_until",
            record.identity, json(record.groups).dump(), record.validFrom, record.validTo,
            textOf(record.consent), record.purpose, record.keepUntil, record.originalsUntil);
}

std::vector<IdentityId> PersonRepository::due(UnixMs at) const {
    return ids<IdentityId>(
        query(database_,
              "SELECT r.identity_id FROM person_records r JOIN identities i ON i.id = r.identity_id "
              "WHERE i.merged_into IS NULL AND ((r.keep_until <> 0 AND r.keep_until <= ?) OR r.consent = "
              "'withdrawn') "
              "ORDER BY r.identity_id",
              at));
}

int PersonRepository::purgeOriginals(UnixMs at) {
    // A file that somebody else's sample still needs is kept until theirs ends too.
    return execute(
        database_,
        "DELETE FROM originals WHERE sha256 IN (SELECT s.sha256 FROM samples s JOIN person_records r "
        "ON r.identity_id = s.identity_id WHERE r.originals_until <> 0 AND r.originals_until <= ?1) "
        "AND NOT EXISTS (SELECT 1 FROM samples s LEFT JOIN person_records r ON r.identity_id = s.identity_id "
        "WHERE s.sha256 = originals.sha256 AND (r.identity_id IS NULL OR r.originals_until = 0 "
        "OR r.originals_until > ?1))",
        at);
}

void PersonRepository::setExternalId(IdentityId id, const std::string& externalId) {
    if (!externalId.empty() &&
        query(database_, "SELECT 1 FROM identities WHERE external_id = ? AND id <> ?", externalId, id)
            .executeStep())
        throw Error(ErrorCode::kInvalidArgument, "external id " + externalId,
                    "another person has it already");
    execute(database_, "UPDATE identities SET external_id = ? WHERE id = ?",
            externalId.empty() ? std::nullopt : std::optional(externalId), id);
}

std::vector<std::pair<IdentityId, float>> PersonRepository::bestQualities() const {
    return rows<std::pair<IdentityId, float>>(
        query(database_,
              "SELECT identity_id, max(quality) FROM samples WHERE removed = 0 GROUP BY identity_id"),
        [&](Row row) {
            const auto identity = row.id<IdentityId>();
            return std::pair<IdentityId, float>(identity, row.single());
        });
}

void PersonRepository::moveSample(SampleId sample, IdentityId into) {
    if (execute(database_, "UPDATE samples SET identity_id = ? WHERE id = ?", into, sample) == 0)
        throw Error(ErrorCode::kNotFound, "sample " + std::to_string(sample.value()),
                    "there is no such sample");
}

void PersonRepository::count(const std::vector<IdentityId>& people, RemovalReceipt& receipt) const {
    for (const auto person : people) {
        receipt.samples +=
            countOf(query(database_, "SELECT count(*) FROM samples WHERE identity_id = ?", person));
        receipt.templates +=
            countOf(query(database_,
                          "SELECT count(*) FROM templates t JOIN samples s ON s.id = t.sample_id "
                          "WHERE s.identity_id = ?",
                          person));
        receipt.originals +=
            countOf(query(database_,
                          "SELECT count(*) FROM originals o WHERE EXISTS (SELECT 1 FROM samples s "
                          "WHERE s.sha256 = o.sha256 AND s.identity_id = ?)",
                          person));
        receipt.looks += countOf(query(database_,
                                       "SELECT count(*) FROM shots h JOIN tracks t ON t.id = h.track_id "
                                       "WHERE t.identity_id = ?",
                                       person));
    }
}

void PersonRepository::keepApart(IdentityId a, IdentityId b, UnixMs at, const std::string& actor,
                                 const std::string& reason) {
    const auto [first, second] = std::minmax({a.value(), b.value()});
    execute(database_,
            "INSERT INTO distinct_people (first_id, second_id, at, actor, reason) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT DO NOTHING",
            first, second, at, actor, reason);
}

std::vector<std::pair<IdentityId, IdentityId>> PersonRepository::keptApart() const {
    return rows<std::pair<IdentityId, IdentityId>>(
        query(database_, "SELECT first_id, second_id FROM distinct_people ORDER BY 1, 2"), [&](Row row) {
            const auto first = row.id<IdentityId>();
            return std::pair<IdentityId, IdentityId>(first, row.id<IdentityId>());
        });
}

std::vector<std::pair<std::string, int>> PersonRepository::recognisers() const {
    return rows<std::pair<std::string, int>>(
        query(database_,
              "SELECT t.recogniser, count(*) FROM templates t JOIN samples s ON s.id = t.sample_id "
              "WHERE s.removed = 0 GROUP BY t.recogniser ORDER BY t.recogniser"),
        [&](Row row) {
            auto recogniser = row.text();
            return std::pair<std::string, int>(std::move(recogniser), static_cast<int>(row.integer()));
        });
}

std::vector<SampleId> PersonRepository::samplesWithout(const std::string& recogniser) const {
    return ids<SampleId>(query(database_,
                               "SELECT s.id FROM samples s WHERE s.removed = 0 AND NOT EXISTS (SELECT 1 FROM "
                               "templates t WHERE t.sample_id = s.id AND t.recogniser = ?) ORDER BY s.id",
                               recogniser));
}

int PersonRepository::dropTemplates(const std::string& recogniser) {
    return execute(database_, "DELETE FROM templates WHERE recogniser = ?", recogniser);
}

std::int64_t PersonRepository::saveExamination(const Examination& e) {
    if (e.id == 0) {
        execute(
            database_,
            "INSERT INTO examinations (begun_at, examiner, content, conclusion, concluded_at, score_seen_at, "
            "second_examiner, second_at, second_conclusion) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            e.begunAt, e.examiner, e.content, e.conclusion, e.concludedAt, e.scoreSeenAt, e.secondExaminer,
            e.secondAt, e.secondConclusion);
        return database_.getLastInsertRowid();
    }
    if (execute(database_,
                "UPDATE examinations SET examiner = ?, content = ?, conclusion = ?, concluded_at = ?, "
                "score_seen_at = ?, "
                "second_examiner = ?, second_at = ?, second_conclusion = ? WHERE id = ?",
                e.examiner, e.content, e.conclusion, e.concludedAt, e.scoreSeenAt, e.secondExaminer,
                e.secondAt, e.secondConclusion, e.id) == 0)
        throw Error(ErrorCode::kNotFound, "examination " + std::to_string(e.id),
                    "there is no such examination");
    return e.id;
}

std::vector<Examination> PersonRepository::examinations() const {
    return rows<Examination>(
        query(database_,
              "SELECT id, begun_at, examiner, content, conclusion, concluded_at, score_seen_at, "
              "second_examiner, second_at, second_conclusion FROM examinations ORDER BY id DESC"),
        [&](Row row) {
            Examination e;
            e.id = row.integer();
            e.begunAt = row.integer();
            e.examiner = row.text();
            e.content = row.text();
            e.conclusion = row.text();
            e.concludedAt = row.integer();
            e.scoreSeenAt = row.integer();
            e.secondExaminer = row.text();
            e.secondAt = row.integer();
            e.secondConclusion = row.text();
            return e;
        });
}

}  // namespace lineament
