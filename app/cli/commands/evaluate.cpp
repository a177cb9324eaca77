#include <cstdio>

#include "app/cli/commands/commands.h"
#include "core/pipelines/evaluate/evaluation.h"
#include "core/pipelines/evaluate_pairs.h"
#include "core/pipelines/synthetic/studio/likeness.h"
#include "core/store/evaluation_book.h"

namespace lineament::cli {
namespace {

struct EvaluateOptions {
    std::filesystem::path pairs, root, cache, gallery, probes;
    bool ownGallery = false, confirmedTracks = false, leaveOutMarked = false;
    std::vector<int> wrong, right;  // lines of the list
    std::string reason;
    std::string degrade, enhance;
    bool oracleAlignment = false;
    std::vector<int> folds;
    std::vector<std::string> judges;
};

std::string shortNumber(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%g", value);
    return text;
}

PictureTreatment treatmentOf(const EvaluateOptions& options) {
    PictureTreatment how;
    if (!options.degrade.empty()) how.degrade = enhance::parseDegradation(options.degrade);
    if (!options.enhance.empty()) how.enhance = enhance::parseChain(options.enhance);
    how.oracleAlignment = options.oracleAlignment;
    return how;
}

/// Miss rates at false match rates; null where too few trials stand behind one.
Json missesAt(const ErrorRates& rates, std::initializer_list<double> wanted) {
    Json misses = Json::object();
    for (const double rate : wanted) {
        const bool enough = rates.bothClasses() && supportFor(rate, rates.nonMated()) != Support::kNone;
        misses[shortNumber(rate)] = enough ? decimals(rates.atRate(rate).fnmr, 6) : Json();
    }
    return misses;
}

std::string missesText(const std::string& name, const Json& misses) {
    std::string text;
    for (const auto& [rate, miss] : misses.items())
        text += name + " " + rate + "  " +
                (miss.is_null() ? "not enough trials" : fixed(miss.get<double>(), 4)) + "\n";
    return text;
}

/// Folders of gallery and probes, or the store's own people: searches as well as comparisons.
Status evaluateSearches(Invocation& run, const EvaluateOptions& options) {
    EvaluationRun how;
    how.treatment = treatmentOf(options);
    how.cache = options.cache;
    how.draws = 1;  // no band is printed
    EvaluationProtocol protocol;
    using Kind = EvaluationProtocol::Kind;
    protocol.kind = options.ownGallery        ? Kind::kOwnGallery
                    : options.confirmedTracks ? Kind::kConfirmedTracks
                                              : Kind::kGalleryProbe;
    protocol.gallery = options.gallery, protocol.probes = options.probes;
    how.engine = run.engine();
    if (protocol.kind != Kind::kGalleryProbe) how.store = run.store();
    const auto result = evaluate(how, protocol, run.job());
    Json fnir = result.searchRates ? missesAt(*result.searchRates, {0.01, 0.003}) : Json();
    Json fnmr = missesAt(*result.rates, {0.1, 0.01, 0.001, 0.0001});
    Json cmc = Json::array();
    for (const double share : result.cumulativeMatch)
        cmc.push_back(decimals(share, 6));
    const std::string text =
        "people " + std::to_string(result.people) + ", searches " + std::to_string(result.searches) +
        " (by strangers " + std::to_string(result.strangers) +
        ", of them enrolled from the same recording alone " + std::to_string(result.knownHereAlone) +
        "), comparisons " + std::to_string(result.comparisons) + "\n" +
        (result.cumulativeMatch.empty()
             ? ""
             : "found at rank 1  " + fixed(result.cumulativeMatch.front(), 4) + "\n") +
        missesText("FNIR at FPIR", fnir) + missesText("FNMR at FMR", fnmr);
    run.print({{"people", result.people},
               {"searches", result.searches},
               {"strangers", result.strangers},
               {"known_here_alone", result.knownHereAlone},
               {"comparisons", result.comparisons},
               {"failed_to_acquire", decimals(result.failedToAcquire, 6)},
               {"cmc", std::move(cmc)},
               {"fnir", std::move(fnir)},
               {"fnmr", std::move(fnmr)},
               {"recogniser", result.recogniser},
               {"seconds", decimals(result.seconds, 2)},
               {"rejected", rejectionsJson(result.rejected)}},
              text);
    return run.report(result.rejected, static_cast<std::size_t>(result.searches));
}

/// The same pairs by other recognisers: whether a chain helps must not hang on one judge.
Json judgedByOthers(Invocation& run, const EvaluateOptions& options, const PairsOptions& how,
                    const std::filesystem::path& root, std::string& text) {
    Json judges = Json::array();
    auto ids = options.judges;
    if (ids.size() == 1 && ids[0] == "all") {
        ids.clear();
        for (const auto* model : run.registry()->withRole("recogniser"))
            ids.push_back(model->id);
    }
    Table table({"judge", "accuracy", "95 % interval", "TAR at FMR 1e-2", "not found"});
    for (const auto& id : ids) {
        if (id == run.engine()->options().recogniser) continue;  // whose figures stand above
        FaceEngineOptions engineOptions = run.engine()->options();
        engineOptions.recogniser = id;
        engineOptions.landmarks.clear();
        const auto judge = run.makeEngine(std::move(engineOptions));
        const auto result = evaluatePairs(*judge, options.pairs, root, run.job(), how);
        const auto tar = result.figures.tar.find(0.01);
        judges.push_back(
            {{"recogniser", judge->recogniserKey()},
             {"accuracy", decimals(result.figures.accuracy, 6)},
             {"accuracy_interval",
              {decimals(result.accuracyInterval.first, 6), decimals(result.accuracyInterval.second, 6)}},
             {"eer", decimals(result.figures.eer, 6)},
             {"tar_at_0.01", tar == result.figures.tar.end() ? Json() : Json(decimals(tar->second, 6))},
             {"failed_to_acquire", decimals(result.failedToAcquire, 6)}});
        table.row(
            {id, fixed(result.figures.accuracy, 4),
             fixed(result.accuracyInterval.first, 4) + " to " + fixed(result.accuracyInterval.second, 4),
             tar == result.figures.tar.end() ? "" : fixed(tar->second, 4),
             fixed(100 * result.failedToAcquire, 2) + " %"});
    }
    if (!judges.empty()) text += "\n" + table.text();
    return judges;
}

/// Takes down what is said of labels, in the store. Throws Error(kInvalidArgument) for a line without a pair.
void markLabels(Store& store, const EvaluateOptions& options, JobContext& context) {
    std::set<int> lines;
    for (const auto& pair : readPairs(options.pairs, {}, context).pairs)
        lines.insert(static_cast<int>(pair.line));
    std::vector<LabelVerdict> verdicts;
    for (const bool wrong : {true, false})
        for (const int line : wrong ? options.wrong : options.right) {
            if (!lines.count(line))
                throw Error(ErrorCode::kInvalidArgument, options.pairs.string(),
                            "there is no pair on line " + std::to_string(line));
            verdicts.push_back({line, wrong});
        }
    EvaluationBook::of(store).markLabels(listHash(options.pairs), verdicts, options.reason);
}

Status evaluatePairsOf(Invocation& run, const EvaluateOptions& options) {
    PairsOptions how;
    static_cast<PictureTreatment&>(how) = treatmentOf(options);
    how.folds = {options.folds.begin(), options.folds.end()};
    how.cache = options.cache;
    const bool marking = !options.wrong.empty() || !options.right.empty();
    const auto store = options.leaveOutMarked || marking ? run.store() : nullptr;
    if (marking) markLabels(*store, options, run.job());
    if (options.leaveOutMarked) how.withoutMarkedOf = store;
    const auto root = options.root.empty() ? options.pairs.parent_path() : options.root;
    const auto result = evaluatePairs(*run.engine(), options.pairs, root, run.job(), how);
    const auto& figures = result.figures;
    Json tar = Json::object(), det = Json::array();
    std::string rates;
    for (const auto& [fmr, rate] : figures.tar) {
        tar[shortNumber(fmr)] = decimals(rate, 6);
        rates += "true accepts at FMR " + shortNumber(fmr) + "  " + fixed(rate, 4) + "\n";
    }
    for (const auto& point : figures.det)
        det.push_back({point.fmr, point.fnmr});
    std::string others;
    Json judges = judgedByOthers(run, options, how, root, others);
    run.print({{"pairs", result.pairs},
               {"failed_to_acquire", decimals(result.failedToAcquire, 6)},
               {"accuracy", decimals(figures.accuracy, 6)},
               {"accuracy_std", decimals(figures.accuracyStd, 6)},
               {"auc", decimals(figures.auc, 6)},
               {"eer", decimals(figures.eer, 6)},
               {"tar", std::move(tar)},
               {"threshold", decimals(figures.threshold, 6)},
               {"det", std::move(det)},
               {"accuracy_interval",
                {decimals(result.accuracyInterval.first, 6), decimals(result.accuracyInterval.second, 6)}},
               {"degraded", how.degrade ? Json(how.degrade->text()) : Json()},
               {"enhanced", how.enhance.empty() ? Json() : Json(enhance::chainText(how.enhance))},
               {"alignment", how.oracleAlignment ? "clean" : "as given"},
               {"recogniser", run.engine()->recogniserKey()},
               {"judges", std::move(judges)},
               {"left_out", result.leftOut},
               {"seconds", decimals(result.seconds, 2)},
               {"rejected", rejectionsJson(result.rejected)}},
              "pairs                        " + std::to_string(result.pairs) +
                  "\nfailed to acquire            " + fixed(100 * result.failedToAcquire, 2) +
                  " %\naccuracy                     " + fixed(figures.accuracy, 4) + " +- " +
                  fixed(figures.accuracyStd, 4) + "\n95 % interval over people     " +
                  fixed(result.accuracyInterval.first, 4) + " to " +
                  fixed(result.accuracyInterval.second, 4) + "\narea under the curve         " +
                  fixed(figures.auc, 5) + "\nequal error rate             " + fixed(figures.eer, 4) + "\n" +
                  rates +
                  (result.leftOut ? "left out, labelled wrongly   " + std::to_string(result.leftOut) + "\n" : "") +
                  others);
    return run.report(result.rejected, static_cast<std::size_t>(result.pairs));
}

Status evaluateOne(Invocation& run, const EvaluateOptions& options) {
    const bool folders = !options.gallery.empty() || !options.probes.empty();
    const int protocols =
        int(!options.pairs.empty()) + int(folders) + int(options.ownGallery) + int(options.confirmedTracks);
    if (protocols != 1 || (folders && (options.gallery.empty() || options.probes.empty())))
        throw Error(
            ErrorCode::kInvalidArgument, "evaluate",
            "give a list of pairs, or --gallery with --probes, or --own-gallery, or --confirmed-tracks");
    if (options.pairs.empty() && (options.leaveOutMarked || !options.wrong.empty() || !options.right.empty()))
        throw Error(ErrorCode::kInvalidArgument, "evaluate", "labels are those of a list of pairs");
    return options.pairs.empty() ? evaluateSearches(run, options) : evaluatePairsOf(run, options);
}

struct CalibrateOptions {
    std::filesystem::path folder, out;
    int portrait = 0;
};

Status calibrateRecogniser(Invocation& run, const CalibrateOptions& options) {
    const auto calibration = calibrate(*run.engine(), options.folder, run.job(), options.portrait);
    const auto key =
        options.portrait > 0 ? likenessKey(*run.engine(), options.portrait) : run.engine()->recogniserKey();
    if (!options.out.empty()) saveCalibration(options.out, key, calibration);
    Json points = Json::array();
    Table table({"false match rate", "threshold"});
    for (const auto& point : calibration.points) {
        points.push_back({point.fmr, decimals(point.threshold, 6)});
        table.row({shortNumber(point.fmr), fixed(point.threshold, 4)});
    }
    run.print({{key,
                {{"points", std::move(points)},
                 {"population", calibration.population},
                 {"comparisons", calibration.comparisons}}}},
              table.text());
    return kDone;
}

}  // namespace

void addEvaluate(CLI::App& app, Commands& commands) {
    auto options = std::make_shared<EvaluateOptions>();
    auto* command =
        app.add_subcommand("evaluate", "Measure accuracy on pairs, on folders or on one's own gallery");
    command->add_option("PAIRS", options->pairs, "CSV with the columns path_a,path_b,same[,fold]")
        ->option_text("FILE");
    command->add_option("--gallery", options->gallery, "Search this folder instead, one sub-folder a person");
    command->add_option("--probes", options->probes, "Folder of the probes, likewise; others are strangers");
    command->add_flag("--own-gallery", options->ownGallery,
                      "Search the data store for each of its photos, left out");
    command->add_flag("--confirmed-tracks", options->confirmedTracks,
                      "Search the data store for each track of its footage that a person judged, without "
                      "references from the same recording");
    command->add_flag("--leave-out-marked", options->leaveOutMarked,
                      "Judge without the pairs whose label was marked as wrong in the data store");
    command
        ->add_option(
            "--mark-wrong", options->wrong,
            "First take down that the labels on these lines of the list are wrong (the header is line 1)")
        ->delimiter(',');
    command->add_option("--mark-right", options->right, "First take that back")->delimiter(',');
    command->add_option("--reason", options->reason, "Why, for the audit trail");
    command->add_option("--root", options->root, "Folder that the paths are below [the CSV's]");
    command->add_option("--degrade", options->degrade,
                        "Degrade the second of each pair: width=12,blur=1,noise=10,jpeg=40 or some of these");
    command->add_option("--enhance", options->enhance,
                        "Enhance it again by these steps (see enhance --steps)");
    command->add_flag("--oracle-alignment", options->oracleAlignment,
                      "Take the landmarks of the second picture from before it was degraded");
    command->add_option("--folds", options->folds, "Judge the pairs of these folds alone [all]")
        ->delimiter(',');
    command
        ->add_option("--judges", options->judges,
                     "Judge by these recognisers, too; all: by every one there is")
        ->delimiter(',');
    command->add_option("--cache", options->cache,
                        "Folder in which templates are kept for the next run [none]");
    commands.on(command, [options](Invocation& run) { return evaluateOne(run, *options); });
}

void addCalibrate(CLI::App& app, Commands& commands) {
    auto options = std::make_shared<CalibrateOptions>();
    auto* command = app.add_subcommand("calibrate", "Measure how similar different people come out");
    command->add_option("DIR", options->folder, "Folder with one sub-folder a person")->required();
    command->add_option(
        "--portrait", options->portrait,
        "Measure faces as a generator of so many px draws them: what its likeness guard goes by");
    command->add_option("--out", options->out, "calibration.json that takes the figures in");
    commands.on(command, [options](Invocation& run) { return calibrateRecogniser(run, *options); });
}

}  // namespace lineament::cli
