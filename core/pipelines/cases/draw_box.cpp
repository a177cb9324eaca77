#include "core/pipelines/cases/draw_box.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "core/base/check.h"
#include "core/footage/box_shift.h"
#include "core/footage/cut_detector.h"
#include "core/media/video_source.h"
#include "core/pipelines/cases/frame_look.h"

namespace lineament {
namespace {

constexpr double kReachMs = 3000;
constexpr int kLongSidePx = 960;  // what is followed in: smaller is quicker and as exact as a hand
constexpr double kSameFrameMs = 0.5;
constexpr float kLeastBoxPx = 8;
constexpr float kMeets = 0.4f;  // overlap at which a box and a track are one face

/// One frame as it is followed in.
struct SmallFrame {
    double ms = 0;
    cv::Mat grey;
    bool cut = false;  ///< starts a new shot
};

struct Strip {
    std::vector<SmallFrame> frames;
    std::size_t drawnAt = 0;
    double scale = 1;  ///< small px per px
    cv::Mat drawnFrame;
};

Strip readStrip(const DrawBoxRequest& request, JobContext& context) {
    const auto video = openVideoSource(request.source, context.stopToken());
    if (video->info().live)
        throw Error(ErrorCode::kUnsupported, request.source, "a live source cannot be read again");
    video->seek(std::max(0.0, request.ms - kReachMs));
    Strip strip;
    CutDetector cuts;
    while (auto frame = video->read()) {
        context.checkpoint();
        if (frame->ms > request.ms + kReachMs) break;
        const bool cut = cuts.isCut(frame->bgr);
        strip.scale =
            std::min(1.0, static_cast<double>(kLongSidePx) / std::max(frame->bgr.cols, frame->bgr.rows));
        SmallFrame small{frame->ms, {}, cut};
        cv::cvtColor(frame->bgr, small.grey, cv::COLOR_BGR2GRAY);
        cv::resize(small.grey, small.grey, {}, strip.scale, strip.scale, cv::INTER_AREA);
        if (frame->ms <= request.ms + kSameFrameMs) {
            strip.drawnAt = strip.frames.size();
            strip.drawnFrame = frame->bgr;
        }
        strip.frames.push_back(std::move(small));
    }
    if (strip.drawnFrame.empty())
        throw Error(ErrorCode::kUnreadable, request.source, "the frame cannot be read");
    return strip;
}

std::optional<BoxPx> boxNear(const Track& track, double ms) {
    const auto at = std::lower_bound(track.boxes.begin(), track.boxes.end(), ms - kSameFrameMs,
                                     [](const TrackBox& box, double time) { return box.ms < time; });
    if (at == track.boxes.end() || at->ms > ms + kSameFrameMs) return std::nullopt;
    return at->box;
}

struct FollowedBox {
    std::vector<TrackBox> boxes;  // without the drawn one
    const Track* met = nullptr;
};

/// direction: 1 on, -1 back.
FollowedBox follow(const Strip& strip, const BoxPx& box, int direction, const std::vector<Track>& tracks,
                   SizePx size, JobContext& context) {
    FollowedBox result;
    const auto scale = static_cast<float>(strip.scale);
    BoxPx place{box.x * scale, box.y * scale, box.width * scale, box.height * scale};
    for (std::size_t at = strip.drawnAt;;) {
        const bool atEdge = direction > 0 ? at + 1 >= strip.frames.size() : at == 0;
        if (atEdge || strip.frames[direction > 0 ? at + 1 : at].cut) break;
        context.checkpoint();
        const std::size_t before = std::exchange(at, direction > 0 ? at + 1 : at - 1);
        const auto shift = boxShift(strip.frames[before].grey, strip.frames[at].grey, place);
        if (!shift) break;
        place.x += shift->x;
        place.y += shift->y;
        const BoxPx moved = clip({place.x / scale, place.y / scale, box.width, box.height}, size);
        if (moved.width < kLeastBoxPx || moved.height < kLeastBoxPx) break;
        const double ms = strip.frames[at].ms;
        const auto met = std::find_if(tracks.begin(), tracks.end(), [&](const Track& track) {
            const auto theirs = boxNear(track, ms);
            return theirs && iou(*theirs, moved) >= kMeets;
        });
        if (met != tracks.end()) {
            result.met = &*met;
            break;
        }
        result.boxes.push_back({ms, moved, 0.5f, true});
    }
    return result;
}

}  // namespace

DrawnBox drawBox(Workspace& workspace, const DrawBoxRequest& request, JobContext& context) {
    LINEAMENT_REQUIRE(request.box.width >= kLeastBoxPx && request.box.height >= kLeastBoxPx, "box",
                      "it is too small to hold a face");
    context.report("follow", 0, 0);
    const Strip strip = readStrip(request, context);
    const SizePx size{strip.drawnFrame.cols, strip.drawnFrame.rows};
    const BoxPx box = clip(request.box, size);
    LINEAMENT_REQUIRE(box.width >= kLeastBoxPx && box.height >= kLeastBoxPx, "box",
                      "it lies outside the picture");
    auto& book = workspace.store().caseBook();
    const auto tracks = book.outlines(std::vector{request.recording});
    context.checkpoint();
    const double drawnMs = strip.frames[strip.drawnAt].ms;
    const Look look = lookAtBox(workspace.engine(), strip.drawnFrame, drawnMs, box);
    context.checkpoint();
    const FollowedBox back = follow(strip, box, -1, tracks, size, context),
                      on = follow(strip, box, 1, tracks, size, context);

    Track track;
    track.recording = request.recording;
    track.boxes.assign(back.boxes.rbegin(), back.boxes.rend());
    track.boxes.push_back({drawnMs, box, 1, false});
    track.boxes.insert(track.boxes.end(), on.boxes.begin(), on.boxes.end());
    track.firstMs = track.boxes.front().ms;
    track.lastMs = track.boxes.back().ms;
    track.frames = static_cast<std::int64_t>(track.boxes.size());
    track.shots = {look.shot};
    track.pooled = look.value;

    DrawnBox result;
    result.frames = track.frames;
    ReviewDecision::Added added{{}, true, request.of, 0};
    const Track* met = back.met ? back.met : on.met;
    if (met) {
        result.joined = met->id;
        track.identity = met->identity;
        track.state = met->state;
        track.similarity = met->pooled && met->pooled->recogniser == track.pooled->recogniser
                               ? similarity(*met->pooled, *track.pooled)
                               : 0;
        for (const auto& unknown : book.unknowns(request.of))
            if (unknown.track == met->id) added.unknownNumber = unknown.number;
    } else if (const auto candidate = bestCandidate(workspace, track.pooled)) {
        track.identity = candidate->identity;
        track.state = TrackState::kSuggested;
        track.similarity = candidate->similarity;
    }
    added.track = std::move(track);
    ReviewDecision decision{.kind = "review.draw", .reason = request.reason};
    decision.added.push_back(std::move(added));
    result.track = book.review(decision).added.front();
    return result;
}

}  // namespace lineament
