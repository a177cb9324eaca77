#include "app/cli/commands/commands.h"
#include "core/pipelines/synthetic/sample/sample_store.h"

namespace lineament::cli {
namespace {

Status sampleCommand(Invocation& run) {
    const auto made = makeSampleStore(run.workspace(), run.job());
    run.print({{"people", made.people},
               {"case_id", made.caseId.value()},
               {"recording", made.recording.string()},
               {"tracks", made.tracks}},
              std::to_string(made.people) + " people who do not exist are enrolled; case " +
                  std::to_string(made.caseId.value()) + " holds " + made.recording.string() + " with " +
                  std::to_string(made.tracks) + " tracks\n");
    return kDone;
}

}  // namespace

void addSample(CLI::App& app, Commands& commands) {
    auto* sample = app.add_subcommand(
        "sample", "Fill an empty store (--data) with people who do not exist and a recording of them");
    commands.on(sample, sampleCommand);
}

}  // namespace lineament::cli
