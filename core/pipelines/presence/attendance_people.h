#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/domain/case.h"
#include "core/pipelines/presence/attendance_report.h"

namespace lineament {

/// One person's part of a report: a row of the month matrix, with its sums.
struct AttendancePerson {
    IdentityId identity;
    std::string name;
    std::vector<int> days;  ///< index into the report's days for each day of the period; -1: nothing that day
    int daysWorked = 0, daysAbsent = 0, daysLate = 0;
    int workedMinutes = 0, lateMinutes = 0, earlyMinutes = 0, overtimeMinutes = 0;
};
/// Everybody who appears in it, by name and then by number.
std::vector<AttendancePerson> attendanceByPerson(const AttendanceReport& report);

/// All that is known of one person's attendance in a period: what was worked out, and from what.
struct PersonSheet {
    AttendanceReport report;                       ///< their days alone
    std::vector<Sighting> sightings;               ///< that belong to these days, by time
    std::vector<Correction> corrections;           ///< of these days, also those taken back
    std::map<SightingId, RecordedMoment> moments;  ///< where to look at those that are recorded somewhere
};
/// Throws Error(kNotFound: the person, the time zone; kInvalidArgument; not permitted), store errors.
PersonSheet personSheet(Store& store, IdentityId identity, Day from, Day to, const std::string& timeZone,
                        UnixMs now);

}  // namespace lineament
