#include "core/pipelines/cases/name_person.h"

#include <algorithm>

#include "core/base/check.h"
#include "core/base/hash.h"
#include "core/faces/crop_part.h"
#include "core/image/image.h"
#include "core/pipelines/evidence/evidence_guard.h"
#include "core/pipelines/photo_gate.h"
#include "core/pipelines/synthetic/sample/sample_store.h"
#include "core/review/follow_up.h"

namespace lineament {
namespace {

using Samples = std::vector<Store::NewSample>;

/// The case as the decision sees it.
struct Scope {
    std::vector<Track> tracks;
    std::vector<std::pair<TrackId, IdentityId>> refusals;
    std::vector<Recording> recordings;

    Scope(Workspace& workspace, const NamePersonRequest& request) {
        auto& book = workspace.store().caseBook();
        recordings = workspace.store().recordings();
        auto ids = recordingsOf(book, request.of);
        tracks = book.outlines(ids);
        if (std::any_of(request.tracks.begin(), request.tracks.end(),
                        [&](TrackId id) { return !find(id); })) {
            // Tracks of another case: named all the same, and looked for there.
            ids.clear();
            for (const auto& recording : recordings)
                ids.push_back(recording.id);
            tracks = book.outlines(ids);
        }
        refusals = book.refusals(ids);
    }
    const Track* find(TrackId id) const {
        const auto found =
            std::find_if(tracks.begin(), tracks.end(), [&](const Track& track) { return track.id == id; });
        return found == tracks.end() ? nullptr : &*found;
    }
    const Track& get(TrackId id) const {
        if (const Track* track = find(id)) return *track;
        throw Error(ErrorCode::kNotFound, "track " + std::to_string(id.value()), "there is no such track");
    }
    const Recording& recordingOf(const Track& track) const {
        for (const auto& recording : recordings)
            if (recording.id == track.recording) return recording;
        static const Recording none;
        return none;
    }
    std::string sourceOf(const Track& track) const { return recordingOf(track).source; }
};

/// The face that somebody says is in a look, where the detector finds none: it is where the look was taken.
Face faceOfLook(const FaceEngine& engine, const cv::Mat& crop, const BoxPx& box, SizePx frame) {
    const BoxPx seen = cropPartOf(box, frame);
    const float scale = static_cast<float>(crop.cols) / std::max(seen.width, 1.0f);
    Face face;
    face.box =
        clip({(box.x - seen.x) * scale, (box.y - seen.y) * scale, box.width * scale, box.height * scale},
             {crop.cols, crop.rows});
    face.score = 1;
    engine.describe(crop, {&face, 1});
    return face;
}

std::vector<NamePersonRequest::Shot> chosenShots(const NamePersonRequest& request, const Scope& scope) {
    if (!request.shots.empty() || request.identity) return request.shots;
    std::vector<std::pair<float, NamePersonRequest::Shot>> all;
    for (const auto id : request.tracks) {
        const auto& shots = scope.get(id).shots;
        for (std::size_t rank = 0; rank < shots.size(); ++rank)
            all.push_back({-shots[rank].quality, {id, static_cast<int>(rank)}});
    }
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<NamePersonRequest::Shot> best;
    for (const auto& [worse, shot] : all)
        if (static_cast<int>(best.size()) < request.bestShots) best.push_back(shot);
    return best;
}

Samples judgeLooks(Workspace& workspace, const NamePersonRequest& request, const Scope& scope,
                   EnrolledIdentity& person, JobContext& context) {
    Samples samples;
    const auto shots = chosenShots(request, scope);
    const bool nobodyIsReal = isSampleStore(workspace.store());
    for (std::size_t i = 0; i < shots.size(); ++i) {
        context.checkpoint();
        const Track& track = scope.get(shots[i].track);
        const auto rank = static_cast<std::size_t>(shots[i].rank);
        if (rank >= track.shots.size()) continue;
        const auto source = scope.sourceOf(track);
        const auto path = lookPath(source, track.shots[rank].ms);
        if (auto marked = nobodyIsReal ? std::nullopt : EvidenceGuard::refuseFile(source)) {
            marked->path = path;
            person.rejected.push_back(std::move(*marked));
            continue;
        }
        const auto crop = workspace.store().caseBook().shotCrop(track.id, shots[i].rank);
        const Image image = decodeImage(crop, path);
        auto faces = workspace.engine().detect(image.bgr);
        if (faces.empty() && request.gate == QualityGate::kOff)
            faces.push_back(faceOfLook(workspace.engine(), image.bgr, track.shots[rank].box,
                                       scope.recordingOf(track).size));
        if (faces.empty()) {
            person.rejected.push_back({path, RejectionCode::kNoFace, "no face was found in this look", {}});
        } else if (auto rejection = judgePhoto(image.bgr, faces.front(), request.gate, path)) {
            person.rejected.push_back(std::move(*rejection));
        } else {
            Store::NewSample sample;
            sample.sample.path = path;
            sample.sample.sha256 = sha256(crop);
            sample.sample.crop = crop;
            sample.sample.face = faces.front();
            sample.templates = workspace.engine().embed(image.bgr, std::span(faces).first(1));
            person.accepted.push_back({path, {}, {}, faces.front(), faces.front().quality.overall});
            samples.push_back(std::move(sample));
        }
        context.report("looks", static_cast<std::int64_t>(i) + 1, static_cast<std::int64_t>(shots.size()));
    }
    return samples;
}

/// What the person looks like: their samples, new and old.
std::vector<Template> referencesOf(Workspace& workspace, IdentityId person, const Samples& samples) {
    std::vector<Template> references;
    for (const auto& sample : samples)
        references.insert(references.end(), sample.templates.begin(), sample.templates.end());
    if (person.valid())
        for (auto& stored : workspace.store().templates(workspace.engine().recogniserKey()))
            if (stored.identity == person) references.push_back(std::move(stored.value));
    return references;
}

std::optional<float> bestSimilarity(const Track& track, const std::vector<Template>& references) {
    std::optional<float> best;
    for (const auto& reference : references)
        if (track.pooled && track.pooled->recogniser == reference.recogniser)
            best = std::max(best.value_or(-1), similarity(*track.pooled, reference));
    return best;
}

}  // namespace

std::string lookPath(const std::string& source, double ms) {
    char time[32];
    std::snprintf(time, sizeof time, "#t=%.3f", ms / 1000);
    return source + time;
}

std::vector<RecordingId> recordingsOf(const CaseBook& book, CaseId id) {
    std::vector<RecordingId> recordings;
    for (const auto& source : book.sources(id))
        if (source.recording.valid()) recordings.push_back(source.recording);
    return recordings;
}

NamePersonResult namePerson(Workspace& workspace, const NamePersonRequest& request, JobContext& context) {
    LINEAMENT_REQUIRE(!request.tracks.empty(), "tracks", "somebody is named by at least one track");
    LINEAMENT_REQUIRE(request.identity || !request.name.empty(), "name", "a person needs a name");
    LINEAMENT_REQUIRE(request.bestShots >= 1 && request.bestShots <= 20, "shots",
                      "1 to 20 looks can be taken");
    auto& book = workspace.store().caseBook();
    const Scope scope(workspace, request);
    NamePersonResult result;
    result.person.name = request.name;

    ReviewDecision decision{.kind = "review.name", .reason = request.reason};
    auto known = request.identity;
    if (!known) known = workspace.store().enrolmentOf(request.name, request.externalId);
    Samples samples = judgeLooks(workspace, request, scope, result.person, context);
    if (samples.empty() && (!request.identity || !request.shots.empty())) return result;
    context.checkpoint();

    const auto references = referencesOf(workspace, known.value_or(IdentityId()), samples);
    const IdentityId named = samples.empty() ? *known : IdentityId();  // not valid: the one that is enrolled
    std::vector<Template> looks = references;
    for (const auto id : request.tracks) {
        const Track& track = scope.get(id);
        decision.namings.push_back({id, named, TrackState::kConfirmed, bestSimilarity(track, references)});
        if (track.pooled) looks.push_back(*track.pooled);
    }
    const float threshold = workspace.searchThreshold().first;
    for (const auto& [track, similarity] :
         tracksLike({scope.tracks, scope.refusals}, looks, known.value_or(IdentityId()), request.tracks,
                    threshold)) {
        const bool undecided = scope.get(track).state == TrackState::kUnknown;
        decision.namings.push_back({track, named, TrackState::kSuggested, similarity, !undecided});
        result.suggested.push_back(track);
    }
    if (!samples.empty()) {
        const std::string name =
            request.identity ? workspace.store().identity(*known).value_or(Identity{}).name : request.name;
        decision.enrolment = {name, request.externalId, std::move(samples)};
    }
    const auto outcome = book.review(decision);
    result.person.identity = outcome.enrolled ? *outcome.enrolled : *known;
    result.created = outcome.created;
    for (std::size_t i = 0; i < outcome.samples.size(); ++i)
        result.person.accepted[i].sample = outcome.samples[i];
    return result;
}

}  // namespace lineament
