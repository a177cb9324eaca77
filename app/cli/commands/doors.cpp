#include "app/cli/commands/doors.h"
#include "app/cli/access_output.h"
#include "core/base/check.h"
#include "core/media/video_source.h"
#include "core/notify/signature.h"
#include "core/pipelines/evidence/evidence_guard.h"
#include "core/pipelines/photo_reader.h"
#include "core/pipelines/presence/door_watch.h"
#include "core/presence/access_rule.h"
#include "core/store/access_book.h"
#include "core/store/presence_book.h"

namespace lineament::cli {
namespace {

/// What is not given stays as it is, or as a new door has it.
struct DoorOptions {
    std::string name;
    std::optional<std::string> newName, source, zone, passage, relay;
    std::vector<std::string> allow;
    bool allowNobody = false, simulated = false;
    std::optional<bool> enabled, card, liveness;
    std::optional<float> quality;
    std::optional<double> passbackHours, twoPeopleSeconds, failureSeconds, lockSeconds, openSeconds,
        timeoutSeconds;
    std::optional<int> failures;
};

struct RunOptions {
    std::string door, card;
    DoorWatchOptions watch;
};

struct TryOptions {
    std::string door, card;
    std::vector<std::filesystem::path> photos;
};

Json scheduleName(Store& store, ScheduleId id) {
    if (!id.valid()) return nullptr;
    for (const auto& schedule : store.presence().access().schedules())
        if (schedule.id == id) return schedule.name;
    return nullptr;
}

Json doorJson(Store& store, const Door& door) {
    Json grants = Json::array();
    for (const auto& grant : door.grants)
        grants.push_back({{"group", grant.group.empty() ? Json(nullptr) : Json(grant.group)},
                          {"schedule", scheduleName(store, grant.schedule)}});
    return {{"door_id", door.id.value()},
            {"name", door.name},
            {"zone", door.zone},
            {"passage", passageName(door.passage)},
            {"enabled", door.enabled},
            {"allowed", std::move(grants)},
            {"card", door.needsCard},
            {"liveness", door.needsLiveness},
            {"min_quality", door.minQuality},
            {"anti_passback_ms", door.antiPassback ? Json(door.forgetMs) : Json(nullptr)},
            {"two_people_ms", door.twoPeople ? Json(door.twoPeopleMs) : Json(nullptr)},
            {"failures", door.failures},
            {"failures_ms", door.failuresMs},
            {"lock_ms", door.lockMs},
            {"actuator", name(door.actuator)},
            {"relay", door.relayUrl.empty() ? Json(nullptr) : Json(door.relayUrl)},
            {"open_ms", door.openMs}};
}

Status listDoors(Invocation& run) {
    auto& store = *run.store();
    Json doors = Json::array();
    Table table({"id", "name", "zone", "passage", "opens by", "state"});
    const auto now = Clock::system().now();
    for (const auto& door : store.presence().access().doors()) {
        const auto history = store.presence().access().history(door.id, {}, now - lookBack(door));
        const auto locked = lockedUntil(door, history.atDoor, now);
        auto document = doorJson(store, door);
        document["locked_until"] = locked ? Json(iso8601(*locked)) : Json(nullptr);
        doors.push_back(std::move(document));
        table.row({std::to_string(door.id.value()), door.name, door.zone, passageName(door.passage),
                   std::string(name(door.actuator)),
                   !door.enabled ? "off"
                   : locked      ? "locked until " + iso8601(*locked)
                                 : "on"});
    }
    run.print({{"doors", std::move(doors)}}, table.text());
    return kDone;
}

/// "staff@day": a group and a schedule; "staff": at any time; "*": everybody.
AccessGrant grantOf(Store& store, const std::string& text) {
    const auto at = text.rfind('@');
    AccessGrant grant;
    grant.group = text.substr(0, at);
    if (at != std::string::npos) grant.schedule = scheduleNamed(store, text.substr(at + 1)).id;
    if (grant.group == "*") grant.group.clear();
    return grant;
}

Status saveDoor(Invocation& run, const DoorOptions& options, bool adding) {
    auto& store = *run.store();
    Door door;
    if (adding) {
        for (const auto& known : store.presence().access().doors())
            LINEAMENT_REQUIRE(known.name != options.name, "door " + options.name,
                              "there is one of this name already");
        door.name = options.name;
    } else {
        door = doorNamed(store, options.name);
    }
    const auto take = [](const auto& given, auto& field) {
        if (given) field = static_cast<std::remove_reference_t<decltype(field)>>(*given);
    };
    const auto takeMs = [](const std::optional<double>& given, UnixMs& field, double unit) {
        if (given) field = static_cast<UnixMs>(*given * unit);
    };
    take(options.newName, door.name);
    if (options.source) door.source = wholeSource(*options.source);
    take(options.zone, door.zone);
    take(options.enabled, door.enabled);
    take(options.card, door.needsCard);
    take(options.liveness, door.needsLiveness);
    take(options.quality, door.minQuality);
    take(options.failures, door.failures);
    if (options.passage)
        door.passage = *options.passage == "entry"  ? Passage::kEntry
                       : *options.passage == "exit" ? Passage::kExit
                                                    : Passage::kSeen;
    if (options.passbackHours) {
        door.antiPassback = *options.passbackHours > 0;
        if (door.antiPassback) takeMs(options.passbackHours, door.forgetMs, 3'600'000);
    }
    if (options.twoPeopleSeconds) {
        door.twoPeople = *options.twoPeopleSeconds > 0;
        if (door.twoPeople) takeMs(options.twoPeopleSeconds, door.twoPeopleMs, 1000);
    }
    takeMs(options.failureSeconds, door.failuresMs, 1000);
    takeMs(options.lockSeconds, door.lockMs, 1000);
    takeMs(options.openSeconds, door.openMs, 1000);
    takeMs(options.timeoutSeconds, door.relayTimeoutMs, 1000);
    if (options.allowNobody || !options.allow.empty()) door.grants.clear();
    for (const auto& text : options.allow)
        door.grants.push_back(grantOf(store, text));
    bool newRelay = false;
    if (options.simulated) door.actuator = ActuatorKind::kSimulated;
    if (options.relay) {
        newRelay = door.relaySecret.empty() || door.relayUrl != *options.relay;
        door.actuator = ActuatorKind::kHttpRelay, door.relayUrl = *options.relay;
        if (newRelay) door.relaySecret = newSecret();
    }
    door.id = store.presence().access().saveDoor(door);
    auto document = doorJson(store, door);
    std::string text = "door " + std::to_string(door.id.value());
    if (newRelay) {  // told this once, as the relay needs it
        document["secret"] = door.relaySecret;
        text += ", orders signed with " + door.relaySecret;
    }
    run.print(document, text + "\n");
    return kDone;
}

Status runDoor(Invocation& run, const RunOptions& options) {
    const auto door = doorNamed(*run.store(), options.door);
    const auto& source = options.watch.source.empty() ? door.source : options.watch.source;
    LINEAMENT_REQUIRE(!source.empty(), "door " + door.name, "it has no camera");
    // A recording that is not there is a slip; a camera that is not there may come back.
    const bool mayComeBack = source.find("://") != std::string::npos || source.rfind("camera:", 0) == 0 ||
                             source.rfind("/dev/", 0) == 0;
    if (!mayComeBack) (void)openVideoSource(source, run.job().stopToken());
    std::vector<AccessEvent> events;
    DoorListener listener;
    listener.decided = [&](const AccessEvent& event) {
        events.push_back(event);
        run.say(lineOf(event));
    };
    DoorWatch watch(run.workspace(), door.id, options.watch, std::move(listener));
    if (!options.card.empty()) watch.showCard(options.card);
    watch.run(run.job());
    const auto health = watch.health();
    run.print({{"door", door.name},
               {"frames", health.read},
               {"analysed", health.analysed},
               {"decisions", eventsJson(events)}},
              linesOf(events));
    return kDone;
}

Status tryDoor(Invocation& run, const TryOptions& options) {
    const auto door = doorNamed(*run.store(), options.door);
    AccessDoor access(run.workspace(), door.id);
    access.warmUp();
    std::vector<AccessEvent> events;
    std::vector<Rejection> rejected;
    Json decisions = Json::array();
    PhotoReader reader(options.photos, {}, run.job().stopToken());
    while (auto photo = reader.next()) {
        run.job().checkpoint();
        auto refused = photo->rejection ? photo->rejection : EvidenceGuard::refuseFile(photo->path);
        if (refused) {
            rejected.push_back(std::move(*refused));
            continue;
        }
        events.push_back(access.attempt(photo->image->bgr, options.card, run.job().stopToken()));
        auto document = eventJson(events.back());
        document["path"] = photo->path.string();
        decisions.push_back(std::move(document));
    }
    run.print(
        {{"door", door.name}, {"decisions", std::move(decisions)}, {"rejected", rejectionsJson(rejected)}},
        linesOf(events));
    return run.report(rejected, events.size());
}

void addDoorOptions(CLI::App& command, DoorOptions& options) {
    // Not bound to the values: CLI11 would count into them and set what is not given.
    const auto choice = [&command](const char* flags, std::optional<bool>& value, const char* says) {
        command.add_flag_function(
            flags, [&value](std::int64_t count) { value = count > 0; }, says);
    };
    command.add_option("NAME", options.name, "What it is called")->required();
    command.add_option("--source", options.source,
                       "camera:0, rtsp://..., or a recording that plays as a camera");
    command.add_option("--zone", options.zone, "What lies behind it");
    command
        .add_option("--passage", options.passage, "Where it leads: into the zone, out of it, either [entry]")
        ->check(CLI::IsMember({"seen", "entry", "exit"}));
    command.add_option("--allow", options.allow,
                       "GROUP or GROUP@SCHEDULE that may pass; * is everybody who is enrolled [nobody]");
    command.add_flag("--allow-nobody", options.allowNobody, "Take all of them off");
    choice("--on,!--off", options.enabled, "Switch it on or off [on]");
    choice("--needs-card,!--no-card", options.card, "A card says who it should be (1:1) [no]");
    choice("--liveness,!--no-liveness", options.liveness, "A face must be judged live [yes]");
    command.add_option("--quality", options.quality, "Of a look that is decided on, 0 to 100 [40]");
    command.add_option("--anti-passback", options.passbackHours,
                       "Hours in which nobody passes twice in one direction; 0: off [0]");
    command.add_option("--two-people", options.twoPeopleSeconds,
                       "Seconds within which a second person must come; 0: off [0]");
    command.add_option("--failures", options.failures, "Failures in a row that lock it; 0: never [5]");
    command.add_option("--failures-within", options.failureSeconds,
                       "Seconds over which they are counted [120]");
    command.add_option("--lock", options.lockSeconds, "Seconds for which it is locked [120]");
    auto* relay = command.add_option("--relay", options.relay,
                                     "http:// or https:// address of the relay that opens it");
    command.add_flag("--simulated", options.simulated, "It opens in this program alone")->excludes(relay);
    command.add_option("--relay-timeout", options.timeoutSeconds, "Seconds the relay is waited for [2]");
    command.add_option("--open", options.openSeconds, "Seconds for which it stays open [5]");
}

}  // namespace

void addDoors(CLI::App& app, Commands& commands) {
    auto* doors = app.add_subcommand("doors", "Doors that open for faces and cards");
    doors->require_subcommand(1);
    commands.on(doors->add_subcommand("list", "All of them, and which are locked"), listDoors);
    for (const bool adding : {true, false}) {
        auto options = std::make_shared<DoorOptions>();
        auto* saving = doors->add_subcommand(adding ? "add" : "set",
                                             adding ? "Add one" : "Change one; what is not given stays");
        addDoorOptions(*saving, *options);
        if (!adding) saving->add_option("--name", options->newName, "Call it so from now on");
        commands.on(saving, [=](Invocation& run) { return saveDoor(run, *options, adding); });
    }
    auto name = std::make_shared<std::string>();
    auto* removing = doors->add_subcommand("remove", "Take it away; its log stays");
    removing->add_option("NAME", *name, "What it is called")->required();
    commands.on(removing, [name](Invocation& run) {
        const auto door = doorNamed(*run.store(), *name);
        run.store()->presence().access().removeDoor(door.id);
        run.print(doorJson(*run.store(), door), "removed\n");
        return kDone;
    });

    auto* door = app.add_subcommand("door", "Let people pass a door");
    door->require_subcommand(1);
    auto running = std::make_shared<RunOptions>();
    auto* watch = door->add_subcommand("run", "Decide on everybody who comes to its camera, until SIGTERM");
    watch->add_option("DOOR", running->door, "What it is called")->required();
    watch->add_option("--source", running->watch.source, "Instead of its own camera");
    watch->add_option("--card", running->card, "External id of who comes first (1:1)");
    watch->add_option("--seconds", running->watch.seconds, "End after so long")->check(CLI::Range(0.0, 1e9));
    watch->add_flag("--loop", running->watch.loop, "Begin a recording again at its end");
    commands.on(watch, [running](Invocation& run) { return runDoor(run, *running); });
    auto trying = std::make_shared<TryOptions>();
    auto* attempt =
        door->add_subcommand("try", "Decide on photos, one after another, each somebody who comes");
    attempt->add_option("DOOR", trying->door, "What it is called")->required();
    attempt->add_option("PHOTO", trying->photos, "Photos")->required();
    attempt->add_option("--card", trying->card, "External id of whom it should be (1:1)");
    commands.on(attempt, [trying](Invocation& run) { return tryDoor(run, *trying); });
}

}  // namespace lineament::cli
