#include "app/cli/analysis_report.h"
#include "app/cli/commands/commands.h"
#include "app/cli/operating_point_option.h"

namespace lineament::cli {
namespace {

struct Options {
    std::string source;
    std::filesystem::path out;
    AnalyseOptions analyse;
    OperatingPoint point;
};

Status analyse(Invocation& run, const Options& options) {
    const auto result =
        analyseFootage(run.workspace(options.point), options.source, options.analyse, run.job());
    if (!options.out.empty()) writeAnalysisReport(result, options.out);
    Table table({"track", "who", "similarity", "from", "to", "frames"});
    for (const auto& track : result.tracks)
        table.row({std::to_string(track.id.value()), track.identity ? track.name : "unknown",
                   track.identity ? fixed(track.similarity, 3) : "-", timeText(track.firstMs),
                   timeText(track.lastMs), std::to_string(track.frames)});
    std::string text = table.text() + "\n" + std::to_string(result.frames) + " frames, " +
                       fixed(result.throughputFps, 1) + " frames a second\n";
    if (!options.out.empty()) text += "The report lies in " + options.out.string() + "\n";
    run.print(analysisJson(result), text);
    if (result.endedEarly)
        run.say(failureLine(options.source, "the recording breaks off before its stated end",
                            "what could be read was analysed"));
    return kDone;
}

}  // namespace

void addAnalyse(CLI::App& app, Commands& commands) {
    auto options = std::make_shared<Options>();
    auto& analysis = options->analyse;
    auto* command = app.add_subcommand("analyse", "Say who appears when in footage");
    command->add_option("SOURCE", options->source, "Video, folder of pictures, camera:0 or rtsp://...")
        ->required();
    command->add_option("--out", options->out, "Folder for a report with the best look at everybody");
    command
        ->add_option("--every", analysis.detectEveryNth,
                     "Look for faces in every n-th frame [about 15 times a second]")
        ->check(CLI::Range(1, 1000));
    command->add_option("--max-ms", analysis.maxMs, "Stop after so much of the recording, ms [0: at its end]")
        ->check(CLI::NonNegativeNumber);
    command
        ->add_option(
            "--checkpoint-ms", analysis.checkpointMs,
            "How often it is written down how far it is, so that the same command goes on after a crash or a "
            "stop, ms [2000; 0: never]")
        ->check(CLI::NonNegativeNumber);
    addOperatingPoint(*command, options->point);
    command->add_flag("!--no-save", analysis.save, "Do not keep the result in the data store");
    commands.on(command, [options](Invocation& run) { return analyse(run, *options); });
}

}  // namespace lineament::cli
