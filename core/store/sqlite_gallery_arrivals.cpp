// People who come from another gallery.
#include "core/base/check.h"
#include "core/store/decision_actions.h"
#include "core/store/query.h"
#include "core/store/repositories/identity_repository.h"
#include "core/store/repositories/person_repository.h"
#include "core/store/repositories/sample_repository.h"
#include "core/store/sqlite_store.h"

namespace lineament {
namespace {

/// Whom a photo belongs to, if it is that of one of this name or of anybody.
std::optional<IdentityId> ownerOf(SQLite::Database& database, const std::string& sha256,
                                  const std::string* name) {
    if (sha256.empty()) return std::nullopt;
    auto statement =
        query(database,
              "SELECT i.id FROM samples s JOIN identities i ON i.id = s.identity_id WHERE s.sha256 = ?1 AND "
              "s.removed = 0 AND i.merged_into IS NULL AND i.withdrawn = 0 AND (?2 IS NULL OR i.name = ?2) "
              "ORDER BY i.id LIMIT 1",
              sha256, name ? std::optional(*name) : std::nullopt);
    if (!statement.executeStep()) return std::nullopt;
    return Row(statement).id<IdentityId>();
}

std::optional<IdentityId> samePerson(SQLite::Database& database, const GalleryBook::Arrival& arrival) {
    if (!arrival.person.externalId.empty()) {
        auto byId =
            query(database,
                  "SELECT id FROM identities WHERE external_id = ? AND merged_into IS NULL AND withdrawn = 0",
                  arrival.person.externalId);
        if (byId.executeStep()) return Row(byId).id<IdentityId>();
    }
    for (const auto& sample : arrival.samples)
        if (auto owner = ownerOf(database, sample.sample.sha256, &arrival.person.name)) return owner;
    return std::nullopt;
}

bool numberIsTaken(SQLite::Database& database, const std::string& number) {
    return !number.empty() &&
           query(database, "SELECT 1 FROM identities WHERE external_id = ?", number).executeStep();
}

}  // namespace

GalleryBook::Arrived SqliteStore::takeIn(const Arrival& arrival) {
    requireEnrolment(arrival.person.name, arrival.person.externalId, arrival.samples);
    return write([&](SQLite::Database& database) {
        IdentityRepository people(database);
        SampleRepository stored(database);
        Arrived arrived;
        const auto known = samePerson(database, arrival);
        std::vector<std::size_t> wanted;
        for (std::size_t i = 0; i < arrival.samples.size(); ++i) {
            const auto owner = ownerOf(database, arrival.samples[i].sample.sha256, nullptr);
            const bool theirs = known && stored.findSame(*known, arrival.samples[i].sample).has_value();
            (owner && owner != known && !theirs ? arrived.elsewhere : wanted).push_back(i);
        }
        if (wanted.empty() && !arrival.samples.empty()) return arrived;
        if (known) {
            arrived.identity = *known;
        } else {
            arrived.created = true;
            arrived.numberTaken = numberIsTaken(database, arrival.person.externalId);
            arrived.identity =
                people.create(arrival.person.name, arrived.numberTaken ? "" : arrival.person.externalId,
                              arrival.person.enrolledAt);
            auto record = arrival.record;
            record.identity = arrived.identity;
            if (!(record == PersonRecord{.identity = arrived.identity}))
                PersonRepository(database).save(record);
            log(database, "identity.create", subjectOf("identity", arrived.identity.value()), "");
        }
        for (const std::size_t i : wanted) {
            const auto& [sample, templates] = arrival.samples[i];
            auto id = stored.findSame(arrived.identity, sample);
            if (!id) {
                id = stored.add(arrived.identity, sample, "imported", sample.addedAt);
                ++arrived.samples;
            }
            if (!arrival.originals[i].empty()) stored.keepOriginal(sample.sha256, arrival.originals[i]);
            for (const auto& value : templates)
                if (!stored.findTemplate(*id, value.recogniser)) {
                    stored.addTemplate(*id, value);
                    ++arrived.templates;
                }
        }
        if (arrived.created || arrived.samples > 0 || arrived.templates > 0)
            log(database, "identity.import", subjectOf("identity", arrived.identity.value()),
                std::to_string(arrived.samples) + " samples, " + std::to_string(arrived.templates) +
                    " templates");
        return arrived;
    });
}

}  // namespace lineament
