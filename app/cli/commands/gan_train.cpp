#include <cstdio>

#include "app/cli/commands/commands.h"
#include "core/pipelines/synthetic/import_faces.h"
#include "core/pipelines/synthetic/judge_samples.h"
#include "core/pipelines/synthetic/train_generator.h"

namespace lineament::cli {
namespace {

namespace fs = std::filesystem;

struct ImportOptions {
    ImportFacesOptions faces;
    std::vector<fs::path> photos;
    fs::path out;
};

Status import(Invocation& run, const ImportOptions& options) {
    const auto result = importFaces(*run.engine(), options.photos, options.out, options.faces, run.job());
    run.print({{"accepted", result.written.size()},
               {"out", options.out.string()},
               {"rejected", rejectionsJson(result.rejected)}},
              std::to_string(result.written.size()) + " faces in " + options.out.string() + "\n");
    return run.report(result.rejected, result.written.size());
}

struct PackOptions {
    fs::path source, out;
    int resolution = 128;
};

/// What a machine trains from that has LibTorch alone (core/gan/standalone).
Status pack(Invocation& run, const PackOptions& options) {
    if (options.out.extension() != ".pack")
        throw Error(ErrorCode::kInvalidArgument, options.out.string(), "a packed set ends in .pack");
    const auto set = gan::loadPictureSet(options.source, options.resolution, decodePicture, run.job());
    gan::savePacked(set, options.out);
    if (!set.skipped.empty())
        run.say(std::to_string(set.skipped.size()) +
                " pictures were skipped, the first: " + set.skipped.front());
    run.print({{"out", options.out.string()},
               {"pictures", set.size()},
               {"resolution", set.resolution},
               {"labels", set.labelNames},
               {"skipped", set.skipped}},
              std::to_string(set.size()) + " pictures in " + options.out.string() + "\n");
    return kDone;
}

struct TrainOptions {
    TrainGeneratorRequest request;
    fs::path config;
    bool noMetrics = false;
};

/// --data names the store in all other commands; here the contract has it name the pictures.
Status train(Invocation& run, TrainOptions options) {
    options.request.config = gan::loadConfig(options.config);
    const auto device = run.computeDevice();
    const bool judged = !options.noMetrics && options.request.config.run.metricsEvery > 0;
    const auto result = trainGenerator(
        options.request, judged ? run.engine().get() : nullptr, device, run.job(),
        [&](const gan::Statistics& line) {
            const auto value = [&](const char* name) {
                const auto found = line.values.find(name);
                return found == line.values.end() ? 0.0 : found->second;
            };
            char text[200];
            std::snprintf(text, sizeof text,
                          "%lld images  %.1f images/s  D %.3f (real %.2f, fake %.2f)  G %.3f  ADA %.2f",
                          static_cast<long long>(line.images), line.imagesPerSecond, value("loss/d"),
                          value("score/real"), value("score/fake"), value("loss/g"), value("ada/p"));
            run.say(text);
        });
    if (!result.skipped.empty())
        run.say(std::to_string(result.skipped.size()) +
                " pictures were skipped, the first: " + result.skipped.front());
    Json metrics = Json::object();
    for (const auto& [name, value] : result.training.metrics)
        metrics[name] = decimals(value, 5);
    run.print({{"run", options.request.run.string()},
               {"step", result.training.step},
               {"images_seen", result.training.images},
               {"checkpoint", result.training.checkpoint.string()},
               {"best", result.training.best.string()},
               {"stopped_because", result.training.stoppedBecause},
               {"pictures", result.pictures},
               {"skipped", result.skipped.size()},
               {"metrics", std::move(metrics)}},
              "step " + std::to_string(result.training.step) + ", " + std::to_string(result.training.images) +
                  " images seen: " + result.training.stoppedBecause + "\nsnapshot  " +
                  result.training.checkpoint.string() + "\n");
    return kDone;
}

}  // namespace

void addGanTraining(CLI::App& gan, Commands& commands) {
    auto importing = std::make_shared<ImportOptions>();
    auto* command = gan.add_subcommand("import", "Align the faces of photos into a training set");
    command->add_option("PHOTO", importing->photos, "Photos or folders of them")->required();
    command->add_option("--out", importing->out, "Folder for the crops")->required();
    command->add_option("--resolution", importing->faces.resolution, "Side of a crop, px [128]")
        ->check(CLI::Range(32, 1024));
    command->add_flag("--every-face", importing->faces.everyFace,
                      "Take all faces of a photo, not only of photos with one");
    commands.on(command, [importing](Invocation& run) { return import(run, *importing); });

    auto packing = std::make_shared<PackOptions>();
    command = gan.add_subcommand("pack", "Put a training set into one file that needs no decoding");
    command
        ->add_option("SET", packing->source,
                     "Pictures: folder, tar or packed file, with labels.csv if they have labels")
        ->required();
    command->add_option("--out", packing->out, "File to write, NAME.pack")->required();
    command->add_option("--resolution", packing->resolution, "Side of a picture, px [128]")
        ->check(CLI::Range(32, 1024));
    commands.on(command, [packing](Invocation& run) { return pack(run, *packing); });

    auto training = std::make_shared<TrainOptions>();
    command = gan.add_subcommand("train", "Train a generator on aligned faces");
    command->add_option("--config", training->config, "Configuration, JSON; see the presets")->required();
    command
        ->add_option("--data", training->request.data,
                     "Pictures: folder, tar or packed file, with labels.csv if they have labels")
        ->required();
    command->add_option("--out", training->request.run, "Folder of the run")->required();
    command->add_flag("--resume", training->request.resume,
                      "Go on from the newest whole snapshot of the run");
    command->add_option("--steps", training->request.maxSteps,
                        "Stop after so many steps [when the configuration says]");
    command->add_option("--start-generator", training->request.startGenerator,
                        "Network file to start from instead of random weights");
    command->add_option("--start-discriminator", training->request.startDiscriminator,
                        "The discriminator that belongs to it");
    command->add_flag("--no-metrics", training->noMetrics,
                      "Do not judge samples by the recogniser on the way");
    commands.on(command, [training](Invocation& run) { return train(run, *training); });
}

}  // namespace lineament::cli
