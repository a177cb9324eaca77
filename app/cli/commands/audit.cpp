#include "app/cli/commands/commands.h"

namespace lineament::cli {
namespace {

Status list(Invocation& run, int newest) {
    Json entries = Json::array();
    Table table({"seq", "at", "who", "what", "on", "hash"});
    for (const auto& entry : run.store()->auditEntries(newest)) {
        entries.push_back({{"seq", entry.seq},
                           {"at", iso8601(entry.at)},
                           {"actor", entry.actor},
                           {"action", entry.action},
                           {"subject", entry.subject},
                           {"detail", entry.detail},
                           {"hash", entry.hash}});
        table.row({std::to_string(entry.seq), iso8601(entry.at), entry.actor, entry.action, entry.subject,
                   entry.hash.substr(0, 12)});
    }
    run.print({{"entries", std::move(entries)}}, table.text());
    return kDone;
}

Status verify(Invocation& run) {
    const auto brokenAt = run.store()->auditBrokenAt();
    run.print({{"valid", !brokenAt}, {"broken_at", brokenAt ? Json(*brokenAt) : Json(nullptr)}},
              brokenAt ? "the trail is broken at line " + std::to_string(*brokenAt) + "\n"
                       : "the trail is intact\n");
    if (!brokenAt) return kDone;
    run.say(failureLine(
        "audit trail", "line " + std::to_string(*brokenAt) + " does not fit the lines before it",
        "somebody changed the store past the program; keep the file and compare it with a backup"));
    return kStoreOrModelUnusable;
}

}  // namespace

void addAudit(CLI::App& app, Commands& commands) {
    auto* audit = app.add_subcommand("audit", "Show and check the audit trail");
    audit->require_subcommand(1);
    auto newest = std::make_shared<int>(0);
    auto* listing = audit->add_subcommand("list", "Who did what, and when");
    listing->add_option("--newest", *newest, "Only so many, the newest [all]")
        ->check(CLI::Range(1, 1'000'000));
    commands.on(listing, [newest](Invocation& run) { return list(run, *newest); });
    commands.on(audit->add_subcommand("verify", "Check that no line was changed or taken away"), verify);
}

}  // namespace lineament::cli
