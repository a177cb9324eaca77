#include <array>

#include "core/base/error.h"
#include "core/store/action.h"
#include "core/store/decision_actions.h"
#include "core/store/repositories/case_repository.h"
#include "core/store/repositories/identity_repository.h"
#include "core/store/repositories/sample_repository.h"
#include "core/store/repositories/track_repository.h"

namespace lineament {
namespace {

using nlohmann::json;

std::vector<SampleId> samplesOf(const json& value) {
    std::vector<SampleId> samples;
    for (const auto& id : value.at("samples"))
        samples.emplace_back(id.get<std::int64_t>());
    return samples;
}

// An enrolment is carried out by the store itself; here it is only taken back and done again.
json performEnrol(SQLite::Database& database, std::int64_t id, const json& after) {
    IdentityRepository people(database);
    if (after.at("created").get<bool>()) people.restore(IdentityId(id), after.at("external_id"));
    SampleRepository stored(database);
    for (const auto sample : samplesOf(after))
        if (stored.removed(sample)) stored.setRemoved(sample, false);
    return after;
}

void revertEnrol(SQLite::Database& database, std::int64_t id, const json& before) {
    SampleRepository stored(database);
    for (const auto sample : samplesOf(before))
        if (!stored.removed(sample)) stored.setRemoved(sample, true);
    // Somebody may have been given other photos since: then only these ones go.
    if (before.at("created").get<bool>() && stored.list(IdentityId(id)).empty())
        IdentityRepository(database).withdraw(IdentityId(id));
}

json performRefuse(SQLite::Database& database, std::int64_t id, const json& after) {
    TrackRepository(database).naming(TrackId(id));  // throws if it is gone
    const IdentityId identity(after.at("identity").get<std::int64_t>());
    const bool isNew = CaseRepository(database).refuse(TrackId(id), identity);
    return {{"identity", identity.value()}, {"new", isNew}};
}

void revertRefuse(SQLite::Database& database, std::int64_t id, const json& before) {
    if (before.at("new").get<bool>())
        CaseRepository(database).allow(TrackId(id), IdentityId(before.at("identity").get<std::int64_t>()));
}

json performHide(SQLite::Database& database, std::int64_t id, const json& after) {
    TrackRepository tracks(database);
    const auto naming = tracks.naming(TrackId(id));
    const auto hidden = tracks.hidden(TrackId(id));
    tracks.setHidden(TrackId(id), after.at("hidden"), true);
    return {{"hidden", hidden}, {"decided", naming.decided}};
}

void revertHide(SQLite::Database& database, std::int64_t id, const json& before) {
    TrackRepository tracks(database);
    tracks.naming(TrackId(id));
    tracks.setHidden(TrackId(id), before.at("hidden"), before.at("decided"));
}

json performGroup(SQLite::Database& database, std::int64_t id, const json& after) {
    TrackRepository(database).naming(TrackId(id));
    CaseRepository cases(database);
    const CaseId of(after.at("case").get<std::int64_t>());
    const auto before = cases.unknown(of, TrackId(id));
    cases.setUnknown(of, {TrackId(id), after.at("number").get<int>(), true});
    return {
        {"case", of.value()}, {"number", before ? before->number : 0}, {"by_hand", before && before->byHand}};
}

void revertGroup(SQLite::Database& database, std::int64_t id, const json& before) {
    CaseRepository(database).setUnknown(
        CaseId(before.at("case").get<std::int64_t>()),
        {TrackId(id), before.at("number").get<int>(), before.at("by_hand").get<bool>()});
}

constexpr std::array kReviewActions = {
    Action{kEnrolIdentity, performEnrol, revertEnrol}, Action{kRefuseName, performRefuse, revertRefuse},
    Action{kHideTrack, performHide, revertHide}, Action{kGroupTrack, performGroup, revertGroup}};

bool isGone(const Error& error, const json& step) {
    return error.code() == ErrorCode::kNotFound &&
           step.at("subject").get<std::string>().rfind("track:", 0) == 0;
}

}  // namespace

std::span<const Action> reviewActions() {
    return kReviewActions;
}

json performSteps(SQLite::Database& database, const json& after) {
    json done = json::array();
    for (const auto& step : after.at("steps")) {
        const std::string kind = step.at("kind"), subject = step.at("subject");
        try {
            const auto before = perform(database, kind, subject, step.at("after").dump());
            done.push_back({{"kind", kind}, {"subject", subject}, {"before", json::parse(before)}});
        } catch (const Error& error) {
            if (!isGone(error, step)) throw;
        }
    }
    return {{"steps", std::move(done)}};
}

void revertSteps(SQLite::Database& database, const json& before) {
    const auto& steps = before.at("steps");
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
        try {
            revert(database, step->at("kind"), step->at("subject"), step->at("before").dump());
        } catch (const Error& error) {
            if (!isGone(error, *step)) throw;
        }
    }
}

}  // namespace lineament
