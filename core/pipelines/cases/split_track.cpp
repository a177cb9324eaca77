#include "core/pipelines/cases/split_track.h"

#include <algorithm>

#include "core/pipelines/cases/frame_look.h"
#include "core/review/follow_up.h"

namespace lineament {
namespace {

constexpr int kShots = 5;

void embedPart(const Workspace& workspace, const std::string& source, Track& part, JobContext& context) {
    BestShots looks(kShots, 0);
    for (const auto& shot : part.shots) {
        context.checkpoint();
        if (auto look = lookAtCrop(workspace.engine(), shot)) looks.add(std::move(*look));
    }
    if (looks.empty()) {
        const auto& middle = part.boxes[part.boxes.size() / 2];
        if (auto look =
                lookAtRecording(workspace.engine(), source, middle.ms, middle.box, context.stopToken()))
            looks.add(std::move(*look));
        if (part.shots.empty()) part.shots = looks.shots();
    }
    part.pooled = looks.pooled();
}

}  // namespace

std::pair<TrackId, TrackId> splitTrackAt(Workspace& workspace, CaseId of, TrackId id, double ms,
                                         JobContext& context, const std::string& reason) {
    auto& store = workspace.store();
    auto& book = store.caseBook();
    for (const auto& recording : store.recordings()) {
        const auto outlines = book.outlines(std::vector{recording.id});
        const auto found = std::find_if(outlines.begin(), outlines.end(),
                                        [&](const Track& track) { return track.id == id; });
        if (found == outlines.end()) continue;
        Track whole = *found;
        for (std::size_t rank = 0; rank < whole.shots.size(); ++rank)
            whole.shots[rank].crop = book.shotCrop(id, static_cast<int>(rank));
        auto [before, after] = splitTrack(whole, ms);
        ReviewDecision decision{.kind = "review.split", .reason = reason};
        decision.hidden = {{id, TrackHidden::kReplaced}};
        for (Track* part : {&before, &after}) {
            embedPart(workspace, recording.source, *part, context);
            if (const auto candidate = bestCandidate(workspace, part->pooled)) {
                part->identity = candidate->identity;
                part->state = TrackState::kSuggested;
                part->similarity = candidate->similarity;
            }
            decision.added.push_back({*part, false, of, 0});
        }
        const auto added = book.review(decision).added;
        return {added[0], added[1]};
    }
    throw Error(ErrorCode::kNotFound, "track " + std::to_string(id.value()), "there is no such track");
}

}  // namespace lineament
