#include <cstdio>

#include "app/cli/commands/commands.h"
#include "core/enhance/restore/training/face_crops.h"
#include "core/enhance/restore/training/train_restorer.h"
#include "core/pipelines/enhance/judge_restorer.h"

namespace lineament::cli {
namespace {

namespace fs = std::filesystem;

struct RestorerImport {
    enhance::FaceCropSources sources;
    fs::path out, leaveOut;
    std::vector<std::string> folds;
};

Status import(Invocation& run, RestorerImport options) {
    if (!options.leaveOut.empty())
        options.sources.leaveOut =
            enhance::peopleOfPairs(options.leaveOut, {options.folds.begin(), options.folds.end()});
    const auto counts = enhance::writeFaceCrops(*run.engine(), options.sources, options.out, run.job());
    run.print({{"out", options.out.string()},
               {"written", counts.written},
               {"without_face", counts.withoutFace},
               {"unreadable", counts.unreadable},
               {"left_out", counts.leftOut},
               {"people_left_out", options.sources.leaveOut.size()}},
              std::to_string(counts.written) + " faces in " + options.out.string() + "; " +
                  std::to_string(counts.withoutFace) + " pictures without a usable face, " +
                  std::to_string(counts.unreadable) + " unreadable, " + std::to_string(counts.leftOut) +
                  " of people who are left out\n");
    return kDone;
}

struct RestorerTraining {
    enhance::TrainRestorerOptions training;
    fs::path config, faces;
};

Status trainNow(Invocation& run, RestorerTraining options) {
    const auto config =
        options.config.empty() ? enhance::RestorerConfig{} : enhance::loadRestorerConfig(options.config);
    options.training.device = run.computeDevice();
    const enhance::FaceCrops faces(options.faces);
    options.training.onStatistics = [&](const enhance::RestorerStatistics& line) {
        std::string text;
        char part[64];
        std::snprintf(part, sizeof part, "%lld images  %.1f images/s", static_cast<long long>(line.images),
                      line.imagesPerSecond);
        text = part;
        for (const auto& [name, value] : line.values) {
            std::snprintf(part, sizeof part, "  %s %.4g", name.c_str(), value);
            text += part;
        }
        run.say(text);
    };
    const auto result = enhance::trainRestorer(config, faces, run.registry(), options.training, run.job());
    Json values = Json::object();
    for (const auto& [name, value] : result.values)
        values[name] = decimals(value, 5);
    run.print({{"run", options.training.run.string()},
               {"step", result.step},
               {"images_seen", result.images},
               {"checkpoint", result.snapshot.string()},
               {"weights", result.weights.string()},
               {"values", std::move(values)}},
              std::to_string(result.images) + " faces seen\nweights   " + result.weights.string() +
                  "\nsnapshot  " + result.snapshot.string() + "\n");
    return kDone;
}

struct JudgeOptions {
    JudgeRestorerRequest request;
    std::string degrade = "width=16";
};

Status judge(Invocation& run, JudgeOptions options) {
    options.request.degradation = enhance::parseDegradation(options.degrade);
    const auto figures = judgeRestorer(*run.engine(), options.request, run.job());
    Json ways = Json::array();
    Table table({"way", "PSNR", "SSIM", "similarity", "Frechet face distance"});
    for (const auto& way : figures) {
        ways.push_back({{"way", way.way},
                        {"psnr", decimals(way.psnr, 3)},
                        {"ssim", decimals(way.ssim, 4)},
                        {"identity_similarity", decimals(way.similarity, 4)},
                        {"frechet_face_distance", decimals(way.frechet, 2)}});
        table.row({way.way, fixed(way.psnr, 2), fixed(way.ssim, 4), fixed(way.similarity, 4),
                   fixed(way.frechet, 1)});
    }
    run.print({{"degraded", options.request.degradation.text()},
               {"recogniser", run.engine()->recogniserKey()},
               {"ways", std::move(ways)}},
              table.text());
    return kDone;
}

}  // namespace

void addRestorer(CLI::App& app, Commands& commands) {
    auto* restorer = app.add_subcommand("restorer", "Train the network that restores faces");
    restorer->require_subcommand(1);
    auto importing = std::make_shared<RestorerImport>();
    auto* command =
        restorer->add_subcommand("import", "Align the faces of folders and tar files into one file");
    command
        ->add_option("SOURCE", importing->sources.sources,
                     "Folders and tar files of pictures; one that is named several times counts as often")
        ->required();
    command->add_option("--out", importing->out, "File for the crops")->required();
    command->add_option("--leave-out", importing->leaveOut,
                        "List of pairs (path_a,path_b,same,fold): its people are not taken");
    command->add_option("--folds", importing->folds, "Only the people of these folds are left out [all]")
        ->delimiter(',');
    commands.on(command, [importing](Invocation& run) { return import(run, *importing); });

    auto training = std::make_shared<RestorerTraining>();
    command = restorer->add_subcommand("train", "Train a restorer on such a file");
    command->add_option("--faces", training->faces, "File that `restorer import` wrote")->required();
    command->add_option("--out", training->training.run, "Folder of the run")->required();
    command->add_option("--config", training->config, "Configuration, JSON [the defaults]");
    command->add_flag("--resume", training->training.resume,
                      "Go on from the newest whole snapshot of the run");
    command->add_option("--start", training->training.start,
                        "Weights of a restorer that a new run begins with");
    command->add_option("--steps", training->training.maxSteps,
                        "Stop after so many steps [when the configuration says]");
    commands.on(command, [training](Invocation& run) { return trainNow(run, *training); });

    auto judging = std::make_shared<JudgeOptions>();
    command = restorer->add_subcommand("judge", "Measure the installed restorer on faces it has not seen");
    command->add_option("--faces", judging->request.faces, "File that `restorer import` wrote")->required();
    command->add_option("--degrade", judging->degrade, "How they are degraded [width=16]");
    command->add_option("--count", judging->request.count, "Faces that are judged [500]")
        ->check(CLI::Range(2, 1000000));
    command->add_option("--picture", judging->request.picture,
                        "PNG of the first 32: input, bicubic, ESRGAN, restored, truth");
    commands.on(command, [judging](Invocation& run) { return judge(run, *judging); });
}

}  // namespace lineament::cli
