#include "core/pipelines/presence/attendance_report.h"

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>

#include "core/base/error.h"
#include "core/pipelines/accounts/sign_in.h"
#include "core/presence/calendar.h"
#include "core/presence/roster_file.h"
#include "core/presence/time_zone.h"
#include "core/store/presence_book.h"

namespace fs = std::filesystem;

namespace lineament {
namespace {

constexpr UnixMs kDayMs = 86'400'000;
constexpr std::uintmax_t kLargestRoster = 16 << 20;

UnixMs midnightUtc(Day day) {
    return static_cast<UnixMs>(day.time_since_epoch().count()) * kDayMs;
}

std::string timeOf(const TimeZone& zone, const std::optional<UnixMs>& at) {
    return at ? zone.isoAt(*at) : std::string();
}

/// The cells of one day, in the order of the header.
std::vector<std::string> cellsOf(const AttendanceReport& report, std::size_t i) {
    const auto& day = report.days[i];
    const auto zone = TimeZone::named(day.timeZone);
    const auto planned = [&](UnixMs at) { return at ? zone->isoAt(at) : std::string(); };
    return {isoOf(day.day),
            std::to_string(day.identity.value()),
            report.names[i],
            report.shiftNames[i],
            planned(day.shiftFrom),
            planned(day.shiftTo),
            timeOf(*zone, day.firstSeen),
            timeOf(*zone, day.lastSeen),
            timeOf(*zone, day.arrival),
            timeOf(*zone, day.departure),
            std::string(name(day.status)),
            std::to_string(day.workedMinutes),
            std::to_string(day.lateMinutes),
            std::to_string(day.earlyMinutes),
            std::to_string(day.overtimeMinutes),
            day.corrected ? "yes" : "no",
            day.outsideShift ? "yes" : "no"};
}

}  // namespace

const std::vector<std::string>& attendanceColumns() {
    static const std::vector<std::string> columns = {
        "date",      "identity_id",    "name",         "shift",         "shift_from",
        "shift_to",  "first_seen",     "last_seen",    "arrival",       "departure",
        "status",    "worked_minutes", "late_minutes", "early_minutes", "overtime_minutes",
        "corrected", "outside_shift"};
    return columns;
}

AttendanceBasis attendanceBasis(Store& store, Day from, Day to, const std::string& timeZone) {
    const auto& book = store.presence();
    AttendanceBasis basis;
    for (const auto& identity : store.identities())
        basis.people.push_back(identity.id);
    basis.shifts = book.shifts();
    basis.assignments = book.assignments();
    basis.daysOff = book.daysOff();
    // Nights, margins and zones reach beyond the days of UTC.
    basis.sightings = book.sightings(midnightUtc(from) - 2 * kDayMs, midnightUtc(to) + 4 * kDayMs);
    basis.corrections = book.corrections(from - std::chrono::days(1), to + std::chrono::days(1));
    basis.timeZone = timeZone;
    return basis;
}

AttendanceReport attendanceReport(Store& store, Day from, Day to, const std::string& timeZone, UnixMs now) {
    requirePermitted(store, Permission::kSeeAttendance, "attendance");
    const auto basis = attendanceBasis(store, from, to, timeZone);
    AttendanceReport report{from, to, attendance(basis, from, to, now), {}, {}};
    std::map<IdentityId, std::string> names;
    for (const auto& identity : store.identities())
        names[identity.id] = identity.name;
    std::map<ShiftId, std::string> shifts;
    for (const auto& shift : basis.shifts)
        shifts[shift.id] = shift.name;
    for (const auto& day : report.days) {
        report.names.push_back(names[day.identity]);
        report.shiftNames.push_back(shifts[day.shift]);
    }
    return report;
}

std::string csvField(const std::string& text) {
    std::string field = text;
    const auto first = field.find_first_not_of(' ');
    if (first != std::string::npos &&
        std::string_view("=+-@\t\r\n").find(field[first]) != std::string_view::npos)
        field.insert(field.begin(), '\'');
    if (field.find_first_of("\",\r\n;") == std::string::npos) return field;
    std::string quoted = "\"";
    for (const char letter : field) {
        if (letter == '"') quoted += '"';
        quoted += letter;
    }
    return quoted + '"';
}

std::string attendanceCsv(const AttendanceReport& report) {
    std::string text = "\xEF\xBB\xBF";
    const auto line = [&](const std::vector<std::string>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i)
            text += (i ? "," : "") + csvField(cells[i]);
        text += "\r\n";
    };
    line(attendanceColumns());
    for (std::size_t i = 0; i < report.days.size(); ++i)
        line(cellsOf(report, i));
    return text;
}

RosterOutcome importRoster(Store& store, const fs::path& file) {
    std::error_code ignored;
    if (!fs::is_regular_file(file, ignored))
        throw Error(ErrorCode::kNotFound, file.string(), "there is no such file");
    if (fs::file_size(file, ignored) > kLargestRoster)
        throw Error(ErrorCode::kTooLarge, file.string(), "it is larger than 16 MiB");
    std::ifstream stream(file, std::ios::binary);
    const auto roster = readRoster(std::string(std::istreambuf_iterator<char>(stream), {}), file.string());

    const auto people = store.identities();
    const auto find = [&](const std::string& person) {
        for (const auto& identity : people)
            if (!identity.externalId.empty() && identity.externalId == person) return identity.id;
        for (const auto& identity : people)
            if (std::to_string(identity.id.value()) == person) return identity.id;
        std::vector<IdentityId> named;
        for (const auto& identity : people)
            if (identity.name == person) named.push_back(identity.id);
        if (named.size() == 1) return named.front();
        throw Error(ErrorCode::kUnreadable, file.string(),
                    named.empty()
                        ? "nobody enrolled has the staff id, number or name " + person
                        : "several people are called " + person + ": name them by staff id or number");
    };
    auto& book = store.presence();
    std::map<std::string, ShiftId> shifts;
    for (const auto& shift : book.shifts())
        shifts[shift.name] = shift.id;
    for (const auto& shift : roster.shifts)
        shifts.emplace(shift.name, ShiftId());
    std::vector<IdentityId> assigned;
    for (const auto& assignment : roster.assignments) {
        assigned.push_back(find(assignment.person));
        if (!shifts.count(assignment.shift))
            throw Error(ErrorCode::kUnreadable, file.string(),
                        "it assigns the shift " + assignment.shift + ", which there is not");
    }
    std::vector<std::optional<IdentityId>> off;
    for (const auto& day : roster.daysOff)
        off.push_back(day.person.empty() ? std::nullopt : std::optional(find(day.person)));

    for (const auto& shift : roster.shifts)
        shifts[shift.name] = book.saveShift(shift);
    for (std::size_t i = 0; i < roster.assignments.size(); ++i)
        book.assign({assigned[i], shifts.at(roster.assignments[i].shift), roster.assignments[i].from,
                     roster.assignments[i].to});
    for (std::size_t i = 0; i < roster.daysOff.size(); ++i)
        book.saveDayOff({roster.daysOff[i].day, off[i], roster.daysOff[i].name});
    return {static_cast<int>(roster.shifts.size()), static_cast<int>(roster.assignments.size()),
            static_cast<int>(roster.daysOff.size())};
}

}  // namespace lineament
