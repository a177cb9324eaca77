#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "core/base/job_context.h"
#include "core/pipelines/presence/door_actuator.h"
#include "core/pipelines/workspace.h"

namespace lineament {

class Liveness;
struct LivenessCalibration;

/// The threshold at which a face counts as live, and how often that errs; empty where the models folder has
/// no calibrated network. Throws Error(kModelInvalid).
std::optional<LivenessCalibration> livenessCalibration(const FaceEngine& engine);

/// What whoever stands before the door should do.
enum class DoorGuidance {
    kNobody,      ///< nobody is there
    kOneAtATime,  ///< several are
    kComeCloser,
    kMoveBack,    ///< the face is cut off by the edge
    kFaceCamera,  ///< they look aside
    kMoreLight,
    kLessLight,
    kHoldStill,  ///< blurred
    kGood
};
/// "nobody", "one_at_a_time", "come_closer", ...
std::string_view name(DoorGuidance guidance) noexcept;

/// A frame as the door sees it.
struct DoorGlance {
    DoorGuidance guidance = DoorGuidance::kNobody;
    std::optional<Face>
        face;  ///< the one that is looked at; with landmarks and quality unless several are there
    bool good() const { return guidance == DoorGuidance::kGood; }
};

/// A look that is decided on.
struct DoorLook {
    cv::Mat bgr;
    Face face;
    std::chrono::steady_clock::time_point since;  ///< when the first good one came
};

/// One door: looks at a face or a card, decides by the rules, writes it down, and only then has the door
/// opened. It fails secure: whatever goes wrong, the door stays shut and the log says why as far as it can be
/// written. Thread: one.
class AccessDoor {
  public:
    /// Throws Error(kNotFound: the door).
    AccessDoor(Workspace& workspace, DoorId door, const Clock& clock = Clock::system(),
               MakeActuator make = makeActuator);
    ~AccessDoor();
    AccessDoor(AccessDoor&&) noexcept;

    /// Settings as the store has them now. Throws store errors, Error(kNotFound: it was removed).
    const Door& refresh();
    const Door& door() const { return door_; }

    /// Where the face is and whether it is good enough to decide on. Cost: about 35 ms a frame of 640 x 360
    /// on one core.
    DoorGlance glance(const cv::Mat& bgr) const;
    /// Grants or refuses. `card`: external id of whom it should be; empty: none was shown. Never throws.
    AccessEvent decide(const DoorLook& look, const std::string& card, const std::stop_token& stop = {});
    /// Refuses without a look that could be decided on. Never throws.
    AccessEvent refuse(AccessReason reason, const std::string& card = {});
    /// Writes down that it cannot do its work. Never throws.
    AccessEvent fault(const std::string& why);
    /// One picture, one decision, for photos and for tests. Never throws.
    AccessEvent attempt(const cv::Mat& bgr, const std::string& card = {}, const std::stop_token& stop = {});

    /// Loads weights and people, so that the first decision is as quick as the others.
    void warmUp();
    /// Takes in settings that were changed and people who were enrolled or removed meanwhile; cheap if
    /// nothing changed. To be called between looks. Throws as refresh().
    void keepUp();
    /// Whether a look is of whom was decided on last.
    bool sameAsLast(const DoorLook& look);

  private:
    void refreshGallery();
    struct Recognised;
    Recognised recognise(const DoorLook& look, const std::string& card);
    AccessEvent perform(AccessEvent event, std::optional<AccessReason> failed,
                        std::chrono::steady_clock::time_point since, const std::stop_token& stop);
    AccessEvent failed(AccessEvent event, const std::string& why);
    AccessEvent begun() const;

    Workspace& workspace_;
    const Clock& clock_;
    MakeActuator make_;
    Door door_;
    std::unique_ptr<const Liveness> liveness_;  ///< null: there is no network that judges it
    struct People {
        std::shared_ptr<const Gallery> gallery;
        float searchThreshold = 0, verifyThreshold = 0;
        double searchFmr = 0, verifyFmr = 0;
    };
    std::optional<People> people_;
    std::int64_t peopleCounter_ = -1, settingsCounter_ = -1;
    std::chrono::steady_clock::time_point peopleRead_;
    std::optional<Template> last_;
};

}  // namespace lineament
