// The part of the store that is about cases.
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/base/check.h"
#include "core/store/action.h"
#include "core/store/decision_actions.h"
#include "core/store/query.h"
#include "core/store/record_format.h"
#include "core/store/repositories/case_repository.h"
#include "core/store/repositories/decision_repository.h"
#include "core/store/repositories/sample_repository.h"
#include "core/store/repositories/track_repository.h"
#include "core/store/sqlite_store.h"

namespace lineament {
namespace {

using nlohmann::json;

std::string caseSubject(CaseId id) {
    return subjectOf("case", id.value());
}

std::string trackSubject(TrackId id) {
    return subjectOf("track", id.value());
}

const char* nameOf(TrackHidden hidden) {
    switch (hidden) {
        case TrackHidden::kNotAFace:
            return "not_a_face";
        case TrackHidden::kReplaced:
            return "replaced";
        case TrackHidden::kWithdrawn:
            return "withdrawn";
        case TrackHidden::kNo:
            break;
    }
    return "";
}

json stepOf(const char* kind, const std::string& subject, json after) {
    return {{"kind", kind}, {"subject", subject}, {"after", std::move(after)}};
}

json namingStep(const ReviewDecision::Naming& naming, const ReviewOutcome& outcome) {
    auto identity = naming.identity;
    if (identity && !identity->valid()) identity = outcome.enrolled;
    LINEAMENT_REQUIRE(
        identity || (naming.state != TrackState::kConfirmed && naming.state != TrackState::kSuggested),
        trackSubject(naming.track), "a suggested or confirmed track needs an identity");
    json after = {{"identity", identity ? json(identity->value()) : json()},
                  {"state", lineament::nameOf(naming.state)},
                  {"decided", naming.byPerson}};
    if (naming.similarity) after["similarity"] = *naming.similarity;
    return stepOf(kAssignTrack, trackSubject(naming.track), std::move(after));
}

}  // namespace

CaseId SqliteStore::createCase(const std::string& name) {
    requireName(name);
    return write([&](SQLite::Database& database) {
        const auto id = CaseRepository(database).create(name, options_.clock->now());
        log(database, "case.create", caseSubject(id), "");
        return id;
    });
}

std::vector<Case> SqliteStore::cases() const {
    return read([](auto& database) { return CaseRepository(database).list(); });
}

Case SqliteStore::getCase(CaseId id) const {
    return read([&](auto& database) { return CaseRepository(database).get(id); });
}

void SqliteStore::saveCase(const Case& changed) {
    if (changed.id != kUnsorted) requireName(changed.name);
    LINEAMENT_REQUIRE(json::accept(changed.settings), "settings of a case", "they are not valid JSON");
    write([&](SQLite::Database& database) {
        CaseRepository cases(database);
        cases.get(changed.id);
        cases.save(changed);
        log(database, "case.change", caseSubject(changed.id), changed.settings);
    });
}

void SqliteStore::markOpened(CaseId id) {
    write(
        [&](SQLite::Database& database) { CaseRepository(database).markOpened(id, options_.clock->now()); });
}

void SqliteStore::addSource(CaseId id, const std::string& source, const std::string& sha256) {
    write([&](SQLite::Database& database) {
        CaseRepository cases(database);
        cases.get(id);
        cases.addSource(id, source, sha256, options_.clock->now());
        if (id != kUnsorted) cases.removeSource(kUnsorted, source);
        log(database, "case.add_source", caseSubject(id),
            source + (sha256.empty() ? "" : " sha256:" + sha256));
    });
}

void SqliteStore::removeSource(CaseId id, const std::string& source) {
    write([&](SQLite::Database& database) {
        CaseRepository cases(database);
        if (!cases.removeSource(id, source)) return;
        if (!cases.hasSource(source)) cases.addSource(kUnsorted, source, "", options_.clock->now());
        log(database, "case.remove_source", caseSubject(id), source);
    });
}

void SqliteStore::noteSource(CaseId id, const std::string& source, const std::string& notes) {
    write([&](SQLite::Database& database) {
        CaseRepository(database).noteSource(id, source, notes);
        log(database, "case.note_source", caseSubject(id), source);
    });
}

std::vector<CaseSource> SqliteStore::sources(CaseId id) const {
    return read([&](auto& database) { return CaseRepository(database).sources(id); });
}

void SqliteStore::setRecorded(const std::string& source, const RecordedTime& time) {
    LINEAMENT_REQUIRE(!time.startedAt || *time.startedAt >= 0, source, "it cannot begin before 1970");
    LINEAMENT_REQUIRE(std::isfinite(time.durationMs) && time.durationMs >= 0, source,
                      "its duration must be a number of ms");
    write([&](SQLite::Database& database) {
        CaseRepository cases(database);
        if (!cases.hasSource(source)) missing(source, "source in any case");
        if (time.camera.valid() &&
            !query(database, "SELECT 1 FROM cameras WHERE id = ?", time.camera).executeStep())
            missing(subjectOf("camera", time.camera.value()), "camera");
        if (!cases.setRecorded(source, time)) return;
        log(database, "case.recorded", source,
            json({{"started_at", time.startedAt ? json(iso8601(*time.startedAt)) : json()},
                  {"camera", time.camera.value()},
                  {"by_person", time.byPerson}})
                .dump());
    });
}

std::optional<RecordedMoment> SqliteStore::recordedMoment(CameraId camera, UnixMs at) const {
    return read([&](auto& database) { return CaseRepository(database).recordedMoment(camera, at); });
}

std::vector<Track> SqliteStore::outlines(std::span<const RecordingId> recordings) const {
    return read([&](auto& database) {
        std::vector<Track> all;
        for (const auto recording : recordings) {
            auto some = TrackRepository(database).outlines(recording);
            all.insert(all.end(), std::make_move_iterator(some.begin()), std::make_move_iterator(some.end()));
        }
        return all;
    });
}

std::vector<std::byte> SqliteStore::shotCrop(TrackId track, int rank) const {
    return read([&](auto& database) { return TrackRepository(database).shotCrop(track, rank); });
}

std::optional<Sample> SqliteStore::referenceOf(TemplateId id) const {
    return read([&](auto& database) { return SampleRepository(database).ofTemplate(id); });
}

std::vector<Track> SqliteStore::searchable(const std::string& recogniser) const {
    return read([&](auto& database) { return TrackRepository(database).searchable(recogniser); });
}

std::vector<TrackId> SqliteStore::drawnTracks(RecordingId recording) const {
    return read([&](auto& database) { return TrackRepository(database).listDrawn(recording); });
}

std::vector<UnknownNumber> SqliteStore::unknowns(CaseId id) const {
    return read([&](auto& database) { return CaseRepository(database).unknowns(id); });
}

void SqliteStore::saveUnknowns(CaseId id, const std::vector<UnknownNumber>& numbers) {
    write([&](SQLite::Database& database) {
        accounts_.requireAction(database, "case.number");
        CaseRepository cases(database);
        cases.get(id);
        TrackRepository tracks(database);
        for (const auto& unknown : numbers) {
            const auto old = cases.unknown(id, unknown.track);
            if (tracks.exists(unknown.track) && !(old && old->byHand))
                cases.setUnknown(id, {unknown.track, unknown.number, false});
        }
    });
}

void SqliteStore::suggest(const std::vector<ReviewDecision::Naming>& suggestions) {
    write([&](SQLite::Database& database) {
        accounts_.requireAction(database, "review.suggest");
        TrackRepository tracks(database);
        for (const auto& naming : suggestions) {
            if (!tracks.exists(naming.track) || tracks.naming(naming.track).decided) continue;
            tracks.setNaming(naming.track, {naming.identity, naming.state, false, naming.similarity});
        }
    });
}

std::vector<std::pair<TrackId, IdentityId>> SqliteStore::refusals(
    std::span<const RecordingId> recordings) const {
    return read([&](auto& database) {
        std::vector<std::pair<TrackId, IdentityId>> all;
        for (const auto recording : recordings)
            for (const auto& pair : CaseRepository(database).refusals(recording))
                all.push_back(pair);
        return all;
    });
}

std::vector<CaseMark> SqliteStore::marks(CaseId id) const {
    return read([&](auto& database) { return CaseRepository(database).marks(id); });
}

void SqliteStore::setMark(CaseId id, const CaseMark& mark) {
    write([&](SQLite::Database& database) {
        CaseRepository(database).setMark(id, mark);
        log(database, "case.mark", caseSubject(id), subjectOf("identity", mark.identity.value()));
    });
}

void SqliteStore::removeMark(CaseId id, IdentityId identity) {
    write([&](SQLite::Database& database) {
        CaseRepository(database).removeMark(id, identity);
        log(database, "case.unmark", caseSubject(id), subjectOf("identity", identity.value()));
    });
}

ReviewOutcome SqliteStore::review(const ReviewDecision& decision) {
    LINEAMENT_REQUIRE(decision.kind.rfind(kReview, 0) == 0, decision.kind, "it is no kind of review");
    requireUtf8(decision.reason, "reason");
    std::vector<std::vector<std::byte>> originals;
    if (decision.enrolment) {
        requireEnrolment(decision.enrolment->name, decision.enrolment->externalId,
                         decision.enrolment->samples);
        originals = originalsOf(decision.enrolment->samples);
    }
    return write([&](SQLite::Database& database) {
        ReviewOutcome outcome;
        json before = json::array(), steps = json::array();
        if (decision.enrolment) {
            const auto& [name, externalId, samples] = *decision.enrolment;
            const auto added = addSamples(database, name, externalId, samples, originals, decision.reason);
            outcome.enrolled = added.result.identity;
            outcome.created = added.created;
            outcome.samples = added.result.samples;
            json fresh = json::array();
            for (const auto sample : added.fresh)
                fresh.push_back(sample.value());
            const json state = {{"created", added.created}, {"samples", fresh}, {"external_id", externalId}};
            const auto subject = subjectOf("identity", outcome.enrolled->value());
            steps.push_back(stepOf(kEnrolIdentity, subject, state));
            before.push_back({{"kind", kEnrolIdentity}, {"subject", subject}, {"before", state}});
        }
        const std::size_t done = steps.size();
        TrackRepository tracks(database);
        for (const auto& [track, drawn, unknownOf, unknownNumber] : decision.added) {
            const auto id = tracks.add(track.recording, track);
            if (drawn) tracks.setDrawn(id);
            tracks.setHidden(id, nameOf(TrackHidden::kWithdrawn), true);
            outcome.added.push_back(id);
            steps.push_back(stepOf(kHideTrack, trackSubject(id), {{"hidden", nameOf(TrackHidden::kNo)}}));
            if (unknownNumber > 0)
                steps.push_back(stepOf(kGroupTrack, trackSubject(id),
                                       {{"case", unknownOf.value()}, {"number", unknownNumber}}));
        }
        for (const auto& [track, hidden] : decision.hidden)
            steps.push_back(stepOf(kHideTrack, trackSubject(track), {{"hidden", nameOf(hidden)}}));
        for (const auto& [track, identity] : decision.refusals)
            steps.push_back(stepOf(kRefuseName, trackSubject(track), {{"identity", identity.value()}}));
        for (const auto& naming : decision.namings)
            steps.push_back(namingStep(naming, outcome));
        for (const auto& [of, track, number] : decision.groupings)
            steps.push_back(
                stepOf(kGroupTrack, trackSubject(track), {{"case", of.value()}, {"number", number}}));
        LINEAMENT_REQUIRE(!steps.empty(), decision.kind, "nothing was decided");

        for (std::size_t i = done; i < steps.size(); ++i) {
            const std::string kind = steps[i]["kind"], subject = steps[i]["subject"];
            before.push_back(
                {{"kind", kind},
                 {"subject", subject},
                 {"before", json::parse(perform(database, kind, subject, steps[i]["after"].dump()))}});
        }
        const std::string subject = steps[0]["subject"];
        const auto id = DecisionRepository(database).record({.at = options_.clock->now(),
                                                             .actor = options_.actor,
                                                             .kind = decision.kind,
                                                             .subject = subject,
                                                             .reason = decision.reason,
                                                             .before = json{{"steps", before}}.dump(),
                                                             .after = json{{"steps", steps}}.dump()},
                                                            true);
        log(database, decision.kind, subject,
            subjectOf("decision", id.value()) + ", " + std::to_string(steps.size()) + " changes");
        return outcome;
    });
}

}  // namespace lineament
