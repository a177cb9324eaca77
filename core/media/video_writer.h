#pragma once

#include <filesystem>
#include <memory>
#include <opencv2/core/mat.hpp>

#include "core/image/geometry.h"

namespace lineament {

struct VideoWriterOptions {
    double framesPerSecond = 25;  ///< > 0; for frames that are given no time of their own
    int quality = 20;             ///< H.264 constant rate factor, 0 (lossless) to 51 (worst)
    int keyFrameEvery = 50;       ///< frames, >= 1
    bool reordered = true;    ///< frames may refer to later ones; false: parts can be joined (see FilmPart)
    int rotationDegrees = 0;  ///< clockwise turn that players are told to apply: 0, 90, 180 or 270

    /// Throws Error(kInvalidArgument).
    void validate() const;
};

/// Writes BGR frames as H.264 (MPEG-4 Part 2 where libavcodec has no libx264) into the container that the
/// file name ends in (mp4, mov, mkv, avi, ts). The file appears under its name when finish() is done; until
/// then, and if finish() is never called, nothing is there. Thread: one thread at a time.
class VideoWriter {
  public:
    /// size: of every frame, px. An odd side is lengthened by repeating its last row or column, as 4:2:0
    /// needs even ones. Throws Error(kInvalidArgument, kUnsupported for the ending, kUnwritable or kDiskFull
    /// where it cannot be written).
    VideoWriter(const std::filesystem::path& path, SizePx size, const VideoWriterOptions& options = {});
    ~VideoWriter();
    VideoWriter(const VideoWriter&) = delete;
    VideoWriter& operator=(const VideoWriter&) = delete;

    /// Adds a frame one frame duration after the last one.
    void write(const cv::Mat& bgr);
    /// Adds a frame at a time in ms, later than the last one.
    void write(const cv::Mat& bgr, double ms);
    /// Completes the file and gives it its name. Throws Error(kDiskFull, kUnwritable).
    void finish();

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace lineament
