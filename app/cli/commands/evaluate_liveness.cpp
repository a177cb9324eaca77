#include "core/pipelines/people/evaluate_liveness.h"
#include "app/cli/commands/commands.h"

namespace lineament::cli {
namespace {

struct LivenessOptions {
    std::filesystem::path folder, others, out;
};

Json rateJson(const MeasuredRate& rate) {
    return {
        {"value", decimals(rate.value, 4)}, {"low", decimals(rate.low, 4)}, {"high", decimals(rate.high, 4)}};
}

std::vector<std::string> row(const std::string& what, const MeasuredRate& rate) {
    return {what, fixed(rate.value, 3), fixed(rate.low, 3) + " to " + fixed(rate.high, 3)};
}

Status evaluateLivenessCommand(Invocation& run, const LivenessOptions& options) {
    const auto result = evaluateLiveness(*run.engine(), options.folder, options.others, run.job());
    if (!options.out.empty()) saveLivenessCalibration(options.out, result.key, result.calibration);
    Json attacks = Json::object();
    Table table({"measure", "value", "95 % interval (people)"});
    for (const auto& [kind, rate] : result.apcerOf) {
        attacks[kind] = rateJson(rate);
        table.row(row("APCER " + kind, rate));
    }
    table.row(row("BPCER", result.calibration.bpcer));
    table.row(row("APCER, network alone", result.networkApcer));
    table.row(row("BPCER, network alone", result.networkBpcer));
    Json json = {{"people", result.people},
                 {"live", result.live},
                 {"attacks", result.attacks},
                 {"not_judged", result.notJudged},
                 {"apcer", std::move(attacks)},
                 {"bpcer", rateJson(result.calibration.bpcer)},
                 {"threshold", result.calibration.threshold},
                 {"network_alone",
                  {{"threshold", decimals(result.networkThreshold, 4)},
                   {"apcer", rateJson(result.networkApcer)},
                   {"bpcer", rateJson(result.networkBpcer)}}},
                 {"key", result.key},
                 {"population", result.calibration.population}};
    if (result.othersBpcer) {
        json["others"] = {{"live", result.others}, {"bpcer", rateJson(*result.othersBpcer)}};
        table.row(row("BPCER, other people and cameras", *result.othersBpcer));
    }
    run.print(json, table.text() + result.calibration.population + "; " + std::to_string(result.notJudged) +
                        " not judged\n");
    return kDone;
}

}  // namespace

void addEvaluateLiveness(CLI::App& app, Commands& commands) {
    auto options = std::make_shared<LivenessOptions>();
    auto* command = app.add_subcommand("evaluate-liveness",
                                       "Measure how well live faces and pictures of faces are told apart");
    command
        ->add_option("DIR", options->folder,
                     "Folder with `live` and one folder a kind of attack, each with one sub-folder a person")
        ->required();
    command->add_option("--others", options->others, "Live photos of other people and cameras");
    command->add_option("--out", options->out, "calibration.json that takes the calibration in");
    commands.on(command, [options](Invocation& run) { return evaluateLivenessCommand(run, *options); });
}

}  // namespace lineament::cli
