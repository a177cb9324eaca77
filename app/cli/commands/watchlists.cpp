#include "app/cli/commands/commands.h"
#include "core/base/check.h"
#include "core/notify/signature.h"
#include "core/pipelines/cases/recorded_time.h"
#include "core/pipelines/presence/webhook_sender.h"
#include "core/store/alert_book.h"

namespace lineament::cli {
namespace {

/// What is not given stays as it is, or as a new list has it.
struct ListOptions {
    std::string name;
    std::optional<std::string> colour, priority;
    std::optional<bool> silent;
    std::optional<double> fmr, windowSeconds, coolDownSeconds, escalateSeconds;
    std::optional<int> looks;
};

Watchlist listNamed(Store& store, const std::string& name) {
    for (auto& list : store.alertBook().watchlists())
        if (list.name == name) return list;
    throw Error(ErrorCode::kNotFound, name, "there is no such watchlist");
}

Json listJson(const Watchlist& list) {
    Json members = Json::array();
    for (const auto member : list.members)
        members.push_back(member.value());
    return {{"watchlist_id", list.id.value()},
            {"name", list.name},
            {"colour", name(list.colour)},
            {"sound", list.sound},
            {"priority", static_cast<int>(list.priority)},
            {"fmr", list.fmr},
            {"looks", list.looks},
            {"window_ms", list.windowMs},
            {"cool_down_ms", list.coolDownMs},
            {"escalate_ms", list.escalateMs},
            {"members", std::move(members)}};
}

Status showLists(Invocation& run) {
    Json lists = Json::array();
    Table table({"id", "name", "colour", "fmr", "looks", "people"});
    for (const auto& list : run.store()->alertBook().watchlists()) {
        lists.push_back(listJson(list));
        table.row({std::to_string(list.id.value()), list.name, std::string(name(list.colour)),
                   Json(list.fmr).dump(), std::to_string(list.looks), std::to_string(list.members.size())});
    }
    run.print({{"watchlists", std::move(lists)}}, table.text());
    return kDone;
}

Status saveList(Invocation& run, const ListOptions& options) {
    auto& book = run.store()->alertBook();
    Watchlist list;
    for (auto& known : book.watchlists())
        if (known.name == options.name) list = known;
    list.name = options.name;
    if (options.colour) list.colour = listColourNamed(*options.colour).value_or(list.colour);
    if (options.priority)
        list.priority = *options.priority == "high"  ? ListPriority::kHigh
                        : *options.priority == "low" ? ListPriority::kLow
                                                     : ListPriority::kNormal;
    if (options.silent) list.sound = !*options.silent;
    if (options.fmr) list.fmr = *options.fmr;
    if (options.looks) list.looks = *options.looks;
    const auto take = [](const std::optional<double>& seconds, UnixMs& ms) {
        if (seconds) ms = static_cast<UnixMs>(*seconds * 1000);
    };
    take(options.windowSeconds, list.windowMs);
    take(options.coolDownSeconds, list.coolDownMs);
    take(options.escalateSeconds, list.escalateMs);
    list.id = book.saveWatchlist(list);
    run.print(listJson(list), "watchlist " + std::to_string(list.id.value()) + "\n");
    return kDone;
}

Status changeMembers(Invocation& run, const std::string& name, const std::vector<std::int64_t>& people,
                     bool add) {
    auto list = listNamed(*run.store(), name);
    for (const auto id : people) {
        std::erase(list.members, IdentityId(id));
        if (add) list.members.emplace_back(id);
    }
    run.store()->alertBook().saveWatchlist(list);
    list = listNamed(*run.store(), name);
    run.print(listJson(list), std::to_string(list.members.size()) + " people\n");
    return kDone;
}

Status showAlerts(Invocation& run, const std::string& state, int newest) {
    AlertBook::AlertQuery query{.newest = newest};
    for (const auto one : {AlertState::kNew, AlertState::kAcknowledged, AlertState::kDismissed})
        if (state == name(one)) query.state = one;
    Json alerts = Json::array();
    Table table({"id", "at", "list", "who", "camera", "similarity", "state", "by"});
    for (const auto& alert : run.store()->alertBook().alerts(query)) {
        auto document = Json::parse(alertDocument(alert));
        document.erase("event");
        document["decided_by"] = alert.decidedBy.empty() ? Json(nullptr) : Json(alert.decidedBy);
        document["decided_at"] = alert.decidedAt ? Json(iso8601(alert.decidedAt)) : Json(nullptr);
        document["reason"] = alert.reason;
        const auto place = recordedMomentOf(run.store()->caseBook(), alert);
        document["recording"] = place ? Json(place->source) : Json(nullptr);
        document["recording_ms"] = place ? Json(decimals(place->ms, 1)) : Json(nullptr);
        alerts.push_back(std::move(document));
        table.row({std::to_string(alert.id.value()), iso8601(alert.at), alert.listName, alert.name,
                   alert.cameraName, fixed(alert.similarity, 3), std::string(name(alert.state)),
                   alert.decidedBy});
    }
    run.print({{"alerts", std::move(alerts)}}, table.text());
    return kDone;
}

Status decide(Invocation& run, std::int64_t id, AlertState state, const std::string& reason) {
    run.store()->alertBook().decide(AlertId(id), state, reason);
    run.print({{"alert_id", id}, {"state", name(state)}}, std::string(name(state)) + "\n");
    return kDone;
}

Json hookJson(const Webhook& hook) {
    return {{"webhook_id", hook.id.value()},
            {"url", hook.url},
            {"enabled", hook.enabled},
            {"waiting", hook.waiting},
            {"refused", hook.refused},
            {"trouble", hook.trouble.empty() ? Json(nullptr) : Json(hook.trouble)}};
}

Status showHooks(Invocation& run) {
    Json hooks = Json::array();
    Table table({"id", "address", "waiting", "refused", "trouble"});
    for (const auto& hook : run.store()->alertBook().webhooks()) {
        hooks.push_back(hookJson(hook));
        table.row({std::to_string(hook.id.value()), hook.url, std::to_string(hook.waiting),
                   std::to_string(hook.refused), hook.trouble});
    }
    run.print({{"webhooks", std::move(hooks)}}, table.text());
    return kDone;
}

Status addHook(Invocation& run, const std::string& url) {
    Webhook hook;
    hook.url = url, hook.secret = newSecret();
    hook.id = run.store()->alertBook().saveWebhook(hook);
    auto document = hookJson(hook);
    document["secret"] = hook.secret;  // told this once, as the receiver needs it
    run.print(document, "webhook " + std::to_string(hook.id.value()) + ", signed with " + hook.secret + "\n");
    return kDone;
}

void addLists(CLI::App& app, Commands& commands) {
    auto* lists = app.add_subcommand("watchlists", "People to look out for on cameras");
    lists->require_subcommand(1);
    commands.on(lists->add_subcommand("list", "All of them"), showLists);
    auto options = std::make_shared<ListOptions>();
    auto* saving = lists->add_subcommand("add", "Add one, or change the one of that name");
    saving->add_option("NAME", options->name, "What it is called")->required();
    saving->add_option("--colour", options->colour, "What its alerts are painted in [red]")
        ->check(CLI::IsMember({"red", "amber", "green", "blue", "violet"}));
    saving->add_option("--priority", options->priority, "Which alerts come first [normal]")
        ->check(CLI::IsMember({"low", "normal", "high"}));
    // Bound to an optional, a flag that was not given would set it to false.
    saving->add_flag_function(
        "--silent,!--sound", [options](std::int64_t given) { options->silent = given > 0; },
        "Alerts make no sound, or make one [sound]");
    saving->add_option("--fmr", options->fmr, "False match rate of one comparison [1e-5]");
    saving->add_option("--looks", options->looks, "Looks that must agree [3]");
    saving->add_option("--window", options->windowSeconds, "Seconds within which [3]");
    saving->add_option("--cool-down", options->coolDownSeconds,
                       "Seconds until the same person counts again [60]");
    saving->add_option("--escalate", options->escalateSeconds,
                       "Seconds until an alert is overdue; 0: never [120]");
    commands.on(saving, [options](Invocation& run) { return saveList(run, *options); });
    auto name = std::make_shared<std::string>();
    auto* removing = lists->add_subcommand("remove", "Look out no longer; its alerts stay");
    removing->add_option("NAME", *name, "What it is called")->required();
    commands.on(removing, [name](Invocation& run) {
        const auto list = listNamed(*run.store(), *name);
        run.store()->alertBook().removeWatchlist(list.id);
        run.print(listJson(list), "removed\n");
        return kDone;
    });
    auto people = std::make_shared<std::vector<std::int64_t>>();
    for (const bool adding : {true, false}) {
        auto* change = lists->add_subcommand(adding ? "put" : "take",
                                             adding ? "Put people on one" : "Take people off one");
        change->add_option("NAME", *name, "What it is called")->required();
        change->add_option("PERSON", *people, "Numbers of people")->required();
        commands.on(change, [=](Invocation& run) { return changeMembers(run, *name, *people, adding); });
    }
}

void addAlerts(CLI::App& app, Commands& commands) {
    auto* alerts = app.add_subcommand("alerts", "What was raised about people of watchlists");
    alerts->require_subcommand(1);
    auto state = std::make_shared<std::string>();
    auto newest = std::make_shared<int>(100);
    auto* listing = alerts->add_subcommand("list", "The newest first");
    listing->add_option("--state", *state, "Only those")
        ->check(CLI::IsMember({"new", "acknowledged", "dismissed"}));
    listing->add_option("--newest", *newest, "Only so many [100]")->check(CLI::Range(1, 1'000'000));
    commands.on(listing, [=](Invocation& run) { return showAlerts(run, *state, *newest); });
    auto id = std::make_shared<std::int64_t>();
    auto reason = std::make_shared<std::string>();
    const auto deciding = [&](const char* verb, const char* says, AlertState to, bool needsReason) {
        auto* command = alerts->add_subcommand(verb, says);
        command->add_option("ALERT", *id, "Its number")->required();
        auto* why = command->add_option("--reason", *reason, "Why");
        if (needsReason) why->required();
        commands.on(command, [=](Invocation& run) { return decide(run, *id, to, *reason); });
    };
    deciding("acknowledge", "Somebody has seen to it", AlertState::kAcknowledged, false);
    deciding("dismiss", "It was not them, or it does not matter", AlertState::kDismissed, true);
    deciding("reopen", "Take the decision back", AlertState::kNew, false);
}

void addHooks(CLI::App& app, Commands& commands) {
    auto* hooks = app.add_subcommand("webhooks", "Programs that are told of alerts by HTTP");
    hooks->require_subcommand(1);
    commands.on(hooks->add_subcommand("list", "All of them, and what waits for them"), showHooks);
    auto url = std::make_shared<std::string>();
    auto* adding = hooks->add_subcommand("add", "Add one; prints the secret that requests are signed with");
    adding->add_option("URL", *url, "http:// or https://")->required();
    commands.on(adding, [url](Invocation& run) { return addHook(run, *url); });
    auto id = std::make_shared<std::int64_t>();
    auto* removing = hooks->add_subcommand("remove", "Tell it no longer");
    removing->add_option("WEBHOOK", *id, "Its number")->required();
    commands.on(removing, [id](Invocation& run) {
        run.store()->alertBook().removeWebhook(WebhookId(*id));
        run.print({{"webhook_id", *id}}, "removed\n");
        return kDone;
    });
}

}  // namespace

void addWatchlists(CLI::App& app, Commands& commands) {
    addLists(app, commands);
    addAlerts(app, commands);
    addHooks(app, commands);
}

}  // namespace lineament::cli
