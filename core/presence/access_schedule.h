#pragma once

#include <string>
#include <vector>

#include "core/domain/access.h"

namespace lineament {

/// Whether a schedule lets people pass at this time. Throws Error(kNotFound) for its time zone.
bool opensAt(const AccessSchedule& schedule, UnixMs at);

/// Range of every field; throws Error(kInvalidArgument, kNotFound: the time zone).
void validate(const AccessSchedule& schedule);

/// "mon-fri 08:00-18:00, sat 22:00-06:00": days (mon tue wed thu fri sat sun, alone or from-to, joined by +)
/// and hours; an end that is not after its beginning lies on the next day, 24:00 is midnight at the day's
/// end. Throws Error(kInvalidArgument).
std::vector<WeeklyWindow> windowsFromText(const std::string& text);
/// The same the other way round.
std::string textOf(const std::vector<WeeklyWindow>& windows);

}  // namespace lineament
