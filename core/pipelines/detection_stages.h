#pragma once

#include <atomic>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "core/base/bounded_queue.h"
#include "core/faces/face_engine.h"
#include "core/media/video_source.h"

namespace lineament {

/// A frame that was looked at, and those passed over before it.
struct ExaminedFrame {
    VideoFrame frame;
    std::vector<Face> faces;       ///< boxes and scores, px of the frame
    std::vector<double> passedMs;  ///< times of the frames passed over since the one before
    bool cut = false;              ///< this frame starts a new shot
    std::optional<cv::Rect> tile;  ///< part that is looked at closely, too
};

struct DetectionPlan {
    int detectEveryNth = 1;
    int tileEveryNth = 2;  ///< 0: never
    int lanes = 1;         ///< frames that are looked at at the same time
    double maxMs = 0;      ///< 0: to the end
    bool goesOn = false;   ///< the frame before the first one was examined in an earlier run
};

/// The stages of footage up to the boxes: one thread takes frames and watches for cuts, `lanes` threads find
/// faces, each in every lanes-th frame, so that taking their answers in turn keeps the order. Frames wait in
/// bounded queues: memory does not grow with the recording. Thread: next() from one thread.
class DetectionStages {
  public:
    /// source: read on a thread of its own until the end, or until `finish` says that it is enough.
    DetectionStages(const FaceEngine& engine, std::unique_ptr<VideoSource> source, DetectionPlan plan,
                    std::stop_token finish);
    /// Stops all stages and waits for them: as long as one frame takes.
    ~DetectionStages();

    /// The next frame in order; empty at the end or once `stop` was requested. Rethrows what a stage threw.
    std::optional<ExaminedFrame> next(std::stop_token stop);

    // Final once next() has come to the end.
    std::int64_t frames() const { return frames_; }
    double lastMs() const { return lastMs_; }
    SizePx size() const { return size_; }
    bool brokeOff() const { return brokeOff_; }  ///< reading failed half way
    std::int64_t damagedPackets() const { return damagedPackets_; }

  private:
    struct Lane {
        BoundedQueue<ExaminedFrame> todo{2}, done{2};
    };

    void readFrames(const std::stop_token& finish);
    void takeFrames(const std::stop_token& finish);
    bool hand(ExaminedFrame frame);
    void examine(Lane& lane);
    std::optional<VideoFrame> read();
    void fail();

    const FaceEngine& engine_;
    std::unique_ptr<VideoSource> source_;
    const DetectionPlan plan_;
    std::stop_source stop_;
    std::vector<std::unique_ptr<Lane>> lanes_;
    std::size_t handed_ = 0, taken_ = 0;
    std::atomic<std::int64_t> frames_ = 0, damagedPackets_ = 0;
    std::atomic<double> lastMs_ = 0;
    std::atomic<bool> brokeOff_ = false;
    SizePx size_;
    std::mutex mutex_;
    std::exception_ptr failure_;
    std::vector<std::jthread> threads_;
};

}  // namespace lineament
