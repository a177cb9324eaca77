#include "core/pipelines/presence/access_door.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/check.h"
#include "core/base/log.h"
#include "core/faces/liveness/liveness.h"
#include "core/presence/access_rule.h"
#include "core/store/access_book.h"
#include "core/store/gallery_book.h"
#include "core/store/presence_book.h"

namespace lineament {
namespace {

using Steady = std::chrono::steady_clock;

/// A second face that is at least so large, as a share of the largest, stands at the door, too.
constexpr float kAtTheDoor = 0.6f;
constexpr int kCropPx = 256;
/// People who were enrolled so long ago at most may not be known yet.
constexpr std::chrono::milliseconds kDoorGalleryAge{2000};

constexpr std::array<std::string_view, 9> kGuidances = {"nobody",     "one_at_a_time", "come_closer",
                                                        "move_back",  "face_camera",   "more_light",
                                                        "less_light", "hold_still",    "good"};

DoorGuidance guidanceFor(const Quality& quality) {
    if (quality.issues.empty()) return DoorGuidance::kHoldStill;
    switch (quality.issues.front()) {
        case QualityIssue::kTooDark:
        case QualityIssue::kUnevenLight:
            return DoorGuidance::kMoreLight;
        case QualityIssue::kTooBright:
            return DoorGuidance::kLessLight;
        case QualityIssue::kYaw:
        case QualityIssue::kPitch:
        case QualityIssue::kRoll:
            return DoorGuidance::kFaceCamera;
        case QualityIssue::kSize:
            return DoorGuidance::kComeCloser;
        case QualityIssue::kCropped:
            return DoorGuidance::kMoveBack;
        case QualityIssue::kSharpness:
            break;
    }
    return DoorGuidance::kHoldStill;
}

float eyePx(const Face& face) {
    return std::hypot(face.landmarks5[1].x - face.landmarks5[0].x,
                      face.landmarks5[1].y - face.landmarks5[0].y);
}

/// Null where the models folder has no calibrated network.
std::unique_ptr<const Liveness> makeLiveness(const FaceEngine& engine) {
    try {
        return std::make_unique<const Liveness>(engine.sharedRegistry());
    } catch (const Error& error) {
        if (error.code() != ErrorCode::kNotFound && error.code() != ErrorCode::kModelMissing) throw;
        return nullptr;
    }
}

}  // namespace

std::optional<LivenessCalibration> livenessCalibration(const FaceEngine& engine) {
    const auto liveness = makeLiveness(engine);
    if (!liveness) return std::nullopt;
    return liveness->calibration();
}

std::string_view name(DoorGuidance guidance) noexcept {
    return kGuidances[static_cast<std::size_t>(guidance)];
}

/// What face and card say of who it is; filled in as far as it went.
struct AccessDoor::Recognised {
    AccessEvent event;
    std::optional<AccessReason> failed;
};

AccessDoor::AccessDoor(Workspace& workspace, DoorId door, const Clock& clock, MakeActuator make)
    : workspace_(workspace), clock_(clock), make_(std::move(make)) {
    door_.id = door;
    refresh();
    liveness_ = makeLiveness(workspace.engine());
}

AccessDoor::~AccessDoor() = default;
AccessDoor::AccessDoor(AccessDoor&&) noexcept = default;

const Door& AccessDoor::refresh() {
    auto now = workspace_.store().presence().access().door(door_.id);
    if (!now) throw Error(ErrorCode::kNotFound, door_.name, "there is no such door");
    door_ = std::move(*now);
    return door_;
}

void AccessDoor::refreshGallery() {
    const auto counter = workspace_.store().changeCounter();
    if (people_ && counter == peopleCounter_) return;
    if (people_ && Steady::now() - peopleRead_ < kDoorGalleryAge) return;
    People people;
    people.gallery = workspace_.gallery();
    std::tie(people.searchThreshold, people.searchFmr) = workspace_.searchThreshold();
    std::tie(people.verifyThreshold, people.verifyFmr) = workspace_.verificationThreshold();
    people_ = std::move(people);
    peopleCounter_ = counter;
    peopleRead_ = Steady::now();
}

void AccessDoor::keepUp() {
    // Read before the settings: a change that comes in between makes the next call read them again.
    const auto counter = workspace_.store().changeCounter();
    if (counter != settingsCounter_) {
        refresh();
        settingsCounter_ = counter;
    }
    refreshGallery();
}

void AccessDoor::warmUp() {
    workspace_.engine().warmUp();
    if (liveness_) {  // a grey picture of nobody, as large as it takes for its network to be asked
        Face face;
        face.box = {240, 120, 160, 200};
        face.landmarks5 = {PointPx{280, 200}, {360, 200}, {320, 240}, {290, 280}, {350, 280}};
        (void)liveness_->score(cv::Mat(480, 640, CV_8UC3, cv::Scalar::all(127)), face);
    }
    keepUp();
}

DoorGlance AccessDoor::glance(const cv::Mat& bgr) const {
    auto faces = workspace_.engine().detectBoxes(bgr, true);
    DoorGlance glance;
    if (faces.empty()) return glance;
    std::sort(faces.begin(), faces.end(),
              [](const Face& a, const Face& b) { return a.box.width > b.box.width; });
    if (faces.size() > 1 && faces[1].box.width >= kAtTheDoor * faces[0].box.width) {
        glance.guidance = DoorGuidance::kOneAtATime;
        glance.face = std::move(faces.front());
        return glance;
    }
    workspace_.engine().describe(bgr, std::span(&faces.front(), 1));
    const auto& face = glance.face.emplace(std::move(faces.front()));
    if (eyePx(face) < Liveness::kSmallestEyePx)
        glance.guidance = DoorGuidance::kComeCloser;
    else if (face.quality.overall < door_.minQuality)
        glance.guidance = guidanceFor(face.quality);
    else
        glance.guidance = DoorGuidance::kGood;
    return glance;
}

AccessEvent AccessDoor::begun() const {
    AccessEvent event;
    event.door = door_.id;
    event.doorName = door_.name, event.zone = door_.zone, event.passage = door_.passage;
    event.at = clock_.now();
    return event;
}

AccessDoor::Recognised AccessDoor::recognise(const DoorLook& look, const std::string& card) {
    auto& engine = workspace_.engine();
    auto& book = workspace_.store().presence().access();
    Recognised result{begun(), std::nullopt};
    auto& event = result.event;
    event.quality = look.face.quality.overall;
    event.byCard = !card.empty();
    event.crop = faceCrop(look.bgr, look.face.box, kCropPx);
    const auto refuse = [&](AccessReason reason) {
        result.failed = reason;
        return result;
    };
    auto templates = engine.embed(look.bgr, std::span(&look.face, 1));
    last_ = std::move(templates.front());
    if (door_.needsLiveness) {
        if (!liveness_) return refuse(AccessReason::kLivenessUnknown);
        event.livenessThreshold = static_cast<float>(liveness_->calibration().threshold);
        event.liveness = liveness_->score(look.bgr, look.face);
        if (!event.liveness) return refuse(AccessReason::kLivenessUnknown);
        if (!liveness_->isLive(*event.liveness)) return refuse(AccessReason::kNotLive);
    }
    if (door_.needsCard && card.empty()) return refuse(AccessReason::kCardNeeded);
    refreshGallery();
    if (!card.empty()) {
        event.threshold = people_->verifyThreshold, event.fmr = people_->verifyFmr;
        const auto holder = book.holderOf(card);
        if (!holder) {
            event.card = card;  // nobody's: the only trace of it
            return refuse(AccessReason::kCardUnknown);
        }
        event.similarity = -1;
        for (const auto& reference : book.references(*holder, engine.recogniserKey()))
            event.similarity = std::max(event.similarity, similarity(*last_, reference));
        event.identity = *holder;
        if (!(event.similarity >= event.threshold)) return refuse(AccessReason::kCardMismatch);
        return result;
    }
    const auto found = people_->gallery->identify(*last_, people_->searchThreshold, people_->searchFmr, 1);
    event.threshold = found.threshold, event.fmr = found.fmr;
    if (!found.candidates.empty()) event.similarity = found.candidates.front().similarity;
    if (!found.match) return refuse(AccessReason::kUnknownPerson);
    // Of today's store, as the gallery may be a moment old: whoever was removed is nobody, whoever was merged
    // into somebody is them.
    const auto person = book.survivor(found.candidates.front().identity);
    if (!person) return refuse(AccessReason::kUnknownPerson);
    event.identity = *person;
    return result;
}

AccessEvent AccessDoor::perform(AccessEvent event, std::optional<AccessReason> failedBy,
                                Steady::time_point since, const std::stop_token& stop) {
    auto& store = workspace_.store();
    AccessBasis basis{door_, store.presence().access().schedules(), std::nullopt};
    if (event.identity.valid()) basis.record = store.galleryBook().record(event.identity);
    event.at = clock_.now();
    const auto passed = std::chrono::duration_cast<std::chrono::milliseconds>(Steady::now() - since).count();
    event.decisionMs = static_cast<int>(std::clamp<std::int64_t>(passed, 0, 3'600'000));
    const AccessRequest request{event.identity, failedBy, event.at};
    event = store.presence().access().decide(
        std::move(event), lookBack(door_),
        [&](const AccessHistory& history) { return decideAccess(basis, request, history); });
    if (event.outcome != AccessOutcome::kGranted) return event;
    // It is in the log: only now may the door hear of it.
    ActuatorAnswer answer;
    try {
        answer = make_(door_)->open(door_, event, stop);
    } catch (const std::exception& error) {
        answer.trouble = error.what();
    }
    event.opening = answer.opened ? Opening::kOpened : Opening::kFailed;
    event.openingTrouble = answer.trouble;
    try {
        store.presence().access().settle(event.id, answer.opened, answer.trouble);
    } catch (const std::exception& error) {
        log::error("door " + door_.name + ": what its actuator answered is not in the log: " + error.what());
    }
    return event;
}

AccessEvent AccessDoor::decide(const DoorLook& look, const std::string& card, const std::stop_token& stop) {
    auto event = begun();
    last_.reset();
    try {
        refresh();
        const auto from = event.at - lookBack(door_);
        const auto before = workspace_.store().presence().access().history(door_.id, {}, from);
        // A door that is off or locked looks at nobody; the rule says so.
        if (!door_.enabled || lockedUntil(door_, before.atDoor, event.at))
            return perform(begun(), std::nullopt, look.since, stop);
        auto recognised = recognise(look, card);
        event = recognised.event;
        return perform(std::move(recognised.event), recognised.failed, look.since, stop);
    } catch (const std::exception& error) {
        return failed(std::move(event), error.what());
    }
}

AccessEvent AccessDoor::refuse(AccessReason reason, const std::string& card) {
    auto event = begun();
    try {
        refresh();
        event.byCard = !card.empty();
        return perform(event, reason, Steady::now(), {});
    } catch (const std::exception& error) {
        return failed(std::move(event), error.what());
    }
}

AccessEvent AccessDoor::fault(const std::string& why) {
    return failed(begun(), why);
}

AccessEvent AccessDoor::failed(AccessEvent event, const std::string& why) {
    log::error("door " + door_.name + ": " + why + "; it stays shut");
    event.id = {}, event.identity = {}, event.name.clear(), event.companion = {};
    event.detail = why;
    event.outcome = AccessOutcome::kFault, event.reason = AccessReason::kFault;
    event.opening = Opening::kNotAsked;
    try {
        return workspace_.store().presence().access().decide(event, 0, [](const AccessHistory&) {
            return AccessVerdict{AccessOutcome::kFault, AccessReason::kFault, {}};
        });
    } catch (const std::exception& error) {
        log::error("door " + door_.name + ": nor can that be written down: " + error.what());
        return event;
    }
}

AccessEvent AccessDoor::attempt(const cv::Mat& bgr, const std::string& card, const std::stop_token& stop) {
    const auto since = Steady::now();
    try {
        refresh();
        auto glance = this->glance(bgr);
        if (glance.good()) return decide({bgr, *glance.face, since}, card, stop);
        return refuse(glance.guidance == DoorGuidance::kNobody       ? AccessReason::kNoFace
                      : glance.guidance == DoorGuidance::kOneAtATime ? AccessReason::kSeveralFaces
                                                                     : AccessReason::kTooPoor,
                      card);
    } catch (const std::exception& error) {
        return fault(error.what());
    }
}

bool AccessDoor::sameAsLast(const DoorLook& look) {
    if (!last_ || !people_) return true;
    const auto now = workspace_.engine().embed(look.bgr, std::span(&look.face, 1));
    return similarity(now.front(), *last_) >= people_->verifyThreshold;
}

}  // namespace lineament
