#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/domain/watchlist.h"
#include "core/pipelines/workspace.h"
#include "core/presence/look_rule.h"

namespace lineament {

struct LiveWatchOptions {
    LookRuleOptions rule;
    double lookEveryMs = 200;  ///< how often one face is embedded at most, 0 to 60 000
    float minQuality = 30;     ///< looks below are not searched for, 0 to 100
    int analysts = 2;          ///< threads that analyse frames, shared by all cameras, 1 to 64
    bool loop = false;         ///< a recording begins again at its end
    double seconds = 0;        ///< ends by itself after so long; 0: when stopped or all recordings have ended
    const Clock* clock = &Clock::system();
    /// Range of every field; throws Error(kInvalidArgument).
    void validate() const;
};

/// How a camera is doing.
struct CameraHealth {
    std::string camera;
    bool open = false;
    std::string trouble;                    ///< why it is not open; empty if nothing is amiss
    ErrorCode code = ErrorCode::kInternal;  ///< of the trouble
    SizePx size;
    std::int64_t read = 0, analysed = 0;
    std::int64_t dropped = 0;  ///< overtaken by a newer one before anybody had time
    std::int64_t sightings = 0, alerts = 0;
    double analysedPerSecond = 0;
    double latencyMs = 0;  ///< from the frame's arrival until all about it is decided and stored: median
    double latency95Ms = 0;  ///< of the last 512 frames, as the median
    double wholeLatency95Ms =
        0;  ///< of all frames since it began, to the ms above; more than 10 s count as 10 s
};

/// A face of a frame, as far as it is known.
struct SeenFace {
    BoxPx box;
    IdentityId identity;  ///< not valid: unknown
    std::string name;
    float similarity = 0;  ///< to the most similar person, also below the threshold; 0 before the first look
    std::optional<ListColour> list;  ///< colour of the most urgent watchlist they are on
    std::string listName;            ///< what it is called
};

/// A frame with all that was found in it.
struct AnalysedFrame {
    const Camera& camera;
    const cv::Mat& bgr;
    std::vector<SeenFace> faces;
};

/// Who is told; each is called on an analyst's thread, of one camera by one at a time, and must be quick.
struct LiveListener {
    std::function<void(const Sighting&, const std::string& camera)> sighting = {};  ///< after it is stored
    std::function<void(const Alert&)> alert = {};                                   ///< after it is stored
    std::function<void(const AnalysedFrame&)> frame = {};
};

/// Watches cameras, streams and recordings (which play as a camera at their own speed) side by side: each is
/// read on a thread of its own, the newest frame of each wins, and people who are recognised in several looks
/// become sightings, and alerts of the watchlists they are on, in the store before anybody hears of them. A
/// camera that cannot be opened or breaks off is tried again with back-off. What each looks for and where its
/// own rules say (Camera::rules). Thread: run() on one, health() from any.
class LiveWatch {
  public:
    /// Throws Error(kInvalidArgument).
    LiveWatch(Workspace& workspace, std::vector<Camera> cameras, LiveWatchOptions options = {},
              LiveListener listener = {});
    ~LiveWatch();

    /// Until stopped, or all recordings have ended. Throws store and model errors; a camera's trouble is
    /// reported by health() alone. A stop is no error here.
    void run(JobContext& context);
    std::vector<CameraHealth> health() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace lineament
