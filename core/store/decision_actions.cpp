#include "core/store/decision_actions.h"

#include <array>
#include <charconv>
#include <nlohmann/json.hpp>

#include "core/base/check.h"
#include "core/store/action.h"
#include "core/store/record_format.h"
#include "core/store/repositories/identity_repository.h"
#include "core/store/repositories/sample_repository.h"
#include "core/store/repositories/track_repository.h"

namespace lineament {
namespace {

using nlohmann::json;

template <class Id>
std::vector<std::int64_t> numbers(const std::vector<Id>& ids) {
    std::vector<std::int64_t> values;
    for (const auto id : ids)
        values.push_back(id.value());
    return values;
}

template <class Id>
std::vector<Id> idsFrom(const json& values) {
    std::vector<Id> ids;
    for (const auto& value : values)
        ids.emplace_back(value.get<std::int64_t>());
    return ids;
}

json performRename(SQLite::Database& database, std::int64_t id, const json& after) {
    IdentityRepository identities(database);
    const auto before = identities.get(IdentityId(id)).name;
    identities.setName(IdentityId(id), after.at("name"));
    return {{"name", before}};
}

void revertRename(SQLite::Database& database, std::int64_t id, const json& before) {
    IdentityRepository(database).setName(IdentityId(id), before.at("name"));
}

json performMerge(SQLite::Database& database, std::int64_t id, const json& after) {
    IdentityRepository identities(database);
    const IdentityId from(id), into(after.at("into").get<std::int64_t>());
    identities.get(from);
    identities.get(into);
    const auto moved = identities.merge(from, into);
    return {{"into", into.value()},
            {"samples", numbers(moved.samples)},
            {"tracks", numbers(moved.tracks)},
            {"external_id", moved.externalId}};
}

void revertMerge(SQLite::Database& database, std::int64_t id, const json& before) {
    IdentityRepository(database).unmerge(IdentityId(id), IdentityId(before.at("into").get<std::int64_t>()),
                                         {idsFrom<SampleId>(before.at("samples")),
                                          idsFrom<TrackId>(before.at("tracks")), before.at("external_id")});
}

json performRemoveSample(SQLite::Database& database, std::int64_t id, const json&) {
    SampleRepository(database).setRemoved(SampleId(id), true);
    return json::object();
}

void revertRemoveSample(SQLite::Database& database, std::int64_t id, const json&) {
    SampleRepository(database).setRemoved(SampleId(id), false);
}

TrackRepository::Naming namingFrom(const json& value) {
    TrackRepository::Naming naming;
    if (!value.at("identity").is_null()) naming.identity = IdentityId(value["identity"].get<std::int64_t>());
    naming.state = trackStateFrom(value.at("state").get<std::string>());
    naming.decided = value.value("decided", true);
    if (value.contains("similarity")) naming.similarity = value["similarity"].get<float>();
    return naming;
}

json performAssign(SQLite::Database& database, std::int64_t id, const json& after) {
    TrackRepository tracks(database);
    const auto before = tracks.naming(TrackId(id));
    const auto naming = namingFrom(after);
    if (naming.identity) IdentityRepository(database).get(*naming.identity);
    tracks.setNaming(TrackId(id), naming);
    return {{"identity", before.identity ? json(before.identity->value()) : json()},
            {"state", nameOf(before.state)},
            {"decided", before.decided},
            {"similarity", before.similarity.value_or(0)}};
}

void revertAssign(SQLite::Database& database, std::int64_t id, const json& before) {
    TrackRepository tracks(database);
    tracks.naming(TrackId(id));  // throws if it is gone
    tracks.setNaming(TrackId(id), namingFrom(before));
}

constexpr std::array kActions = {Action{kRenameIdentity, performRename, revertRename},
                                 Action{kMergeIdentity, performMerge, revertMerge},
                                 Action{kRemoveSample, performRemoveSample, revertRemoveSample},
                                 Action{kAssignTrack, performAssign, revertAssign}};

const Action& actionOf(const std::string& kind) {
    for (const auto& action : kActions)
        if (kind == action.kind) return action;
    for (const auto& action : reviewActions())
        if (kind == action.kind) return action;
    for (const auto& action : galleryActions())
        if (kind == action.kind) return action;
    for (const auto& action : evaluationActions())
        if (kind == action.kind) return action;
    for (const auto& action : presenceActions())
        if (kind == action.kind) return action;
    throw Error(ErrorCode::kInternal, kind, "a decision of an unknown kind");
}

/// 0 where a subject is no row but a name.
std::int64_t idIn(const std::string& subject) {
    std::int64_t id = 0;
    const char* end = subject.data() + subject.size();
    const auto read = std::from_chars(subject.data() + subject.find(':') + 1, end, id);
    return read.ptr == end ? id : 0;
}

}  // namespace

std::string subjectOf(const char* what, std::int64_t id) {
    return std::string(what) + ":" + std::to_string(id);
}

std::string perform(SQLite::Database& database, const std::string& kind, const std::string& subject,
                    const std::string& after) {
    if (kind.rfind(kReview, 0) == 0) return performSteps(database, json::parse(after)).dump();
    return actionOf(kind).perform(database, idIn(subject), json::parse(after)).dump();
}

void revert(SQLite::Database& database, const std::string& kind, const std::string& subject,
            const std::string& before) {
    if (kind.rfind(kReview, 0) == 0) return revertSteps(database, json::parse(before));
    actionOf(kind).revert(database, idIn(subject), json::parse(before));
}

}  // namespace lineament
