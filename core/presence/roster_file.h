#pragma once

#include <string>
#include <vector>

#include "core/domain/presence.h"

namespace lineament {

/// What a roster file says: shifts, who works by which, and days off; people by number, staff id or name.
struct RosterFile {
    struct Assigned {
        std::string person, shift;
        Day from;
        std::optional<Day> to;
    };
    struct Off {
        std::string person;  ///< empty: everybody
        Day day;
        std::string name;
    };
    std::vector<Shift> shifts;
    std::vector<Assigned> assignments;
    std::vector<Off> daysOff;
};

/// Reads a roster. All of it is checked before anything of it is used.
/// {"shifts":[{"name","time_zone","from":"22:00","to":"06:00","weekdays":["mon",...],
///   "breaks":[{"from","to"}],"grace_late","grace_early","overtime_after","margin"}],
///  "assignments":[{"person","shift","from":"2026-11-01"[,"to"]}], "days_off":[{"day"[,"person"],"name"}]}
/// Throws Error(kUnreadable) with the place and the reason.
RosterFile readRoster(const std::string& json, const std::string& fileName);

}  // namespace lineament
