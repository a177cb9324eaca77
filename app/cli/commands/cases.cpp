#include <fstream>
#include <map>

#include "app/cli/commands/commands.h"
#include "app/cli/time_given.h"
#include "core/base/atomic_file.h"
#include "core/base/check.h"
#include "core/base/hash.h"
#include "core/media/video_source.h"
#include "core/pipelines/analyse_footage.h"
#include "core/pipelines/cases/case_report.h"
#include "core/pipelines/cases/case_settings.h"
#include "core/pipelines/cases/cluster_case.h"
#include "core/pipelines/cases/recorded_time.h"
#include "core/pipelines/cases/search_face.h"
#include "core/pipelines/photo_reader.h"
#include "core/store/presence_book.h"

namespace lineament::cli {
namespace {

namespace fs = std::filesystem;

struct CaseOptions {
    std::int64_t id = 1;
    std::string name, photo, source;
    std::optional<std::string> begun, camera;
    std::vector<std::string> sources;
    fs::path out;
    int top = 20;
};

CaseBook& book(Invocation& run) {
    return run.store()->caseBook();
}

Status listCases(Invocation& run) {
    Json cases = Json::array();
    Table table({"case", "name", "sources", "notes"});
    for (const auto& one : book(run).cases()) {
        cases.push_back({{"case_id", one.id.value()},
                         {"name", one.name},
                         {"sources", one.sources},
                         {"notes", one.notes},
                         {"settings", Json::parse(one.settings, nullptr, false)}});
        table.row({std::to_string(one.id.value()), one.name.empty() ? "(unsorted)" : one.name,
                   std::to_string(one.sources), one.notes});
    }
    run.print({{"cases", std::move(cases)}}, table.text());
    return kDone;
}

Status create(Invocation& run, const CaseOptions& options) {
    const auto id = book(run).createCase(options.name);
    run.print({{"case_id", id.value()}, {"name", options.name}}, "case " + std::to_string(id.value()) + "\n");
    return kDone;
}

Status add(Invocation& run, const CaseOptions& options) {
    Json added = Json::array();
    Table table({"source", "SHA-256"});
    book(run).getCase(CaseId(options.id));
    for (const auto& given : options.sources) {
        const std::string source = wholeSource(given);
        if (fs::path(source).is_absolute() && !fs::exists(source))
            throw Error(ErrorCode::kNotFound, given, "there is no such file or folder");
        const std::string hash =
            fs::is_regular_file(source) ? sha256File(source, [&] { run.job().checkpoint(); }) : std::string();
        book(run).addSource(CaseId(options.id), source, hash);
        keepRecordedTime(book(run), source, run.job());
        added.push_back({{"source", source}, {"sha256", hash}});
        table.row({source, hash});
    }
    run.print({{"sources", std::move(added)}}, table.text());
    return kDone;
}

Status listSources(Invocation& run, const CaseOptions& options) {
    std::map<CameraId, std::string> cameras;
    for (const auto& camera : run.store()->presence().cameras())
        cameras[camera.id] = camera.name;
    Json sources = Json::array();
    Table table({"source", "analysed", "begun", "camera"});
    book(run).getCase(CaseId(options.id));
    for (const auto& one : book(run).sources(CaseId(options.id))) {
        const auto& time = one.recorded;
        const std::string begun = time.startedAt ? iso8601(*time.startedAt) : "";
        sources.push_back({{"source", one.source},
                           {"sha256", one.sha256},
                           {"notes", one.notes},
                           {"analysed", one.recording.valid()},
                           {"begun_at", time.startedAt ? Json(begun) : Json()},
                           {"duration_ms", time.durationMs},
                           {"camera", time.camera.valid() ? Json(cameras[time.camera]) : Json()},
                           {"said_by", !time.startedAt && !time.byPerson ? Json()
                                       : time.byPerson                   ? Json("person")
                                                                         : Json("container")}});
        table.row({one.source, one.recording.valid() ? "yes" : "no", begun,
                   time.camera.valid() ? cameras[time.camera] : ""});
    }
    run.print({{"sources", std::move(sources)}}, table.text());
    return kDone;
}

/// What is known of when it was taken; nothing if no case has it.
RecordedTime recordedOf(const CaseBook& book, const std::string& source) {
    for (const auto& one : book.cases())
        for (const auto& in : book.sources(one.id))
            if (in.source == source) return in.recorded;
    return {};
}

/// What is not given stays as it is known; what is given empty is not known any more.
Status sayRecorded(Invocation& run, const CaseOptions& options) {
    LINEAMENT_REQUIRE(options.begun || options.camera, "cases recorded",
                      "it needs --begun, --camera or both");
    const std::string source = wholeSource(options.source);
    auto [begun, _, camera, byPerson] = recordedOf(book(run), source);
    if (options.begun)
        begun = options.begun->empty() ? std::nullopt : std::optional(timeGiven(*options.begun, "--begun"));
    const auto cameras = run.store()->presence().cameras();
    if (options.camera) {
        camera = {};
        for (const auto& one : cameras)
            if (one.name == *options.camera) camera = one.id;
        if (!options.camera->empty() && !camera.valid())
            throw Error(ErrorCode::kNotFound, *options.camera, "there is no camera of this name");
    }
    sayRecordedTime(book(run), source, begun, camera, run.job());
    std::string by;
    for (const auto& one : cameras)
        if (one.id == camera) by = one.name;
    run.print({{"source", source},
               {"begun_at", begun ? Json(iso8601(*begun)) : Json()},
               {"camera", by.empty() ? Json() : Json(by)}},
              source + (begun ? " began at " + iso8601(*begun) : ": when it began is not known") +
                  (by.empty() ? "" : ", by " + by) + "\n");
    return kDone;
}

/// Analyses what is not analysed yet, then groups the unknown people.
Status analyseCase(Invocation& run, const CaseOptions& options) {
    const CaseId id(options.id);
    const auto settings = caseSettingsFrom(book(run).getCase(id).settings);
    const std::shared_ptr<Workspace> usual(std::shared_ptr<void>(), &run.workspace());
    const auto workspace = workspaceFor(usual, settings);
    std::vector<Rejection> rejected;
    Json analysed = Json::array();
    std::size_t usable = 0;
    for (const auto& source : book(run).sources(id)) {
        if (source.recording.valid()) {
            ++usable;
            continue;
        }
        AnalyseOptions analysis;
        analysis.detectEveryNth = settings.detectEveryNth;
        try {
            const auto result = analyseFootage(*workspace, source.source, analysis, run.job());
            analysed.push_back(
                {{"source", source.source}, {"tracks", result.tracks.size()}, {"frames", result.frames}});
            ++usable;
        } catch (const Error& error) {
            rejected.push_back(rejectionFrom(error, source.source));
        }
    }
    const auto clusters = clusterCase(*workspace, id, {}, run.job());
    run.print({{"analysed", std::move(analysed)},
               {"unknown_tracks", clusters.tracks},
               {"unknown_people", clusters.people},
               {"suggestions", clusters.suggestions},
               {"rejected", rejectionsJson(rejected)}},
              std::to_string(clusters.tracks) + " unknown tracks of " + std::to_string(clusters.people) +
                  " unknown people, " + std::to_string(clusters.suggestions) + " new suggestions\n");
    return run.report(rejected, usable);
}

Status report(Invocation& run, const CaseOptions& options) {
    const auto kind = options.out.extension().string();
    const auto content = readCaseReport(run.workspace(), CaseId(options.id), {}, run.job());
    const auto text = kind == ".csv" ? caseReportCsv(content)
                      : kind == ".json"
                          ? caseReportJson(content)
                          : caseReportHtml(
                                content, [](const char* word) { return std::string(word); }, "en");
    writeAtomically(options.out, [&](std::ostream& to) { to << text; });
    run.print({{"output", options.out.string()},
               {"people", content.people.size()},
               {"tracks", content.tracks.size()}},
              "The report is in " + options.out.string() + "\n");
    return kDone;
}

Status search(Invocation& run, const CaseOptions& options) {
    const auto found =
        searchFace(run.workspace(), probeOf(run.workspace(), options.photo), options.top, run.job());
    Json hits = Json::array();
    Table table({"similarity", "who", "from", "source"});
    for (const auto& hit : found.hits) {
        Json cases = Json::array();
        for (const auto id : hit.cases)
            cases.push_back(id.value());
        hits.push_back({{"track_id", hit.track.id.value()},
                        {"source", hit.source},
                        {"cases", std::move(cases)},
                        {"first_ms", decimals(hit.track.firstMs, 1)},
                        {"last_ms", decimals(hit.track.lastMs, 1)},
                        {"name", hit.track.identity ? Json(hit.track.name) : Json()},
                        {"similarity", decimals(static_cast<double>(hit.similarity), 4)},
                        {"match", hit.reaches}});
        table.row({fixed(hit.similarity, 3), hit.track.identity ? hit.track.name : "unknown",
                   timeText(hit.track.firstMs), hit.source});
    }
    run.print({{"hits", std::move(hits)},
               {"threshold", decimals(static_cast<double>(found.threshold), 4)},
               {"fmr", found.fmr},
               {"searched", found.searched}},
              table.text());
    return kDone;
}

}  // namespace

void addCases(CLI::App& app, Commands& commands) {
    auto options = std::make_shared<CaseOptions>();
    auto* cases =
        app.add_subcommand("cases", "Recordings that belong together: analyse, search and report them");
    cases->require_subcommand(1);
    const auto forCase = [&](CLI::App* command) {
        command->add_option("CASE", options->id, "Number of the case, see `cases list`")->required();
        return command;
    };
    commands.on(cases->add_subcommand("list", "All cases, the last opened first"), listCases);
    auto* creating = cases->add_subcommand("create", "Make a case");
    creating->add_option("NAME", options->name, "What it is called")->required();
    commands.on(creating, [options](Invocation& run) { return create(run, *options); });
    auto* adding = forCase(
        cases->add_subcommand("add", "Put recordings, folders or streams into a case, with their hashes"));
    adding->add_option("SOURCE", options->sources, "Videos, folders of pictures, camera:0 or rtsp://...")
        ->required();
    commands.on(adding, [options](Invocation& run) { return add(run, *options); });
    commands.on(forCase(cases->add_subcommand("sources", "What is in a case, and when it was recorded")),
                [options](Invocation& run) { return listSources(run, *options); });
    auto* recorded = cases->add_subcommand(
        "recorded", "Say when a recording began and by which camera, so that alerts lead to it");
    recorded->add_option("SOURCE", options->source, "A recording of any case")->required();
    recorded->add_option("--begun", options->begun,
                         "Time of its first picture, as 2026-11-12T09:30:00; \"\": not known");
    recorded->add_option("--camera", options->camera,
                         "Name of the camera, see `cameras list`; \"\": not known");
    commands.on(recorded, [options](Invocation& run) { return sayRecorded(run, *options); });
    commands.on(
        forCase(cases->add_subcommand("analyse", "Find the people of a case and group those unknown")),
        [options](Invocation& run) { return analyseCase(run, *options); });
    auto* reporting = forCase(cases->add_subcommand("report", "Write the report of a case"));
    reporting->add_option("--out", options->out, "File; its kind is how it ends: .html, .csv, .json")
        ->required();
    commands.on(reporting, [options](Invocation& run) { return report(run, *options); });
    auto* searching =
        cases->add_subcommand("search", "Where the largest face of a photo appears, in all cases");
    searching->add_option("PHOTO", options->photo, "A photo")->required();
    searching->add_option("--top", options->top, "How many hits [20]")->check(CLI::Range(1, 10'000));
    commands.on(searching, [options](Invocation& run) { return search(run, *options); });
}

}  // namespace lineament::cli
