#include "app/cli/commands/commands.h"
#include "core/base/atomic_file.h"
#include "core/base/check.h"
#include "core/pipelines/presence/attendance_report.h"
#include "core/presence/calendar.h"
#include "core/presence/time_zone.h"
#include "core/store/presence_book.h"

namespace lineament::cli {
namespace {

struct ReportOptions {
    std::string from, to, timeZone;
    std::filesystem::path csv, xlsx;
};

struct CorrectOptions {
    std::int64_t identity = 0, ignore = 0;
    std::string day, entry, exit, reason, timeZone;
};

/// "2026-11-12", or the day of "2026-11-12T09:30".
Day dayOf(const std::string& text, const char* option) {
    if (const auto day = dayFromIso(text)) return *day;
    if (const auto time = timeFromIso(text)) return time->day;
    throw Error(ErrorCode::kInvalidArgument, option, "it must be a day as 2026-11-12");
}

std::string zoneOr(const std::string& given) {
    return given.empty() ? TimeZone::ofThisMachine() : given;
}

Json timeJson(const TimeZone& zone, const std::optional<UnixMs>& at) {
    return at ? Json(zone.isoAt(*at)) : Json(nullptr);
}

Json dayJson(const AttendanceReport& report, std::size_t i) {
    const auto& day = report.days[i];
    const auto zone = TimeZone::named(day.timeZone);
    return {{"date", isoOf(day.day)},
            {"identity_id", day.identity.value()},
            {"name", report.names[i]},
            {"first_seen", timeJson(*zone, day.firstSeen)},
            {"last_seen", timeJson(*zone, day.lastSeen)},
            {"status", name(day.status)},
            {"shift", report.shiftNames[i].empty() ? Json(nullptr) : Json(report.shiftNames[i])},
            {"arrival", timeJson(*zone, day.arrival)},
            {"departure", timeJson(*zone, day.departure)},
            {"worked_minutes", day.workedMinutes},
            {"late_minutes", day.lateMinutes},
            {"early_minutes", day.earlyMinutes},
            {"overtime_minutes", day.overtimeMinutes},
            {"outside_shift", day.outsideShift},
            {"corrected", day.corrected}};
}

/// "7:05" from minutes.
std::string hours(int minutes) {
    const auto rest = std::to_string(minutes % 60);
    return std::to_string(minutes / 60) + ":" + (rest.size() < 2 ? "0" : "") + rest;
}

Status report(Invocation& run, const ReportOptions& options) {
    const Day from = dayOf(options.from, "--from"), to = dayOf(options.to, "--to");
    const auto report =
        attendanceReport(*run.store(), from, to, zoneOr(options.timeZone), Clock::system().now());
    if (!options.csv.empty())
        writeAtomically(options.csv, [&](std::ostream& out) { out << attendanceCsv(report); });
    if (!options.xlsx.empty()) writeAttendanceXlsx(report, options.xlsx);
    Json days = Json::array();
    Table table({"date", "id", "name", "first seen", "last seen", "status", "worked"});
    for (std::size_t i = 0; i < report.days.size(); ++i) {
        const auto& day = report.days[i];
        const auto zone = TimeZone::named(day.timeZone);
        const auto clock = [&](const std::optional<UnixMs>& at) {
            return at ? zone->isoAt(*at).substr(11, 5) : std::string("-");
        };
        days.push_back(dayJson(report, i));
        table.row({isoOf(day.day), std::to_string(day.identity.value()), report.names[i],
                   clock(day.firstSeen), clock(day.lastSeen),
                   std::string(name(day.status)) + (day.outsideShift ? ", there outside the shift" : ""),
                   hours(day.workedMinutes)});
    }
    run.print({{"days", std::move(days)}}, table.text());
    return kDone;
}

Status import(Invocation& run, const std::filesystem::path& file) {
    const auto outcome = importRoster(*run.store(), file);
    run.print(
        {{"shifts", outcome.shifts}, {"assignments", outcome.assignments}, {"days_off", outcome.daysOff}},
        std::to_string(outcome.shifts) + " shifts, " + std::to_string(outcome.assignments) +
            " assignments, " + std::to_string(outcome.daysOff) + " days off\n");
    return kDone;
}

UnixMs timeOf(const std::string& text, const std::string& timeZone, const char* option) {
    const auto time = timeFromIso(text);
    LINEAMENT_REQUIRE(time, option, "it must be a time as 2026-11-12T09:30");
    const auto utc = TimeZone::named("UTC")->utcOf(time->day, time->msOfDay);
    return time->offsetSeconds ? utc - *time->offsetSeconds * UnixMs{1000}
                               : TimeZone::named(zoneOr(timeZone))->utcOf(time->day, time->msOfDay);
}

Status correct(Invocation& run, const CorrectOptions& options) {
    Correction correction;
    correction.identity = IdentityId(options.identity);
    correction.day = dayOf(options.day, "--day");
    correction.reason = options.reason;
    if (!options.entry.empty()) {
        correction.at = timeOf(options.entry, options.timeZone, "--entry");
    } else if (!options.exit.empty()) {
        correction.kind = Correction::Kind::kExit;
        correction.at = timeOf(options.exit, options.timeZone, "--exit");
    } else {
        LINEAMENT_REQUIRE(options.ignore > 0, "attendance correct", "it needs --entry, --exit or --ignore");
        correction.kind = Correction::Kind::kIgnore;
        correction.sighting = SightingId(options.ignore);
    }
    const auto id = run.store()->presence().correct(correction);
    run.print({{"correction_id", id.value()}}, "correction " + std::to_string(id.value()) + "\n");
    return kDone;
}

}  // namespace

void addAttendance(CLI::App& app, Commands& commands) {
    auto* attendance = app.add_subcommand("attendance", "Who was there, and when");
    attendance->require_subcommand(1);

    auto options = std::make_shared<ReportOptions>();
    auto* reporting = attendance->add_subcommand("report", "Days of a period, by the shifts of each person");
    reporting->add_option("--from", options->from, "First day, as 2026-11-01")->required();
    reporting->add_option("--to", options->to, "Last day")->required();
    reporting->add_option("--csv", options->csv, "Write them to this file, too");
    reporting->add_option("--xlsx", options->xlsx, "Write a workbook, too");
    reporting->add_option("--time-zone", options->timeZone, "Of people without a shift [this machine's]");
    commands.on(reporting, [options](Invocation& run) { return report(run, *options); });

    auto roster = std::make_shared<std::filesystem::path>();
    auto* importing =
        attendance->add_subcommand("import", "Take over shifts, who works by them, and days off");
    importing->add_option("ROSTER", *roster, "JSON file")->required();
    commands.on(importing, [roster](Invocation& run) { return import(run, *roster); });

    auto correction = std::make_shared<CorrectOptions>();
    auto* correcting =
        attendance->add_subcommand("correct", "Say what cameras did not see; observations stay as they are");
    correcting->add_option("--identity", correction->identity, "Number of the person")->required();
    correcting->add_option("--day", correction->day, "Day of the shift")->required();
    auto* entry =
        correcting->add_option("--entry", correction->entry, "They were there from, as 2026-11-12T09:00");
    auto* exit = correcting->add_option("--exit", correction->exit, "They were there until")->excludes(entry);
    correcting->add_option("--ignore", correction->ignore, "Number of a sighting that was not them")
        ->excludes(entry)
        ->excludes(exit);
    correcting->add_option("--reason", correction->reason, "Why")->required();
    correcting->add_option("--time-zone", correction->timeZone,
                           "Of times without an offset [this machine's]");
    commands.on(correcting, [correction](Invocation& run) { return correct(run, *correction); });
}

}  // namespace lineament::cli
