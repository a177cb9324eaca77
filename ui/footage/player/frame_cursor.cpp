#include "ui/footage/player/frame_cursor.h"

#include <algorithm>

namespace lineament::ui {
namespace {

// Times closer than this are the same frame: containers count in ticks of at least 1/90 000 s.
constexpr double kSameFrameMs = 0.005;
// How far back one refill reaches; a second is about one group of pictures of most cameras.
constexpr double kRefillMs = 1000;

std::size_t bytesOf(const VideoFrame& frame) {
    return frame.bgr.total() * frame.bgr.elemSize();
}

}  // namespace

FrameCursor::FrameCursor(std::unique_ptr<VideoSource> source, std::size_t cacheBytes)
    : source_(std::move(source)), cacheBytes_(cacheBytes) {}

bool FrameCursor::next() {
    std::optional<VideoFrame> frame;
    if (!ahead_.empty()) {
        frame = std::move(ahead_.front());
        ahead_.pop_front();
    } else {
        if (!sourceIsBehindAhead_) {
            source_->seek(current_->ms);
            source_->read();
            sourceIsBehindAhead_ = true;
        }
        frame = source_->read();
    }
    if (!frame) return false;
    if (current_) keepBehind(std::move(*current_));
    current_ = std::move(frame);
    return true;
}

bool FrameCursor::previous() {
    if (!current_ || info().live) return false;
    if (behind_.empty() && !refillBehind()) return false;
    ahead_.push_front(std::move(*current_));
    current_ = std::move(behind_.back());
    behind_.pop_back();
    bytesBehind_ -= bytesOf(*current_);
    std::size_t bytesAhead = 0;
    for (const auto& frame : ahead_)
        bytesAhead += bytesOf(frame);
    for (; bytesAhead > cacheBytes_ && ahead_.size() > 1; ahead_.pop_back()) {
        bytesAhead -= bytesOf(ahead_.back());
        sourceIsBehindAhead_ = false;  // what lies far ahead is read again when it is come to
    }
    return true;
}

bool FrameCursor::seek(double ms) {
    if (info().live) return false;
    ms = std::max(ms, 0.0);
    if (current_) {
        const double from = behind_.empty() ? current_->ms : behind_.front().ms;
        const double to = ahead_.empty() ? current_->ms : ahead_.back().ms;
        if (ms >= from && ms <= to + kSameFrameMs) {
            while (current_->ms > ms + kSameFrameMs && !behind_.empty())
                previous();
            while (!ahead_.empty() && ahead_.front().ms <= ms + kSameFrameMs)
                next();
            return true;
        }
    }
    forget();
    source_->seek(ms);
    auto frame = source_->read();
    if (!frame) {  // behind the last frame: the container promised more than it holds
        source_->seek(std::max(0.0, ms - kRefillMs));
        while (auto later = source_->read())
            frame = std::move(later);
    }
    if (!frame) return false;
    current_ = std::move(frame);
    return true;
}

bool FrameCursor::refillBehind() {
    const double here = current_->ms;
    if (here <= kSameFrameMs) return false;
    for (double reach = kRefillMs;; reach *= 4) {  // gaps of variable frame rates may be longer than a second
        const double from = std::max(0.0, here - reach);
        source_->seek(from);
        behind_.clear();
        ahead_.clear();
        bytesBehind_ = 0;
        sourceIsBehindAhead_ = true;
        while (auto frame = source_->read()) {
            if (frame->ms >= here - kSameFrameMs)
                break;  // this is the current one: the source stands behind it
            keepBehind(std::move(*frame));
        }
        if (!behind_.empty() || from <= 0) break;
    }
    return !behind_.empty();
}

void FrameCursor::keepBehind(VideoFrame frame) {
    if (info().live) return;
    bytesBehind_ += bytesOf(frame);
    behind_.push_back(std::move(frame));
    while (bytesBehind_ > cacheBytes_ && behind_.size() > 1) {
        bytesBehind_ -= bytesOf(behind_.front());
        behind_.pop_front();
    }
}

void FrameCursor::forget() {
    behind_.clear();
    ahead_.clear();
    bytesBehind_ = 0;
    sourceIsBehindAhead_ = true;
    current_.reset();
}

}  // namespace lineament::ui
