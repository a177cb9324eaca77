#include <mutex>
#include <thread>

#include "app/cli/commands/commands.h"
#include "core/base/check.h"
#include "core/media/video_source.h"
#include "core/pipelines/presence/live_watch.h"
#include "core/pipelines/presence/webhook_sender.h"
#include "core/store/presence_book.h"

namespace lineament::cli {
namespace {

struct WatchOptions {
    std::vector<std::string> cameras;
    LiveWatchOptions live;
    double windowSeconds = 3, coolDownSeconds = 60;
};

struct CameraOptions {
    std::string name, source;
    // What is not given stays as it is.
    std::vector<std::string> area;
    std::optional<std::string> zone, passage, detector;
    std::optional<float> minFacePx;
    std::optional<double> fmr;
};

/// "0.1,0.2": a corner as shares of the picture.
CornerRel cornerOf(const std::string& text) {
    CornerRel corner;
    char rest = 0;
    if (std::sscanf(text.c_str(), "%f,%f%c", &corner.x, &corner.y, &rest) != 2)
        throw Error(ErrorCode::kInvalidArgument, "--area " + text,
                    "a corner is written as X,Y, shares of the picture from 0 to 1");
    return corner;
}

const char* passageName(Passage passage) {
    return passage == Passage::kEntry ? "entry" : passage == Passage::kExit ? "exit" : "seen";
}

Json cameraJson(const Camera& camera) {
    Json area = Json::array();
    for (const auto& corner : camera.rules.area)
        area.push_back({decimals(corner.x, 4), decimals(corner.y, 4)});
    return {{"camera_id", camera.id.value()},
            {"name", camera.name},
            {"zone", camera.zone},
            {"passage", passageName(camera.passage)},
            {"area", std::move(area)},
            {"detector", camera.rules.detector.empty() ? Json(nullptr) : Json(camera.rules.detector)},
            {"min_face_px", camera.rules.minFacePx},
            {"fmr", camera.rules.fmr > 0 ? Json(camera.rules.fmr) : Json(nullptr)}};
}

Status listCameras(Invocation& run) {
    Json cameras = Json::array();
    Table table({"id", "name", "zone", "passage"});
    for (const auto& camera : run.store()->presence().cameras()) {
        cameras.push_back(cameraJson(camera));
        table.row({std::to_string(camera.id.value()), camera.name, camera.zone, passageName(camera.passage)});
    }
    run.print({{"cameras", std::move(cameras)}}, table.text());
    return kDone;
}

std::optional<Camera> cameraNamed(Store& store, const std::string& name) {
    for (auto& camera : store.presence().cameras())
        if (camera.name == name) return camera;
    return std::nullopt;
}

Status addCamera(Invocation& run, const CameraOptions& options) {
    auto camera = cameraNamed(*run.store(), options.name).value_or(Camera{});
    camera.name = options.name, camera.source = wholeSource(options.source);
    if (options.zone) camera.zone = *options.zone;
    if (options.passage)
        camera.passage = *options.passage == "entry"  ? Passage::kEntry
                         : *options.passage == "exit" ? Passage::kExit
                                                      : Passage::kSeen;
    auto& rules = camera.rules;
    if (!options.area.empty()) rules.area.clear();
    if (options.area != std::vector<std::string>{"all"})
        for (const auto& corner : options.area)
            rules.area.push_back(cornerOf(corner));
    if (options.detector) rules.detector = *options.detector == "default" ? std::string() : *options.detector;
    if (!rules.detector.empty() && options.detector) {
        const auto* model = run.workspace().engine().registry().find(rules.detector);
        LINEAMENT_REQUIRE(model && model->role == "detector", "--detector " + rules.detector,
                          "there is no detector of this name; `models list` names them");
    }
    if (options.minFacePx) rules.minFacePx = *options.minFacePx;
    if (options.fmr) rules.fmr = *options.fmr;
    camera.id = run.store()->presence().saveCamera(camera);
    run.print(cameraJson(camera), "camera " + std::to_string(camera.id.value()) + "\n");
    return kDone;
}

Status removeCamera(Invocation& run, const std::string& name) {
    const auto camera = cameraNamed(*run.store(), name);
    if (!camera) throw Error(ErrorCode::kNotFound, name, "there is no such camera");
    run.store()->presence().removeCamera(camera->id);
    run.print(cameraJson(*camera), "removed\n");
    return kDone;
}

Json healthJson(const CameraHealth& health) {
    return {{"camera", health.camera},
            {"open", health.open},
            {"trouble", health.trouble.empty() ? Json(nullptr) : Json(health.trouble)},
            {"width", health.size.width},
            {"height", health.size.height},
            {"read", health.read},
            {"analysed", health.analysed},
            {"dropped", health.dropped},
            {"sightings", health.sightings},
            {"alerts", health.alerts},
            {"analysed_fps", decimals(health.analysedPerSecond, 2)},
            {"latency_ms", decimals(health.latencyMs, 1)},
            {"latency_p95_ms", decimals(health.latency95Ms, 1)},
            {"latency_p95_whole_ms", decimals(health.wholeLatency95Ms, 1)}};
}

Status watch(Invocation& run, const WatchOptions& options) {
    std::vector<Camera> cameras;
    if (options.cameras.empty()) cameras = run.store()->presence().cameras();
    for (const auto& name : options.cameras) {
        const auto camera = cameraNamed(*run.store(), name);
        if (!camera) throw Error(ErrorCode::kNotFound, name, "there is no such camera");
        cameras.push_back(*camera);
    }
    auto live = options.live;
    live.rule.windowMs = static_cast<UnixMs>(options.windowSeconds * 1000);
    live.rule.coolDownMs = static_cast<UnixMs>(options.coolDownSeconds * 1000);
    std::mutex mutex;
    Json sightings = Json::array(), alerts = Json::array();
    const auto tell = [&](const Sighting& sighting, const std::string& camera) {
        const auto identity = run.store()->identity(sighting.identity);
        const auto name = identity ? identity->name : std::string();
        std::lock_guard lock(mutex);
        run.say(iso8601(sighting.at) + "  " + camera + "  " + name + "  " + fixed(sighting.similarity, 3));
        // What is printed at the end is bounded; the store holds all.
        if (sightings.size() < 10'000)
            sightings.push_back({{"at", iso8601(sighting.at)},
                                 {"camera", camera},
                                 {"zone", sighting.zone},
                                 {"passage", passageName(sighting.passage)},
                                 {"identity_id", sighting.identity.value()},
                                 {"name", name},
                                 {"similarity", decimals(sighting.similarity, 4)}});
    };
    const auto warn = [&](const Alert& alert) {
        std::lock_guard lock(mutex);
        run.say(iso8601(alert.at) + "  " + alert.cameraName + "  ALERT " + alert.listName + "  " +
                alert.name + "  " + fixed(alert.similarity, 3));
        if (alerts.size() < 10'000) alerts.push_back(Json::parse(alertDocument(alert)));
    };
    LiveWatch watching(run.workspace(), cameras, live, {.sighting = tell, .alert = warn});
    const std::jthread telling([&](const std::stop_token& stop) { WebhookSender(run.store()).run(stop); });
    watching.run(run.job());
    Json healths = Json::array();
    Table table(
        {"camera", "analysed", "per second", "dropped", "latency", "95 %", "sightings", "alerts", "trouble"});
    for (const auto& health : watching.health()) {
        healths.push_back(healthJson(health));
        table.row({health.camera, std::to_string(health.analysed), fixed(health.analysedPerSecond, 1),
                   std::to_string(health.dropped), fixed(health.latencyMs, 0) + " ms",
                   fixed(health.latency95Ms, 0) + " ms", std::to_string(health.sightings),
                   std::to_string(health.alerts), health.trouble});
    }
    run.print(
        {{"cameras", std::move(healths)}, {"sightings", std::move(sightings)}, {"alerts", std::move(alerts)}},
        table.text());
    return kDone;
}

}  // namespace

void addWatch(CLI::App& app, Commands& commands) {
    auto options = std::make_shared<WatchOptions>();
    auto* watching = app.add_subcommand(
        "watch", "Recognise people on cameras and streams until SIGTERM; who is seen goes to the store");
    watching->add_option("CAMERA", options->cameras, "Names of cameras [all]");
    watching->add_option("--looks", options->live.rule.looks, "Looks that must agree [3]")
        ->check(CLI::Range(1, 100));
    watching->add_option("--window", options->windowSeconds, "Seconds within which [3]")
        ->check(CLI::Range(0.1, 600.0));
    watching
        ->add_option("--cool-down", options->coolDownSeconds,
                     "Seconds until the same person counts again [60]")
        ->check(CLI::Range(0.0, 86400.0));
    watching->add_option("--analysts", options->live.analysts, "Frames analysed at once [2]")
        ->check(CLI::Range(1, 64));
    watching->add_option("--seconds", options->live.seconds, "End after so long")
        ->check(CLI::Range(0.0, 1e9));
    watching->add_flag("--loop", options->live.loop, "Begin a recording again at its end");
    commands.on(watching, [options](Invocation& run) { return watch(run, *options); });

    auto* cameras = app.add_subcommand("cameras", "What is watched");
    cameras->require_subcommand(1);
    commands.on(cameras->add_subcommand("list", "All of them"), listCameras);
    auto camera = std::make_shared<CameraOptions>();
    auto* adding =
        cameras->add_subcommand("add", "Add one, or change the one of that name; what is not given stays");
    adding->add_option("NAME", camera->name, "What it is called")->required();
    adding
        ->add_option("SOURCE", camera->source, "camera:0, rtsp://..., or a recording that plays as a camera")
        ->required();
    adding->add_option("--zone", camera->zone, "Where it looks");
    adding->add_option("--passage", camera->passage, "What being seen by it means [seen]")
        ->check(CLI::IsMember({"seen", "entry", "exit"}));
    adding->add_option(
        "--area", camera->area,
        "Corners X,Y of the part of the picture that counts, shares from 0 to 1; \"all\": all of it");
    adding->add_option("--detector", camera->detector, "What finds faces on it; \"default\": the one in use");
    adding->add_option("--min-face", camera->minFacePx, "Narrower faces are passed over, px [0]")
        ->check(CLI::Range(0.0, double{CameraRules::kLargestMinFacePx}));
    adding
        ->add_option("--fmr", camera->fmr,
                     "False match rate of one comparison that people are recognised at; 0: as in searches")
        ->check(CLI::Range(0.0, 1e-2));
    commands.on(adding, [camera](Invocation& run) { return addCamera(run, *camera); });
    auto* removing = cameras->add_subcommand("remove", "Watch it no longer; what it saw stays");
    removing->add_option("NAME", camera->name, "What it is called")->required();
    commands.on(removing, [camera](Invocation& run) { return removeCamera(run, camera->name); });
}

}  // namespace lineament::cli
