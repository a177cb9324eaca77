#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/domain/presence.h"

namespace lineament {

using DoorId = StrongId<struct DoorTag>;
using ScheduleId = StrongId<struct ScheduleTag>;
using AccessId = StrongId<struct AccessTag>;

/// Hours by the clock on the wall on some days of the week. It may run over midnight.
struct WeeklyWindow {
    unsigned weekdays = 0b11111;  ///< bit 0: Monday ... bit 6: Sunday; the day on which it begins
    int fromMinute = 8 * 60;      ///< 0 to 1439, after midnight
    int toMinute = 18 * 60;       ///< above fromMinute by at most 24 h; beyond 1440 it ends on the next day
    bool operator==(const WeeklyWindow&) const = default;
};

/// When doors may be passed.
struct AccessSchedule {
    ScheduleId id;
    std::string name;
    std::string timeZone;  ///< "Europe/Berlin"
    std::vector<WeeklyWindow> windows;
};

/// Who may pass a door, and when.
struct AccessGrant {
    std::string group;    ///< of people; empty: everybody who is enrolled
    ScheduleId schedule;  ///< not valid: at any time
    bool operator==(const AccessGrant&) const = default;
};

enum class ActuatorKind { kSimulated, kHttpRelay };
/// "simulated", "http".
std::string_view name(ActuatorKind kind) noexcept;

/// A door, who may pass it, and what opens it. Without grants nobody may.
struct Door {
    DoorId id;
    std::string name;
    std::string source;                 ///< as openVideoSource() takes it; empty: it has no camera of its own
    std::string zone;                   ///< what lies behind it: doors of one zone share the anti-passback
    Passage passage = Passage::kEntry;  ///< kEntry: into the zone; kExit: out of it; kSeen: either
    bool enabled = true;
    std::vector<AccessGrant> grants;

    bool needsCard = false;        ///< a card says who it should be (1:1); else the gallery is searched (1:N)
    bool needsLiveness = true;     ///< a face that cannot be judged is refused
    float minQuality = 40;         ///< of a look that is decided on, 0 to 100
    bool antiPassback = false;     ///< nobody goes in twice without going out, or out twice
    UnixMs forgetMs = 43'200'000;  ///< after so long a passage no longer counts for it, 1 min to 7 days
    bool twoPeople = false;        ///< opens for the second of two different people only
    UnixMs twoPeopleMs = 20'000;   ///< within, 1 000 to 600 000
    int failures = 5;  ///< unknown faces, pictures of faces or wrong cards until it is locked; 0: never
    UnixMs failuresMs = 120'000;  ///< within, 1 000 to 86 400 000
    UnixMs lockMs = 120'000;      ///< for so long, 1 000 to 86 400 000

    ActuatorKind actuator = ActuatorKind::kSimulated;
    std::string relayUrl;          ///< of kHttpRelay: http:// or https://
    std::string relaySecret;       ///< what its orders are signed with, 16 bytes at least
    UnixMs relayTimeoutMs = 2000;  ///< 100 to 10 000
    UnixMs openMs = 5000;          ///< how long it stays open, 500 to 120 000

    /// Range of every field; throws Error(kInvalidArgument).
    void validate() const;
};

/// What an entry of the access log says.
enum class AccessOutcome {
    kGranted,
    kWaiting,  ///< may pass once a second person has come
    kRefused,
    kForgiven,  ///< somebody said that the anti-passback of a person begins anew
    kUnlocked,  ///< somebody ended a lock-out
    kFault      ///< the door could not do its work; it stayed shut
};
/// "granted", "waiting", "refused", "forgiven", "unlocked", "fault".
std::string_view name(AccessOutcome outcome) noexcept;
std::optional<AccessOutcome> accessOutcomeNamed(std::string_view name) noexcept;

/// Why. Each has a name for programs and a sentence for people.
enum class AccessReason {
    kAllowed,
    kSecondPersonNeeded,
    kDoorOff,
    kLockedOut,
    kNoFace,
    kSeveralFaces,
    kTooPoor,
    kLivenessUnknown,
    kNotLive,
    kUnknownPerson,
    kCardNeeded,
    kCardUnknown,
    kCardMismatch,
    kNotValid,
    kNoGroup,
    kOutOfSchedule,
    kAlreadyInside,
    kAlreadyOutside,
    kByHand,
    kFault
};
/// "allowed", "second_person_needed", "door_off", "locked_out", "no_face", ...
std::string_view name(AccessReason reason) noexcept;
std::optional<AccessReason> accessReasonNamed(std::string_view name) noexcept;
/// One English sentence for logs and the command line.
std::string_view sentenceOf(AccessReason reason) noexcept;
/// The face or the card did not say who it was: counts towards the lock-out.
bool failsToAuthenticate(AccessReason reason) noexcept;

enum class Opening {
    kNotAsked,  ///< nothing was granted, or nobody has heard of the actuator since
    kOpened,
    kFailed  ///< the actuator did not confirm
};
/// "not_asked", "opened", "failed".
std::string_view name(Opening opening) noexcept;

/// An entry of the access log: written before the actuator hears of it, never changed. What the actuator
/// answered is added beside it.
struct AccessEvent {
    AccessId id;
    DoorId door;  ///< not valid if the door is gone
    std::string doorName, zone;
    Passage passage = Passage::kEntry;
    UnixMs at = 0;
    AccessOutcome outcome = AccessOutcome::kRefused;
    AccessReason reason = AccessReason::kFault;
    IdentityId identity;   ///< who was recognised; not valid: nobody
    std::string name;      ///< of them; filled in when read
    IdentityId companion;  ///< the first of two people
    std::string card;      ///< as it was shown, where nobody has it
    bool byCard = false;   ///< 1:1, else 1:N
    float similarity = 0, threshold = 0, quality = 0;
    double fmr = 0;
    std::optional<float> liveness;  ///< empty: it could not be judged, or was not asked for
    float livenessThreshold = 0;
    int decisionMs = 0;           ///< from the first good look until it was in the log
    std::vector<std::byte> crop;  ///< JPEG of the look; left out of lists
    std::string detail;           ///< why by hand, or what failed
    std::string actor;            ///< who runs the door, or did it by hand; filled in

    Opening opening = Opening::kNotAsked;
    std::string openingTrouble;  ///< why it did not open

    /// They went through, as far as is known: a door that did not open let nobody pass.
    bool passed() const { return outcome == AccessOutcome::kGranted && opening != Opening::kFailed; }
};

/// What was before, as far as it counts for a decision.
struct AccessHistory {
    std::vector<AccessEvent> atDoor;         ///< by time, for as long as any rule of the door looks back
    std::optional<AccessEvent> lastPassage;  ///< of the person in the zone; also when they were forgiven
};

/// Decided from what was before; called within the transaction that writes it down.
struct AccessVerdict {
    AccessOutcome outcome = AccessOutcome::kRefused;
    AccessReason reason = AccessReason::kFault;
    IdentityId companion;
};
using AccessJudge = std::function<AccessVerdict(const AccessHistory&)>;

}  // namespace lineament
