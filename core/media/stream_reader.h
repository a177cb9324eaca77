#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "core/media/frame_converter.h"
#include "core/media/libav.h"
#include "core/media/video_source.h"

namespace lineament::media {

/// Ends a call into libav that waits: on a stop, an interrupt or a time limit.
class Waiting {
  public:
    explicit Waiting(std::stop_token stop) : stop_(std::move(stop)) {}
    bool stopped() const { return interrupted_ || stop_.stop_requested(); }
    void interrupt() { interrupted_ = true; }
    /// Calls that start now may last this long; zero: without limit.
    void allow(std::chrono::milliseconds time);
    bool late() const { return std::chrono::steady_clock::now() > until_; }
    AVIOInterruptCB callback();

  private:
    std::stop_token stop_;
    std::atomic<bool> interrupted_ = false;
    std::chrono::steady_clock::time_point until_ = std::chrono::steady_clock::time_point::max();
};

/// How the detail begins where libav says no more than that the data are invalid.
inline constexpr std::string_view kCannotBeRead = "the recording cannot be read";

/// Why a camera or stream cannot be opened, from what libav answered.
std::string whyNotOpened(int error);

struct StreamOptions {
    std::string url;                             ///< as libav takes it
    std::string name;                            ///< what errors are about; without credentials
    const AVInputFormat* format = nullptr;       ///< null: told by content
    std::string protocols = "file,crypto,data";  ///< that may be used, also by what a playlist names
    std::chrono::milliseconds timeout{0};        ///< for one read or the opening; zero: none
    std::vector<std::pair<std::string, std::string>> more;  ///< options of the container or protocol
};

/// One opened container and the decoder of its best picture track, packets in, frames out in the order of
/// presentation. Thread: one thread at a time.
class StreamReader {
  public:
    /// Throws Error(kUnreadable, kUnsupported; kDevice if there is a timeout), or Cancelled on a stop.
    StreamReader(const StreamOptions& options, Waiting& waiting);

    SourceInfo describe() const;
    Turn turn() const { return turn_; }

    /// The next whole frame; null at the end, on a stop or when the connection broke.
    Owned<AVFrame> next();
    /// Time of a frame in ms from the start; empty if the container gives none.
    std::optional<double> msOf(const AVFrame& frame) const;

    /// Goes to a key frame at or before the time; false if the container cannot. ms from the start.
    bool position(double ms);
    /// Frames that nothing refers to need not be decoded before this time (ms; -infinity: decode all).
    void skipUnreferencedBefore(double ms) { skipBeforeMs_ = ms; }
    /// 0-based number of a frame in the order of presentation; empty where the container has no full index.
    /// Only for frames between position() and settle().
    std::optional<std::int64_t> indexOf(const AVFrame& frame) const;
    /// Ends the book-keeping that indexOf() needs.
    void settle();

    std::int64_t damaged() const { return damaged_; }
    /// False where position() would land anywhere: bare streams without times, AVI that has lost its index.
    bool canPosition() const;

  private:
    void openContainer(const StreamOptions& options);
    void openDecoder();
    bool sendNextPacket();
    void countPacket();
    [[noreturn]] void failToOpen(int error) const;
    std::int64_t startPts() const;
    std::int64_t framesBefore(std::int64_t timestamp) const;
    double msOfPts(std::int64_t pts) const;

    Waiting& waiting_;
    std::string name_;
    std::chrono::milliseconds timeout_;
    Owned<AVFormatContext> format_;
    AVStream* stream_ = nullptr;
    Owned<AVCodecContext> decoder_;
    Owned<AVPacket> packet_;
    Turn turn_;
    bool drained_ = false;
    // AVI has one time a packet, in the order of decoding: with B-frames what is shown first comes late.
    bool isAvi_ = false;
    std::optional<std::int64_t> firstShown_;
    double skipBeforeMs_ = -std::numeric_limits<double>::infinity();
    std::int64_t damaged_ = 0;
    // Since the last position(): the first packet's number in the index, and every packet's time.
    std::optional<std::int64_t> firstPacket_;
    bool counting_ = false;
    std::vector<std::int64_t> packetPts_;
};

}  // namespace lineament::media
