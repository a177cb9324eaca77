#include "core/pipelines/presence/attendance_people.h"

#include <algorithm>
#include <map>
#include <set>

#include "core/base/error.h"
#include "core/pipelines/accounts/sign_in.h"
#include "core/pipelines/cases/recorded_time.h"
#include "core/store/presence_book.h"

namespace lineament {

std::vector<AttendancePerson> attendanceByPerson(const AttendanceReport& report) {
    const auto count = static_cast<std::size_t>((report.to - report.from).count() + 1);
    std::map<IdentityId, AttendancePerson> people;
    for (std::size_t i = 0; i < report.days.size(); ++i) {
        const auto& day = report.days[i];
        auto& person = people[day.identity];
        if (person.days.empty()) {
            person.identity = day.identity;
            person.name = report.names[i];
            person.days.assign(count, -1);
        }
        person.days[static_cast<std::size_t>((day.day - report.from).count())] = static_cast<int>(i);
        person.daysWorked += day.arrival && !day.outsideShift;
        person.daysAbsent += day.status == AttendanceStatus::kAbsent;
        person.daysLate += day.lateMinutes > 0;
        person.workedMinutes += day.workedMinutes;
        person.lateMinutes += day.lateMinutes;
        person.earlyMinutes += day.earlyMinutes;
        person.overtimeMinutes += day.overtimeMinutes;
    }
    std::vector<AttendancePerson> all;
    for (auto& [_, person] : people)
        all.push_back(std::move(person));
    std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    return all;
}

PersonSheet personSheet(Store& store, IdentityId identity, Day from, Day to, const std::string& timeZone,
                        UnixMs now) {
    requirePermitted(store, Permission::kSeeAttendance, "attendance");
    const auto person = store.identity(identity);
    if (!person) throw Error(ErrorCode::kNotFound, "person", "there is no such person");
    auto basis = attendanceBasis(store, from, to, timeZone);
    basis.people = {identity};
    PersonSheet sheet{{from, to, attendance(basis, from, to, now), {}, {}}, {}, {}, {}};
    std::map<ShiftId, std::string> shifts;
    for (const auto& shift : basis.shifts)
        shifts[shift.id] = shift.name;
    std::set<SightingId> theirs;
    for (const auto& day : sheet.report.days) {
        sheet.report.names.push_back(person->name);
        sheet.report.shiftNames.push_back(shifts[day.shift]);
        theirs.insert(day.sightings.begin(), day.sightings.end());
    }
    for (auto& sighting : basis.sightings)
        if (theirs.count(sighting.id)) sheet.sightings.push_back(std::move(sighting));
    for (const auto& sighting : sheet.sightings)
        if (auto moment = recordedMomentOf(store.caseBook(), sighting))
            sheet.moments.emplace(sighting.id, std::move(*moment));
    for (auto& correction : basis.corrections)
        if (correction.identity == identity && correction.day >= from && correction.day <= to)
            sheet.corrections.push_back(std::move(correction));
    return sheet;
}

}  // namespace lineament
