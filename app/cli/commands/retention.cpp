#include <map>

#include "app/cli/commands/commands.h"
#include "core/base/clock.h"
#include "core/pipelines/people/retention.h"
#include "core/store/gallery_book.h"

namespace lineament::cli {
namespace {

const std::map<std::string, Consent> kConsents = {
    {"unknown", Consent::kUnknown}, {"given", Consent::kGiven}, {"withdrawn", Consent::kWithdrawn}};

struct RecordOptions {
    std::int64_t id = 0;
    std::string consent, reason;
    std::optional<std::string> notes, purpose;
    std::vector<std::string> groups;
    std::optional<int> keepDays, originalsDays;
};

struct PurgeOptions {
    bool dryRun = false, scheduled = false;
    std::optional<int> everyDays;
};

std::string consentName(Consent consent) {
    for (const auto& [name, value] : kConsents)
        if (value == consent) return name;
    return "unknown";
}

Json recordJson(const PersonRecord& record) {
    return {{"identity_id", record.identity.value()},
            {"notes", record.notes},
            {"groups", record.groups},
            {"valid_from", record.validFrom},
            {"valid_to", record.validTo},
            {"consent", consentName(record.consent)},
            {"purpose", record.purpose},
            {"keep_until", record.keepUntil},
            {"originals_until", record.originalsUntil}};
}

Json receiptJson(const RemovalReceipt& receipt) {
    return {{"identity_id", receipt.identity.value()},
            {"name", receipt.name},
            {"external_id", receipt.externalId},
            {"at", receipt.at},
            {"actor", receipt.actor},
            {"reason", receipt.reason},
            {"samples", receipt.samples},
            {"templates", receipt.templates},
            {"originals", receipt.originals},
            {"looks", receipt.looks},
            {"audit_hash", receipt.auditHash}};
}

UnixMs daysFromNow(int days) {
    return days == 0 ? 0 : Clock::system().now() + static_cast<UnixMs>(days) * 24 * 3600 * 1000;
}

Status record(Invocation& run, const RecordOptions& options) {
    auto& book = run.workspace().store().galleryBook();
    auto record = book.record(IdentityId(options.id));
    const auto before = record;
    if (options.notes) record.notes = *options.notes;
    if (options.purpose) record.purpose = *options.purpose;
    if (!options.consent.empty()) record.consent = kConsents.at(options.consent);
    if (!options.groups.empty()) record.groups = options.groups;
    if (options.keepDays) record.keepUntil = daysFromNow(*options.keepDays);
    if (options.originalsDays) record.originalsUntil = daysFromNow(*options.originalsDays);
    if (!(record == before)) book.setRecord(record, options.reason);
    const auto json = recordJson(record);
    run.print(json, json.dump(2) + "\n");
    return kDone;
}

Table receiptTable(const std::vector<RemovalReceipt>& receipts, Json& json) {
    Table table({"identity", "name", "samples", "templates", "audit hash"});
    for (const auto& receipt : receipts) {
        json.push_back(receiptJson(receipt));
        table.row({std::to_string(receipt.identity.value()), receipt.name, std::to_string(receipt.samples),
                   std::to_string(receipt.templates), receipt.auditHash.substr(0, 16)});
    }
    return table;
}

Status listDue(Invocation& run) {
    Json ids = Json::array();
    Table table({"identity", "name", ""});
    for (const auto id : run.store()->galleryBook().due(Clock::system().now())) {
        ids.push_back(id.value());
        table.row({std::to_string(id.value()), run.store()->identity(id)->name, "due"});
    }
    run.print({{"due", std::move(ids)}}, table.text());
    return kDone;
}

Json scheduleJson(const PurgeSchedule& schedule) {
    return {{"every_days", schedule.everyDays},
            {"last_at", schedule.lastAt == 0 ? Json(nullptr) : Json(iso8601(schedule.lastAt))}};
}

Status purge(Invocation& run, const PurgeOptions& options) {
    auto& store = *run.store();
    if (options.everyDays) {
        setPurgeSchedule(store, *options.everyDays);
        run.print({{"schedule", scheduleJson(purgeSchedule(store))}},
                  *options.everyDays == 0
                      ? std::string("nobody is purged without being asked\n")
                      : "people are purged every " + std::to_string(*options.everyDays) + " days\n");
        return kDone;
    }
    if (options.dryRun) return listDue(run);
    const auto now = Clock::system().now();
    PurgeResult result;
    const bool isTime = !options.scheduled || purgeSchedule(store).dueAt(now);
    if (isTime) result = purgeDue(store, now, options.scheduled ? "schedule" : "request", run.job());
    Json receipts = Json::array();
    const auto table = receiptTable(result.receipts, receipts);
    run.print({{"receipts", std::move(receipts)},
               {"originals", result.originals},
               {"purged", isTime},
               {"schedule", scheduleJson(purgeSchedule(store))}},
              isTime ? table.text() + std::to_string(result.originals) + " original files were deleted\n"
                     : std::string("it is not yet time by the schedule\n"));
    return kDone;
}

}  // namespace

void addRetention(CLI::App& app, Commands& commands) {
    auto options = std::make_shared<RecordOptions>();
    auto* one =
        app.add_subcommand("person-record", "Show or change what is kept about a person beside their photos");
    one->add_option("ID", options->id, "Identity")->required();
    one->add_option("--notes", options->notes, "Notes");
    one->add_option("--group", options->groups, "Groups, in the place of those before");
    one->add_option("--consent", options->consent, "unknown, given or withdrawn")
        ->check(CLI::IsMember({"unknown", "given", "withdrawn"}));
    one->add_option("--purpose", options->purpose, "What the person's data are kept for");
    one->add_option("--keep-days", options->keepDays, "Purge the person after so many days; 0: never")
        ->check(CLI::Range(0, 36'500));
    one->add_option("--originals-days", options->originalsDays,
                    "Purge the photos' files after so many days; 0: never")
        ->check(CLI::Range(0, 36'500));
    one->add_option("--reason", options->reason, "Why, for the audit trail");
    commands.on(one, [options](Invocation& run) { return record(run, *options); });

    auto ending = std::make_shared<PurgeOptions>();
    auto* all = app.add_subcommand("purge", "Delete people whose retention has ended, each with a receipt");
    all->add_flag("--dry-run", ending->dryRun, "Only say who is due");
    all->add_flag("--scheduled", ending->scheduled, "Do nothing before it is time by the schedule");
    all->add_option("--every", ending->everyDays,
                    "Set the schedule: purge every so many days while a window is open; 0: only when asked")
        ->check(CLI::Range(0, 366));
    commands.on(all, [ending](Invocation& run) { return purge(run, *ending); });
}

}  // namespace lineament::cli
