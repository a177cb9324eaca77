#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "core/domain/identity.h"

namespace lineament {

using CameraId = StrongId<struct CameraTag>;
using SightingId = StrongId<struct SightingTag>;
using ShiftId = StrongId<struct ShiftTag>;
using CorrectionId = StrongId<struct CorrectionTag>;

/// A day of the calendar, without a time zone.
using Day = std::chrono::sys_days;

/// What being seen by a camera means.
enum class Passage { kSeen, kEntry, kExit };

/// A corner of an area in a picture, as shares of its width and height: 0 is the left or upper edge, 1 the
/// other.
struct CornerRel {
    float x = 0, y = 0;
    bool operator==(const CornerRel&) const = default;
};

/// What a camera looks for, and where. As it is made, it is as everywhere.
struct CameraRules {
    static constexpr std::size_t kMostCorners = 32;
    static constexpr int kLargestMinFacePx = 2000;  ///< what minFacePx may be, from 0

    /// A polygon of 3 to kMostCorners corners: who is outside is not looked at; empty: all.
    std::vector<CornerRel> area;
    std::string detector;  ///< id of the network that finds faces here; empty: the one in use
    float minFacePx = 0;   ///< narrower faces are not looked at, px of the upright picture
    double fmr = 0;        ///< false match rate of one comparison, 1e-9 to 1e-2; 0: as in searches
    bool operator==(const CameraRules&) const = default;
    /// Range of every field; throws Error(kInvalidArgument).
    void validate() const;
};

/// A camera, stream or recording that is watched for people.
struct Camera {
    CameraId id;
    std::string name;
    std::string source;  ///< as openVideoSource() takes it
    std::string zone;    ///< "Lobby"
    Passage passage = Passage::kSeen;
    CameraRules rules;
    bool operator==(const Camera&) const = default;
};

/// Somebody was recognised. An observation: nothing that a person decides later changes it.
struct Sighting {
    SightingId id;
    std::string key;  ///< names the event for good: stored twice it is there once
    IdentityId identity;
    CameraId camera;  ///< not valid if the camera is gone
    std::string zone;
    Passage passage = Passage::kSeen;
    UnixMs at = 0;
    float similarity = 0, threshold = 0, quality = 0;
    std::string recording;        ///< that played as the camera; empty: it was live
    double recordingMs = 0;       ///< at which place of it
    std::vector<std::byte> crop;  ///< JPEG; left out of lists
};

/// Minutes after midnight at which the shift's day begins; those of a night go beyond 24 x 60.
struct Break {
    int fromMinute = 0, toMinute = 0;
    bool operator==(const Break&) const = default;
};

/// Working hours by the clock on the wall.
struct Shift {
    ShiftId id;
    std::string name;
    std::string timeZone;           ///< "Europe/Berlin"
    int fromMinute = 9 * 60;        ///< 0 to 1439, after midnight
    int toMinute = 17 * 60;         ///< above fromMinute by at most 24 h; beyond 1440 it ends on the next day
    unsigned weekdays = 0b11111;    ///< bit 0: Monday ... bit 6: Sunday; the day on which it begins
    std::vector<Break> breaks;      ///< unpaid; in order, within the shift, without overlap
    int graceLateMinutes = 5;       ///< 0 to 240
    int graceEarlyMinutes = 5;      ///< 0 to 240
    int overtimeAfterMinutes = 15;  ///< less after the end does not count, 0 to 240
    int marginMinutes = 240;        ///< so long before and after it people are seen for it, 0 to 720
};

/// Who works by which shift; both days included.
struct ShiftAssignment {
    IdentityId identity;
    ShiftId shift;
    Day from;
    std::optional<Day> to;  ///< empty: until further notice
};

/// A holiday, or one person's leave.
struct DayOff {
    Day day;
    std::optional<IdentityId> identity;  ///< empty: everybody's
    std::string name;
};

/// What a person says instead of what was observed, and why. Never changed: a later one revokes it.
struct Correction {
    enum class Kind { kEntry, kExit, kIgnore };
    CorrectionId id;
    IdentityId identity;
    Day day;  ///< the day of the shift that it is about
    Kind kind = Kind::kEntry;
    UnixMs at = 0;        ///< of kEntry and kExit: they were there from, or until
    SightingId sighting;  ///< of kIgnore: it was not them
    std::string reason;   ///< needed
    std::string actor;    ///< who; filled in
    UnixMs madeAt = 0;    ///< filled in
    bool revoked = false;
};

}  // namespace lineament
