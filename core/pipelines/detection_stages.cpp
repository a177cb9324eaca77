#include "core/pipelines/detection_stages.h"

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/log.h"
#include "core/footage/cut_detector.h"
#include "core/pipelines/small_face_scan.h"

namespace lineament {

DetectionStages::DetectionStages(const FaceEngine& engine, std::unique_ptr<VideoSource> source,
                                 DetectionPlan plan, std::stop_token finish)
    : engine_(engine), source_(std::move(source)), plan_(plan) {
    for (int i = 0; i < plan_.lanes; ++i)
        lanes_.push_back(std::make_unique<Lane>());
    for (auto& lane : lanes_)
        threads_.emplace_back([this, &lane = *lane] {
            nameThisThread("detect faces");
            examine(lane);
        });
    threads_.emplace_back([this, finish = std::move(finish)] {
        nameThisThread("take frames");
        readFrames(finish);
    });
}

DetectionStages::~DetectionStages() {
    stop_.request_stop();
    source_->interrupt();
    threads_.clear();
}

std::optional<ExaminedFrame> DetectionStages::next(std::stop_token stop) {
    auto frame = lanes_[taken_++ % lanes_.size()]->done.pop(std::move(stop));
    std::lock_guard lock(mutex_);
    if (failure_) std::rethrow_exception(failure_);
    return frame;
}

void DetectionStages::fail() {
    {
        std::lock_guard lock(mutex_);
        if (!failure_) failure_ = std::current_exception();
    }
    stop_.request_stop();
    for (auto& lane : lanes_)
        lane->done.close();
}

void DetectionStages::readFrames(const std::stop_token& finish) {
    try {
        takeFrames(finish);
    } catch (...) {
        fail();
    }
    for (auto& lane : lanes_)
        lane->todo.close();
}

/// The next frame. A recording that cannot be read on ends there: what was seen so far still counts.
std::optional<VideoFrame> DetectionStages::read() {
    try {
        auto frame = source_->read();
        damagedPackets_ = source_->damagedPackets();
        return frame;
    } catch (const Error& error) {
        if (frames_ == 0) throw;
        log::warning(error.what());
        brokeOff_ = true;
        return std::nullopt;
    }
}

void DetectionStages::takeFrames(const std::stop_token& finish) {
    CutDetector cuts;
    SmallFaceScan scan(engine_.options().minFacePx);
    std::int64_t examined = 0;
    std::optional<VideoFrame> heldBack;  // the newest frame, if it was passed over
    std::vector<double> passedMs;
    int sinceLast = plan_.goesOn ? 0 : plan_.detectEveryNth;

    const auto examineFrame = [&](VideoFrame frame, bool cut) {
        ExaminedFrame next{std::move(frame), {}, std::move(passedMs), cut, std::nullopt};
        passedMs.clear();
        heldBack.reset();
        sinceLast = 0;
        if (plan_.tileEveryNth > 0 && examined++ % plan_.tileEveryNth == 0)
            next.tile = scan.next(next.frame.bgr.size());
        return hand(std::move(next));
    };
    // The last frame of a shot is looked at even if it was not its turn, so that tracks reach the end.
    const auto examineHeldBack = [&] {
        if (!heldBack) return true;
        passedMs.pop_back();
        VideoFrame last = std::move(*heldBack);
        return examineFrame(std::move(last), false);
    };

    while (!finish.stop_requested() && !stop_.stop_requested()) {
        auto frame = read();
        if (!frame || (plan_.maxMs > 0 && frame->ms > plan_.maxMs)) break;
        if (frames_++ == 0) size_ = {frame->bgr.cols, frame->bgr.rows};
        lastMs_ = frame->ms;
        const bool cut = cuts.isCut(frame->bgr);
        if (cut && !examineHeldBack()) return;
        if (cut || ++sinceLast >= plan_.detectEveryNth) {
            if (!examineFrame(std::move(*frame), cut)) return;
        } else {
            passedMs.push_back(frame->ms);
            heldBack = std::move(frame);
        }
    }
    examineHeldBack();
}

bool DetectionStages::hand(ExaminedFrame frame) {
    return lanes_[handed_++ % lanes_.size()]->todo.push(std::move(frame), stop_.get_token());
}

void DetectionStages::examine(Lane& lane) {
    try {
        while (auto frame = lane.todo.pop(stop_.get_token())) {
            const cv::Mat& bgr = frame->frame.bgr;
            frame->faces = engine_.detectBoxes(bgr, true);
            if (frame->tile && !stop_.stop_requested())
                frame->faces =
                    mergedFaces(std::move(frame->faces), engine_.detectBoxes(bgr(*frame->tile), true),
                                *frame->tile, bgr.size());
            if (!lane.done.push(std::move(*frame), stop_.get_token())) break;
        }
    } catch (...) {
        fail();
    }
    lane.done.close();
}

}  // namespace lineament
