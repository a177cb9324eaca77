#include <array>
#include <set>

#include "core/base/error.h"
#include "core/store/action.h"
#include "core/store/decision_actions.h"
#include "core/store/repositories/identity_repository.h"
#include "core/store/repositories/person_repository.h"
#include "core/store/repositories/sample_repository.h"

namespace lineament {
namespace {

using nlohmann::json;

json performRecord(SQLite::Database& database, std::int64_t id, const json& after) {
    PersonRepository people(database);
    const auto before = people.record(IdentityId(id));
    people.save(recordFromJson(IdentityId(id), after.dump()));
    return json::parse(recordToJson(before));
}

void revertRecord(SQLite::Database& database, std::int64_t id, const json& before) {
    PersonRepository people(database);
    people.record(IdentityId(id));  // throws if they are gone
    people.save(recordFromJson(IdentityId(id), before.dump()));
}

json performExternalId(SQLite::Database& database, std::int64_t id, const json& after) {
    const auto before = IdentityRepository(database).get(IdentityId(id)).externalId;
    PersonRepository(database).setExternalId(IdentityId(id), after.at("external_id"));
    return {{"external_id", before}};
}

void revertExternalId(SQLite::Database& database, std::int64_t id, const json& before) {
    IdentityRepository(database).get(IdentityId(id));  // throws if they are gone
    PersonRepository(database).setExternalId(IdentityId(id), before.at("external_id"));
}

json moveTo(SQLite::Database& database, IdentityId into, const json& after) {
    SampleRepository samples(database);
    PersonRepository people(database);
    std::set<std::int64_t> from;
    for (const auto& value : after.at("samples")) {
        const SampleId sample(value.get<std::int64_t>());
        const auto owner = samples.identityOf(sample);
        if (!owner)
            throw Error(ErrorCode::kNotFound, "sample " + std::to_string(sample.value()),
                        "there is no such sample");
        from.insert(owner->value());
        people.moveSample(sample, into);
    }
    if (from.size() != 1)
        throw Error(ErrorCode::kInvalidArgument, "samples", "they must be those of one person");
    return {{"samples", after.at("samples")}, {"from", *from.begin()}};
}

void moveBack(SQLite::Database& database, const json& before) {
    PersonRepository people(database);
    const IdentityId from(before.at("from").get<std::int64_t>());
    for (const auto& value : before.at("samples"))
        people.moveSample(SampleId(value.get<std::int64_t>()), from);
}

json performMove(SQLite::Database& database, std::int64_t id, const json& after) {
    IdentityRepository(database).get(IdentityId(id));
    return moveTo(database, IdentityId(id), after);
}

void revertMove(SQLite::Database& database, std::int64_t, const json& before) {
    moveBack(database, before);
}

// The new person is made by the store before the first time; taken back they are withdrawn.
json performSplit(SQLite::Database& database, std::int64_t id, const json& after) {
    IdentityRepository(database).restore(IdentityId(id), "");
    return moveTo(database, IdentityId(id), after);
}

void revertSplit(SQLite::Database& database, std::int64_t id, const json& before) {
    moveBack(database, before);
    if (SampleRepository(database).list(IdentityId(id)).empty())
        IdentityRepository(database).withdraw(IdentityId(id));
}

constexpr std::array kGalleryActions = {Action{kChangeRecord, performRecord, revertRecord},
                                        Action{kChangeExternalId, performExternalId, revertExternalId},
                                        Action{kMoveSamples, performMove, revertMove},
                                        Action{kSplitIdentity, performSplit, revertSplit}};

}  // namespace

std::span<const Action> galleryActions() {
    return kGalleryActions;
}

}  // namespace lineament
