// The part of the store that is about what is kept of people beside their photos.
#include <nlohmann/json.hpp>

#include "core/base/check.h"
#include "core/store/decision_actions.h"
#include "core/store/query.h"
#include "core/store/record_format.h"
#include "core/store/repositories/audit_trail.h"
#include "core/store/repositories/decision_repository.h"
#include "core/store/repositories/identity_repository.h"
#include "core/store/repositories/person_repository.h"
#include "core/store/repositories/sample_repository.h"
#include "core/store/sqlite_store.h"

namespace lineament {
namespace {

using nlohmann::json;

json numbersOf(std::span<const SampleId> samples) {
    auto numbers = json::array();
    for (const auto sample : samples)
        numbers.push_back(sample.value());
    return numbers;
}

}  // namespace

PersonRecord SqliteStore::record(IdentityId id) const {
    return read([&](auto& database) { return PersonRepository(database).record(id); });
}

std::vector<PersonRecord> SqliteStore::records() const {
    return read([](auto& database) { return PersonRepository(database).records(); });
}

void SqliteStore::setRecord(const PersonRecord& record, const std::string& reason) {
    for (const auto& text : record.groups) {
        requireUtf8(text, "group");
        LINEAMENT_REQUIRE(!text.empty(), "group", "a group needs a name");
    }
    requireUtf8(record.notes, "notes");
    requireUtf8(record.purpose, "purpose");
    LINEAMENT_REQUIRE(record.validTo == 0 || record.validTo > record.validFrom, "validity",
                      "it ends before it begins");
    decide(kChangeRecord, subjectOf("identity", record.identity.value()), recordToJson(record), reason);
}

void SqliteStore::setExternalId(IdentityId id, const std::string& externalId, const std::string& reason) {
    requireUtf8(externalId, "external id");
    decide(kChangeExternalId, subjectOf("identity", id.value()), json{{"external_id", externalId}}.dump(),
           reason);
}

std::vector<GalleryBook::BestQuality> SqliteStore::bestQualities() const {
    return read([](auto& database) {
        std::vector<BestQuality> best;
        for (const auto& [identity, overall] : PersonRepository(database).bestQualities())
            best.push_back({identity, overall});
        return best;
    });
}

void SqliteStore::moveSamples(std::span<const SampleId> samples, IdentityId into, const std::string& reason) {
    LINEAMENT_REQUIRE(!samples.empty(), "samples", "none was chosen");
    decide(kMoveSamples, subjectOf("identity", into.value()), json{{"samples", numbersOf(samples)}}.dump(),
           reason);
}

IdentityId SqliteStore::split(std::span<const SampleId> samples, const std::string& name,
                              const std::string& reason) {
    requireName(name);
    requireUtf8(reason, "reason");
    LINEAMENT_REQUIRE(!samples.empty(), "samples", "none was chosen");
    return write([&](SQLite::Database& database) {
        const auto id = IdentityRepository(database).create(name, "", options_.clock->now());
        const auto subject = subjectOf("identity", id.value());
        log(database, "identity.create", subject, "");
        const std::string after = json{{"samples", numbersOf(samples)}}.dump();
        const Decision decision{.at = options_.clock->now(),
                                .actor = options_.actor,
                                .kind = kSplitIdentity,
                                .subject = subject,
                                .reason = reason,
                                .before = perform(database, kSplitIdentity, subject, after),
                                .after = after};
        const auto recorded = DecisionRepository(database).record(decision, true);
        log(database, kSplitIdentity, subject, subjectOf("decision", recorded.value()));
        return id;
    });
}

RemovalReceipt SqliteStore::holdings(IdentityId id) const {
    return read([&](auto& database) {
        IdentityRepository people(database);
        const auto identity = people.get(id);
        RemovalReceipt receipt{.identity = id, .name = identity.name, .externalId = identity.externalId};
        PersonRepository(database).count(people.withMerged(id), receipt);
        return receipt;
    });
}

RemovalReceipt SqliteStore::removeWithReceipt(IdentityId id, const std::string& reason) {
    requireUtf8(reason, "reason");
    auto receipt = write([&](SQLite::Database& database) { return erasePerson(database, id, reason); });
    dropLeftovers();
    return receipt;
}

RemovalReceipt SqliteStore::erasePerson(SQLite::Database& database, IdentityId id,
                                        const std::string& reason) {
    IdentityRepository people(database);
    const auto identity = people.get(id);
    const auto gone = people.withMerged(id);
    RemovalReceipt receipt{.identity = id,
                           .name = identity.name,
                           .externalId = identity.externalId,
                           .at = options_.clock->now(),
                           .actor = options_.actor,
                           .reason = reason};
    PersonRepository(database).count(gone, receipt);
    DecisionRepository decisions(database);
    decisions.forgetPeople(gone);
    people.erase(gone);
    const Decision decision{.at = receipt.at,
                            .actor = options_.actor,
                            .kind = kRemoveIdentity,
                            .subject = subjectOf("identity", id.value()),
                            .reason = reason,
                            .before = "{}",
                            .after = "{}"};
    const auto decisionId = decisions.record(decision, false);
    for (const auto person : gone)
        log(database, kRemoveIdentity, subjectOf("identity", person.value()),
            subjectOf("decision", decisionId.value()));
    const auto last = AuditTrail(database).list(1);
    if (!last.empty()) receipt.auditHash = last.back().hash;
    return receipt;
}

std::vector<IdentityId> SqliteStore::due(UnixMs at) const {
    return read([&](auto& database) { return PersonRepository(database).due(at); });
}

int SqliteStore::purgeOriginals(UnixMs at) {
    const int purged = write([&](SQLite::Database& database) {
        const int count = PersonRepository(database).purgeOriginals(at);
        if (count > 0) log(database, "originals.purge", "gallery", std::to_string(count) + " originals");
        return count;
    });
    if (purged > 0) dropLeftovers();
    return purged;
}

void SqliteStore::keepApart(IdentityId a, IdentityId b, const std::string& reason) {
    LINEAMENT_REQUIRE(a != b, "people", "they are one person already");
    requireUtf8(reason, "reason");
    write([&](SQLite::Database& database) {
        IdentityRepository people(database);
        people.get(a);
        people.get(b);
        PersonRepository(database).keepApart(a, b, options_.clock->now(), options_.actor, reason);
        log(database, "identity.keep_apart", subjectOf("identity", a.value()),
            subjectOf("identity", b.value()));
    });
}

std::vector<std::pair<IdentityId, IdentityId>> SqliteStore::keptApart() const {
    return read([](auto& database) { return PersonRepository(database).keptApart(); });
}

std::vector<GalleryBook::RecogniserCount> SqliteStore::recognisers() const {
    return read([](auto& database) {
        std::vector<RecogniserCount> counts;
        for (auto& [recogniser, templates] : PersonRepository(database).recognisers())
            counts.push_back({recogniser, templates});
        return counts;
    });
}

std::vector<SampleId> SqliteStore::samplesWithout(const std::string& recogniser) const {
    return read([&](auto& database) { return PersonRepository(database).samplesWithout(recogniser); });
}

std::optional<Sample> SqliteStore::sample(SampleId id) const {
    return read([&](auto& database) -> std::optional<Sample> {
        SampleRepository stored(database);
        const auto owner = stored.identityOf(id);
        if (!owner) return std::nullopt;
        for (auto& sample : stored.list(*owner))
            if (sample.id == id) return std::move(sample);
        return std::nullopt;
    });
}

void SqliteStore::addTemplates(const std::vector<std::pair<SampleId, Template>>& templates) {
    write([&](SQLite::Database& database) {
        SampleRepository stored(database);
        int added = 0;
        for (const auto& [sample, value] : templates) {
            // It may have been deleted while its template was computed.
            if (!stored.identityOf(sample) || stored.findTemplate(sample, value.recogniser)) continue;
            stored.addTemplate(sample, value);
            ++added;
        }
        if (added > 0)
            log(database, "templates.add", templates.front().second.recogniser,
                std::to_string(added) + " templates");
    });
}

int SqliteStore::dropTemplates(const std::string& recogniser) {
    const int dropped = write([&](SQLite::Database& database) {
        const int count = PersonRepository(database).dropTemplates(recogniser);
        log(database, "templates.drop", recogniser, std::to_string(count) + " templates");
        return count;
    });
    dropLeftovers();
    return dropped;
}

/// Where people sign in, an examination is by whoever is signed in, whatever name was typed, and nobody
/// changes somebody else's.
void SqliteStore::requireOwnName(SQLite::Database& database, const Examination& examination) const {
    const auto who = accounts_.actor(database);
    if (!who) return;
    const auto require = [&](const std::string& name) {
        if (name == who->name) return;
        throw Error(ErrorCode::kNotPermitted, "examination",
                    "it is by " + name + ", and " + who->name + " is signed in");
    };
    require(examination.secondConclusion.empty() ? examination.examiner : examination.secondExaminer);
    if (examination.id != 0 && examination.secondConclusion.empty()) {
        auto statement = query(database, "SELECT examiner FROM examinations WHERE id = ?", examination.id);
        if (statement.executeStep()) require(Row(statement).text());
    }
}

std::int64_t SqliteStore::saveExamination(const Examination& examination) {
    LINEAMENT_REQUIRE(json::accept(examination.content), "examination", "it is not valid JSON");
    return write([&](SQLite::Database& database) {
        auto saved = examination;
        if (saved.begunAt == 0) saved.begunAt = options_.clock->now();
        if (saved.examiner.empty()) saved.examiner = options_.actor;
        requireOwnName(database, saved);
        const auto id = PersonRepository(database).saveExamination(saved);
        log(database, examination.id == 0 ? "examination.begin" : "examination.change",
            subjectOf("examination", id), saved.conclusion);
        return id;
    });
}

std::vector<Examination> SqliteStore::examinations() const {
    return read([](auto& database) { return PersonRepository(database).examinations(); });
}

}  // namespace lineament
