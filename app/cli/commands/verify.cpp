#include "app/cli/commands/commands.h"
#include "core/pipelines/identify.h"

namespace lineament::cli {
namespace {

struct PairOptions {
    std::filesystem::path a, b;
    double fmr = OperatingPoint{}.fmr;
};

Status verify(Invocation& run, const PairOptions& options) {
    const auto result =
        verifyImages(*run.engine(), options.a, options.b, options.fmr, Store::locate(run.global.data));
    run.print({{"similarity", decimals(result.similarity, 6)},
               {"threshold", decimals(result.threshold, 6)},
               {"fmr", result.fmr},
               {"match", result.match},
               {"a", faceJson(result.a)},
               {"b", faceJson(result.b)}},
              std::string(result.match ? "match" : "no match") + ": similarity " +
                  fixed(result.similarity, 3) + ", threshold " + fixed(result.threshold, 3) +
                  " (one false match in " + fixed(1 / result.fmr, 0) + ")\n");
    return kDone;
}

}  // namespace

void addVerify(CLI::App& app, Commands& commands) {
    auto options = std::make_shared<PairOptions>();
    auto* command = app.add_subcommand("verify", "Compare the largest faces of two photos");
    command->add_option("A", options->a, "First photo")->required();
    command->add_option("B", options->b, "Second photo")->required();
    command->add_option("--fmr", options->fmr, "False match rate to decide at [0.0001]")
        ->check(CLI::Range(1e-9, 0.5));
    commands.on(command, [options](Invocation& run) { return verify(run, *options); });
}

}  // namespace lineament::cli
