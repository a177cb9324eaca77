#include "app/cli/access_output.h"
#include "app/cli/commands/doors.h"
#include "app/cli/time_given.h"
#include "core/base/check.h"
#include "core/presence/access_schedule.h"
#include "core/presence/time_zone.h"
#include "core/store/access_book.h"
#include "core/store/presence_book.h"

namespace lineament::cli {
namespace {

struct LogOptions {
    std::string door, outcome, from, to;
    std::int64_t person = 0;
    int newest = 100;
};

Status showLog(Invocation& run, const LogOptions& options) {
    auto& book = run.store()->presence().access();
    AccessBook::LogQuery query;
    if (!options.door.empty()) query.door = doorNamed(*run.store(), options.door).id;
    query.identity = IdentityId(options.person);
    if (!options.outcome.empty()) query.outcome = accessOutcomeNamed(options.outcome);
    query.from = timeGiven(options.from, "--from"), query.to = timeGiven(options.to, "--to");
    query.newest = options.newest;
    const auto events = book.log(query);
    run.print({{"events", eventsJson(events)}}, linesOf(events));
    return kDone;
}

Status verifyLog(Invocation& run) {
    const auto chain = run.store()->auditBrokenAt();
    const auto broken = run.store()->presence().access().brokenAt();
    const bool valid = !chain && !broken;
    run.print({{"valid", valid},
               {"broken_at", broken ? Json(broken->value()) : Json(nullptr)},
               {"audit_broken_at", chain ? Json(*chain) : Json(nullptr)}},
              valid    ? "the access log is as it was written\n"
              : broken ? "entry " + std::to_string(broken->value()) + " is not as it was written\n"
                       : "the audit trail is broken at line " + std::to_string(*chain) + "\n");
    return valid ? kDone : kStoreOrModelUnusable;
}

Json scheduleJson(const AccessSchedule& schedule) {
    return {{"schedule_id", schedule.id.value()},
            {"name", schedule.name},
            {"time_zone", schedule.timeZone},
            {"hours", textOf(schedule.windows)}};
}

Status listSchedules(Invocation& run) {
    Json all = Json::array();
    Table table({"id", "name", "time zone", "hours"});
    for (const auto& schedule : run.store()->presence().access().schedules()) {
        all.push_back(scheduleJson(schedule));
        table.row({std::to_string(schedule.id.value()), schedule.name, schedule.timeZone,
                   textOf(schedule.windows)});
    }
    run.print({{"schedules", std::move(all)}}, table.text());
    return kDone;
}

Status saveSchedule(Invocation& run, const std::string& name, const std::string& hours,
                    const std::string& zone) {
    auto& book = run.store()->presence().access();
    AccessSchedule schedule;
    for (auto& known : book.schedules())
        if (known.name == name) schedule = known;
    schedule.name = name;
    schedule.windows = windowsFromText(hours);
    if (!zone.empty()) schedule.timeZone = zone;
    if (schedule.timeZone.empty()) schedule.timeZone = TimeZone::ofThisMachine();
    validate(schedule);
    schedule.id = book.saveSchedule(schedule);
    run.print(scheduleJson(schedule), "schedule " + std::to_string(schedule.id.value()) + "\n");
    return kDone;
}

}  // namespace

void addAccess(CLI::App& app, Commands& commands) {
    auto* access = app.add_subcommand("access", "What was decided at doors, and by which hours");
    access->require_subcommand(1);
    auto log = std::make_shared<LogOptions>();
    auto* listing = access->add_subcommand("log", "The newest first");
    listing->add_option("--door", log->door, "Of this one alone");
    listing->add_option("--person", log->person, "Of this number alone");
    listing->add_option("--outcome", log->outcome, "Only those")
        ->check(CLI::IsMember({"granted", "waiting", "refused", "forgiven", "unlocked", "fault"}));
    listing->add_option("--from", log->from, "Since, as 2026-11-12 or 2026-11-12T09:30");
    listing->add_option("--to", log->to, "Before");
    listing->add_option("--newest", log->newest, "Only so many [100]")->check(CLI::Range(1, 1'000'000));
    commands.on(listing, [log](Invocation& run) { return showLog(run, *log); });
    commands.on(access->add_subcommand("verify", "Whether the log is as it was written"), verifyLog);

    auto door = std::make_shared<std::string>();
    auto reason = std::make_shared<std::string>();
    auto person = std::make_shared<std::int64_t>();
    auto* unlock = access->add_subcommand("unlock", "End a lock-out");
    unlock->add_option("DOOR", *door, "What it is called")->required();
    unlock->add_option("--reason", *reason, "Why")->required();
    commands.on(unlock, [=](Invocation& run) {
        const auto id = run.store()->presence().access().unlock(doorNamed(*run.store(), *door).id, *reason);
        run.print({{"access_id", id.value()}}, "unlocked\n");
        return kDone;
    });
    auto* forgive = access->add_subcommand("forgive", "Let a person pass in either direction again");
    forgive->add_option("DOOR", *door, "A door of the zone")->required();
    forgive->add_option("PERSON", *person, "Their number")->required();
    forgive->add_option("--reason", *reason, "Why")->required();
    commands.on(forgive, [=](Invocation& run) {
        const auto id = run.store()->presence().access().forgive(doorNamed(*run.store(), *door).id,
                                                                 IdentityId(*person), *reason);
        run.print({{"access_id", id.value()}}, "forgiven\n");
        return kDone;
    });

    auto* schedules = access->add_subcommand("schedules", "Hours in which groups may pass");
    schedules->require_subcommand(1);
    commands.on(schedules->add_subcommand("list", "All of them"), listSchedules);
    auto name = std::make_shared<std::string>();
    auto hours = std::make_shared<std::string>();
    auto zone = std::make_shared<std::string>();
    auto* saving = schedules->add_subcommand("add", "Add one, or change the one of that name");
    saving->add_option("NAME", *name, "What it is called")->required();
    saving->add_option("HOURS", *hours, "As \"mon-fri 08:00-18:00, sat 22:00-06:00\"")->required();
    saving->add_option("--time-zone", *zone, "Of the hours, as Europe/Berlin [this machine's]");
    commands.on(saving, [=](Invocation& run) { return saveSchedule(run, *name, *hours, *zone); });
    auto* removing = schedules->add_subcommand("remove", "Take it away, if no door goes by it");
    removing->add_option("NAME", *name, "What it is called")->required();
    commands.on(removing, [=](Invocation& run) {
        const auto schedule = scheduleNamed(*run.store(), *name);
        run.store()->presence().access().removeSchedule(schedule.id);
        run.print(scheduleJson(schedule), "removed\n");
        return kDone;
    });
}

}  // namespace lineament::cli
