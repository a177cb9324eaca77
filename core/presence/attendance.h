#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/domain/presence.h"

namespace lineament {

/// All that attendance is worked out from.
struct AttendanceBasis {
    std::vector<IdentityId> people;
    std::vector<Shift> shifts;
    std::vector<ShiftAssignment> assignments;  ///< of two for one day the one that begins later counts
    std::vector<DayOff> daysOff;
    std::vector<Sighting> sightings;  ///< in any order; those of other people are left out
    std::vector<Correction> corrections;
    std::string timeZone = "UTC";  ///< of people without a shift
};

enum class AttendanceStatus {
    kExpected,  ///< the shift has not begun, or its grace has not passed
    kPresent,
    kLate,
    kLeftEarly,
    kLateLeftEarly,
    kIncomplete,  ///< seen once, or came in and never went out
    kAbsent,      ///< at no time of the shift, whatever was seen before or after it
    kDayOff       ///< also if they came
};
/// "present", "late", "left_early", "late_left_early", "incomplete", "absent", "day_off", "expected".
std::string_view name(AttendanceStatus status) noexcept;

/// One person's day. The day of a night shift is the one on which it begins.
struct AttendanceDay {
    Day day;
    IdentityId identity;
    ShiftId shift;  ///< not valid: none, or a day off
    std::string timeZone;
    AttendanceStatus status = AttendanceStatus::kAbsent;
    UnixMs shiftFrom = 0, shiftTo = 0;             ///< 0 without a shift
    std::optional<UnixMs> firstSeen, lastSeen;     ///< as observed; corrections leave them
    std::optional<UnixMs> arrival, departure;      ///< as it counts: by entries, exits and corrections
    std::vector<std::pair<UnixMs, UnixMs>> spans;  ///< there from, until
    int workedMinutes = 0;                         ///< there, without breaks
    int lateMinutes = 0, earlyMinutes = 0;         ///< 0 within the grace, and for who was absent
    int overtimeMinutes = 0;                       ///< after the end of the shift; on a day off all of it
    bool outsideShift = false;  ///< they were there, but at no time of the shift: no part of it counts
    bool corrected = false;
    std::vector<SightingId> sightings;  ///< that belong to it, by time, also those that corrections ignore
};

/// Every person's days from `from` to `to`, both included, by day and then in the order of `people`. Days
/// on which somebody has no shift are left out unless they were seen. What lies after `now` has not happened.
/// Throws Error(kInvalidArgument) for a shift out of range, Error(kNotFound) for a time zone.
std::vector<AttendanceDay> attendance(const AttendanceBasis& basis, Day from, Day to, UnixMs now);

/// Range of every field; throws Error(kInvalidArgument, kNotFound: the time zone).
void validate(const Shift& shift);

}  // namespace lineament
