#pragma once

#include <deque>
#include <memory>
#include <optional>

#include "core/media/video_source.h"

namespace lineament::ui {

/// A place in a recording that moves both ways, frame-exact. Keeps the frames around the place, so that
/// stepping and playing backwards do not decode a group of pictures for every single frame.
/// Thread: one at a time (the player's).
class FrameCursor {
  public:
    explicit FrameCursor(std::unique_ptr<VideoSource> source, std::size_t cacheBytes = 160u << 20);

    const SourceInfo& info() const { return source_->info(); }
    std::int64_t damagedPackets() const { return source_->damagedPackets(); }
    /// The frame at the place; null before the first next() or seek().
    const VideoFrame* current() const { return current_ ? &*current_ : nullptr; }

    /// Moves one frame on or back. False at the end or the start: the place has not changed.
    bool next();
    bool previous();
    /// Moves to the last frame with time <= ms (the first frame if there is none). Live sources stay.
    bool seek(double ms);

  private:
    bool refillBehind();
    void keepBehind(VideoFrame frame);
    void forget();

    std::unique_ptr<VideoSource> source_;
    const std::size_t cacheBytes_;
    std::deque<VideoFrame> behind_;  // successive frames that end before the current one
    std::optional<VideoFrame> current_;
    std::deque<VideoFrame> ahead_;  // successive frames after it
    std::size_t bytesBehind_ = 0;
    bool sourceIsBehindAhead_ = true;  // false: frames ahead were dropped, the source must be set back first
};

}  // namespace lineament::ui
