#include "core/pipelines/cases/cluster_case.h"

#include <algorithm>
#include <set>

#include "core/pipelines/cases/name_person.h"
#include "core/review/case_people.h"
#include "core/review/follow_up.h"

namespace lineament {
namespace {

constexpr int kCandidatesOfCluster = 5;

bool isUnknown(const Track& track) {
    return !track.identity && (track.state == TrackState::kUnknown || track.state == TrackState::kRejected);
}

/// Suggests people of the gallery for unknown tracks; a person never twice in one frame.
int suggestFromGallery(Workspace& workspace, std::vector<Track>& tracks,
                       const std::vector<std::pair<TrackId, IdentityId>>& refusals) {
    const auto gallery = workspace.gallery();
    if (gallery->identities() == 0) return 0;
    const auto [threshold, fmr] = workspace.searchThreshold();
    std::vector<Template> probes;
    std::vector<Track*> owners;
    for (Track& track : tracks)
        if (track.state == TrackState::kUnknown && !track.identity && track.pooled &&
            track.pooled->recogniser == workspace.engine().recogniserKey()) {
            probes.push_back(*track.pooled);
            owners.push_back(&track);
        }
    if (probes.empty()) return 0;
    const auto answers = gallery->identify(probes, threshold, fmr, kCandidatesOfCluster);
    struct Claim {
        Track* track;
        Candidate candidate;
    };
    std::vector<Claim> claims;
    for (std::size_t i = 0; i < owners.size(); ++i)
        if (auto candidate = suggestionFor(owners[i]->id, answers[i].candidates, threshold, refusals))
            claims.push_back({owners[i], std::move(*candidate)});
    std::stable_sort(claims.begin(), claims.end(), [](const Claim& a, const Claim& b) {
        return a.candidate.similarity > b.candidate.similarity;
    });
    std::vector<ReviewDecision::Naming> suggestions;
    for (const auto& [track, candidate] : claims) {
        const bool taken = std::any_of(
            tracks.begin(), tracks.end(), [&, &track = *track, &who = candidate](const Track& other) {
                return other.identity == who.identity && seenTogether(track, other);
            });
        if (taken) continue;
        track->identity = candidate.identity;
        track->state = TrackState::kSuggested;
        suggestions.push_back(
            {track->id, candidate.identity, TrackState::kSuggested, candidate.similarity, false});
    }
    if (!suggestions.empty()) workspace.store().caseBook().suggest(suggestions);
    return static_cast<int>(suggestions.size());
}

}  // namespace

ClusterCaseResult clusterCase(Workspace& workspace, CaseId id, const ClusterCaseOptions& options,
                              JobContext& context) {
    auto& book = workspace.store().caseBook();
    const auto recordings = recordingsOf(book, id);
    context.report("unknown people", 0, 0);
    auto tracks = book.outlines(recordings);
    context.checkpoint();
    ClusterCaseResult result;
    result.suggestions = suggestFromGallery(workspace, tracks, book.refusals(recordings));
    context.checkpoint();

    const auto isComparable = [&key = workspace.engine().recogniserKey()](const Track& track) {
        return track.pooled && track.pooled->recogniser == key;
    };
    std::vector<const Track*> unknown, comparable;
    for (const Track& track : tracks)
        if (isUnknown(track)) unknown.push_back(&track);
    std::vector<Template> templates;
    std::vector<TrackId> ids;
    for (const Track* track : unknown)
        if (isComparable(*track)) {
            comparable.push_back(track);
            templates.push_back(*track->pooled);
            ids.push_back(track->id);
        }
    std::vector<std::pair<int, int>> apart;
    for (std::size_t i = 0; i < comparable.size(); ++i)
        for (std::size_t j = i + 1; j < comparable.size(); ++j)
            if (seenTogether(*comparable[i], *comparable[j]))
                apart.emplace_back(static_cast<int>(i), static_cast<int>(j));
    context.checkpoint();
    ClusterOptions density;
    density.minSimilarity = options.minSimilarity.value_or(workspace.verificationThreshold().first);
    density.minMembers = options.minMembers;
    auto clusters = clusterTemplates(templates, density, apart);
    context.checkpoint();
    for (const Track* track : unknown)
        if (!isComparable(*track)) {
            ids.push_back(track->id);
            clusters.push_back(-1);
        }
    const auto numbers = numberUnknowns(ids, clusters, book.unknowns(id));
    book.saveUnknowns(id, numbers);
    std::set<int> people;
    for (const auto& unknownNumber : numbers)
        people.insert(unknownNumber.number);
    result.tracks = static_cast<int>(numbers.size());
    result.people = static_cast<int>(people.size());
    return result;
}

}  // namespace lineament
