#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/pipelines/presence/access_door.h"
#include "core/presence/presentation.h"

namespace lineament {

struct DoorWatchOptions {
    std::string source;  ///< empty: the door's own, whichever it is at the time
    PresentationOptions steps;
    UnixMs cardMs = 20'000;  ///< so long a card that was shown waits for a face, 1 000 to 600 000
    double seconds = 0;      ///< ends by itself after so long; 0: when stopped or the recording has ended
    bool loop = false;       ///< a recording begins again at its end
    const Clock* clock = &Clock::system();
    MakeActuator make = makeActuator;
    /// Range of every field; throws Error(kInvalidArgument).
    void validate() const;
};

/// How a door is doing.
struct DoorHealth {
    bool open = false;                      ///< its camera
    std::string trouble;                    ///< why the camera is not; empty if nothing is amiss
    ErrorCode code = ErrorCode::kInternal;  ///< of the trouble
    std::int64_t read = 0, analysed = 0, decisions = 0;
};

/// A frame of the door's camera with what is seen in it.
struct DoorFrame {
    const cv::Mat& bgr;
    const DoorGlance& glance;
    bool cardNeeded = false;  ///< it waits for a card
};

/// Who is told; each is called on the door's thread and must be quick.
struct DoorListener {
    std::function<void(const DoorFrame&)> frame = {};
    std::function<void(const AccessEvent&)> decided =
        {};  ///< after it is stored and the actuator has answered
};

/// Runs a door on its camera: the newest frame wins, each person who steps up is decided on once from their
/// best look, again if they stay after a refusal. A camera that cannot be opened or breaks off is a fault in
/// the log, once, and tried again with back-off; meanwhile the door stays shut. Thread: run() on one, the
/// rest from any.
class DoorWatch {
  public:
    /// Throws Error(kInvalidArgument: no source; kNotFound: the door).
    DoorWatch(Workspace& workspace, DoorId door, DoorWatchOptions options = {}, DoorListener listener = {});
    ~DoorWatch();

    /// Until stopped, or the recording has ended. Throws model errors and Error(kNotFound: the door was
    /// removed). A stop is no error here.
    void run(JobContext& context);
    /// Whoever comes next says that they are this external id.
    void showCard(const std::string& card);
    DoorHealth health() const;

  private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace lineament
