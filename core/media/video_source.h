#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <opencv2/core/mat.hpp>
#include <optional>
#include <stop_token>
#include <string>

#include "core/image/geometry.h"

namespace lineament {

/// One frame, upright.
struct VideoFrame {
    cv::Mat bgr;    ///< H x W, 8-bit BGR, rotation metadata applied; owned by the frame
    double ms = 0;  ///< presentation time from the start of the recording, from the container
    std::int64_t index =
        0;  ///< 0-based count in presentation order; exact also after a seek in indexed files
};

/// What a source knows about itself. Zero where it does not know.
struct SourceInfo {
    std::string name;            ///< path or address as given (credentials removed)
    SizePx size;                 ///< upright
    double framesPerSecond = 0;  ///< average; the frames' own times are what counts
    double durationMs = 0;
    std::int64_t frames = 0;  ///< as the container says, may be an estimate
    int rotationDegrees = 0;  ///< rotation that is applied: 0, 90, 180, 270
    /// When its first picture was taken, as its container says: ms since 1970; empty: it does not say.
    std::optional<std::int64_t> takenAt;
    bool live = false;  ///< a camera or a stream: no end, no seeking
    std::string codec;
};

/// A recording, a folder of images, a camera or a stream, frame after frame.
/// Thread: one thread at a time.
class VideoSource {
  public:
    virtual ~VideoSource() = default;
    virtual const SourceInfo& info() const = 0;
    /// The next frame; empty at the end and once a stop was requested. A damaged middle is skipped (see
    /// damagedPackets()). Throws Error(kDevice) if a camera failed for good.
    virtual std::optional<VideoFrame> read() = 0;
    /// The next read() gives the last frame with time <= ms (frame-exact). Throws Error(kUnsupported) if
    /// live.
    virtual void seek(double ms) = 0;
    /// Packets (of a folder: pictures) that could not be decoded so far.
    virtual std::int64_t damagedPackets() const { return 0; }
    /// A live source that breaks off tells why, and an empty text once pictures come again; on the thread of
    /// read(). To be set before the first read().
    virtual void whenBroken(std::function<void(const std::string& why)> told) { (void)told; }
    /// Ends a read() that waits, and all later ones, as if the end was reached. Thread: any.
    virtual void interrupt() {}
};

/// Opens SOURCE: a video file, a picture or a folder of pictures (25 frames a second unless every name ends
/// in its time, as "door_001250ms.jpg"), a camera ("camera:0", "/dev/video0") or a stream ("rtsp://..."). A
/// camera or stream that cannot be opened is an error at once; one that breaks off later is opened again with
/// back-off until stopped. Throws Error(kNotFound, kUnreadable, kUnsupported, kDevice), Cancelled if stopped
/// meanwhile.
std::unique_ptr<VideoSource> openVideoSource(const std::string& source, std::stop_token stop = {});

/// Decodes on a thread of its own into a bounded queue, so that the reader never waits for the decoder
/// longer than it must. seek() drops what is queued. What the source throws comes out of read(). Of a live
/// source that is faster than its reader the oldest frames are dropped, so that what is read is what happens
/// now.
std::unique_ptr<VideoSource> decodeAhead(std::unique_ptr<VideoSource> source, int frames = 8);

/// A source as it is kept: files and folders by their whole path, cameras and streams as given.
std::string wholeSource(const std::string& given);

/// True if the file name ends like a recording.
bool looksLikeVideo(const std::string& path);

}  // namespace lineament
