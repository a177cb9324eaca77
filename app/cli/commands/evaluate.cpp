#include <cstdio>

#include "app/cli/commands/commands.h"
#include "core/pipelines/evaluate_pairs.h"

namespace lineament::cli {
namespace {

struct EvaluateOptions {
    std::filesystem::path pairs, root, cache;
    std::string degrade, enhance;
    bool oracleAlignment = false;
    std::vector<int> folds;
};

std::string shortNumber(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%g", value);
    return text;
}

Status evaluate(Invocation& run, const EvaluateOptions& options) {
    PairsOptions how;
    if (!options.degrade.empty()) how.degrade = enhance::parseDegradation(options.degrade);
    if (!options.enhance.empty()) how.enhance = enhance::parseChain(options.enhance);
    how.oracleAlignment = options.oracleAlignment;
    how.folds = {options.folds.begin(), options.folds.end()};
    how.cache = options.cache;
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
               {"seconds", decimals(result.seconds, 2)},
               {"rejected", rejectionsJson(result.rejected)}},
              "pairs                        " + std::to_string(result.pairs) +
                  "\nfailed to acquire            " + fixed(100 * result.failedToAcquire, 2) +
                  " %\naccuracy                     " + fixed(figures.accuracy, 4) + " +- " +
                  fixed(figures.accuracyStd, 4) + "\n95 % interval over people     " +
                  fixed(result.accuracyInterval.first, 4) + " to " + fixed(result.accuracyInterval.second, 4) +
                  "\narea under the curve         " + fixed(figures.auc, 5) +
                  "\nequal error rate             " + fixed(figures.eer, 4) + "\n" + rates);
    return run.report(result.rejected, static_cast<std::size_t>(result.pairs));
}

struct CalibrateOptions {
    std::filesystem::path folder, out;
};

Status calibrateRecogniser(Invocation& run, const CalibrateOptions& options) {
    const auto calibration = calibrate(*run.engine(), options.folder, run.job());
    const auto& key = run.engine()->recogniserKey();
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
    auto* command = app.add_subcommand("evaluate", "Measure accuracy on a list of pairs");
    command->add_option("PAIRS", options->pairs, "CSV with the columns path_a,path_b,same[,fold]")
        ->required();
    command->add_option("--root", options->root, "Folder that the paths are below [the CSV's]");
    command->add_option("--degrade", options->degrade, "Degrade the second of each pair: width=12,blur=1,noise=10,jpeg=40 or some of these");
    command->add_option("--enhance", options->enhance, "Enhance it again by these steps (see enhance --steps)");
    command->add_flag("--oracle-alignment", options->oracleAlignment,
                      "Take the landmarks of the second picture from before it was degraded");
    command->add_option("--folds", options->folds, "Judge the pairs of these folds alone [all]")->delimiter(',');
    command->add_option("--cache", options->cache, "Folder in which templates are kept for the next run [none]");
    commands.on(command, [options](Invocation& run) { return evaluate(run, *options); });
}

void addCalibrate(CLI::App& app, Commands& commands) {
    auto options = std::make_shared<CalibrateOptions>();
    auto* command = app.add_subcommand("calibrate", "Measure how similar different people come out");
    command->add_option("DIR", options->folder, "Folder with one sub-folder a person")->required();
    command->add_option("--out", options->out, "calibration.json that takes the figures in");
    commands.on(command, [options](Invocation& run) { return calibrateRecogniser(run, *options); });
}

}  // namespace lineament::cli
