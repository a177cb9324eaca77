#include <cmath>
#include <opencv2/imgcodecs.hpp>

#include "app/cli/commands/commands.h"
#include "core/base/atomic_file.h"
#include "core/media/video_writer.h"
#include "core/pipelines/synthetic/generators.h"
#include "core/pipelines/synthetic/judge_samples.h"
#include "core/pipelines/synthetic/made_faces.h"
#include "core/pipelines/synthetic/project_photo.h"

namespace lineament::cli {
namespace {

namespace fs = std::filesystem;

/// What every command that draws pictures takes.
struct DrawOptions {
    std::string model, label;
    gan::SynthesisOptions synthesis;
    bool noNoise = false;

    void addTo(CLI::App* command) {
        command
            ->add_option(
                "--model", model,
                "Generator: an id of `gan models`, a .safetensors file, a run's folder or a snapshot")
            ->required();
        command->add_option("--truncation", synthesis.psi, "Psi: 1 as trained, towards 0 the mean face [1]")
            ->check(CLI::Range(0.0, 2.0));
        command->add_option("--cutoff", synthesis.cutoff, "Layers that are truncated [all]");
        command->add_option("--label", label, "Label, by name or number [drawn from the seed]");
        command->add_flag("--no-noise", noNoise, "Without the noise of the layers");
    }
    gan::SynthesisOptions resolved(const OpenGenerator& generator) const {
        auto options = synthesis;
        options.noise = !noNoise;
        if (!label.empty()) options.label = generator.label(label);
        return options;
    }
};

std::map<std::string, std::string> lineageOf(const std::string& what, const gan::SynthesisOptions& options) {
    return {{"kind", what}, {"psi", std::to_string(options.psi)}};
}

/// The first of the networks that faces are known again by whose weights are not here; empty: none.
std::string missingWeights(const FaceEngine& engine) {
    const auto& options = engine.options();
    for (const auto& id : {options.detector, options.landmarks, options.recogniser})
        if (!engine.registry().isPresent(engine.registry().get(id))) return id;
    return {};
}

/// The store remembers what it makes, so that it cannot come back as a reference or a probe. To draw needs no
/// weights but the generator's: without the others it is said that the marks alone tell.
MadeFaces madeBy(Invocation& run, MadeFaces::Care care = MadeFaces::Care::kThorough) {
    const FaceEngine* engine = run.engine().get();
    if (const auto missing = missingWeights(*engine); !missing.empty()) {
        run.say("note: copies that lose their marks will not be known again: " + missing +
                " has not been fetched (run: lineament models fetch)");
        engine = nullptr;
    }
    return MadeFaces(engine, run.store()->folder(), care);
}

Status listGenerators(Invocation& run) {
    Json models = Json::array();
    Table table({"generator", "architecture", "side", "labels"});
    for (const auto& choice : generatorsOf(*run.registry())) {
        const auto& network = choice.info.network;
        models.push_back({{"id", choice.id},
                          {"architecture", network.architecture},
                          {"resolution", network.resolution},
                          {"latent_dim", network.latentDim},
                          {"labels", choice.info.labelNames},
                          {"layers", choice.info.layers},
                          {"notes", choice.info.notes}});
        std::string labels;
        for (const auto& name : choice.info.labelNames)
            labels += (labels.empty() ? "" : ", ") + name;
        table.row({choice.id, network.architecture, std::to_string(network.resolution), labels});
    }
    run.print({{"models", std::move(models)}}, table.text());
    return kDone;
}

struct GenerateOptions : DrawOptions {
    int count = 1;
    std::uint64_t seed = 0;
    fs::path out;
};

Status generate(Invocation& run, const GenerateOptions& options) {
    const OpenGenerator generator(*run.registry(), options.model, run.computeDevice());
    const auto synthesis = options.resolved(generator);
    makeFolder(options.out);
    const auto made = madeBy(run, MadeFaces::Care::kQuick);
    Json images = Json::array();
    std::string text;
    constexpr int kAtOnce = 32;
    for (int start = 0; start < options.count; start += kAtOnce) {
        run.job().checkpoint();
        std::vector<std::uint64_t> seeds;
        for (int i = start; i < std::min(options.count, start + kAtOnce); ++i)
            seeds.push_back(options.seed + static_cast<std::uint64_t>(i));
        const auto pictures = generator.synthesiser().generate(seeds, synthesis);
        for (std::size_t i = 0; i < seeds.size(); ++i) {
            auto lineage = lineageOf("sample", synthesis);
            lineage["seed"] = std::to_string(seeds[i]);
            const auto file = options.out / ("seed-" + std::to_string(seeds[i]) + ".png");
            run.job().checkpoint();
            const auto bgr = bgrOf(pictures[i]);
            made.remember(bgr);
            saveMarkedPicture(file, bgr, generator.provenance(std::move(lineage)));
            images.push_back({{"path", file.string()}, {"seed", seeds[i]}});
            text += file.string() + "\n";
        }
        run.job().report("generating", start + static_cast<int>(seeds.size()), options.count);
    }
    run.print({{"images", std::move(images)}}, text);
    return kDone;
}

struct WalkOptions : DrawOptions {
    std::vector<std::uint64_t> seeds;
    double seconds = 4, framesPerSecond = 25;
    fs::path out;
};

Status walk(Invocation& run, const WalkOptions& options) {
    const OpenGenerator generator(*run.registry(), options.model, run.computeDevice());
    const auto synthesis = options.resolved(generator);
    const int frames = std::max(1, static_cast<int>(std::lround(options.seconds * options.framesPerSecond)));
    const int side = generator.synthesiser().info().network.resolution;
    VideoWriterOptions writing;
    writing.framesPerSecond = options.framesPerSecond;
    writing.quality = 14;
    VideoWriter writer(options.out, {side, side}, writing);
    auto made = madeBy(run);
    generator.synthesiser().walk(
        options.seeds, frames, synthesis,
        [&](const gan::Picture& picture) {
            const auto frame = bgrOf(picture);
            made.rememberFrame(frame);
            writer.write(frame);
        },
        run.job());
    auto lineage = lineageOf("walk", synthesis);
    for (const auto seed : options.seeds)
        lineage["seeds"] += (lineage["seeds"].empty() ? "" : ",") + std::to_string(seed);
    const auto sidecar =
        finishMarked(options.out, generator.provenance(std::move(lineage)), [&] { writer.finish(); });
    run.print({{"output", options.out.string()}, {"frames", frames}, {"provenance", sidecar.string()}},
              options.out.string() + ": " + std::to_string(frames) + " frames\n");
    return kDone;
}

struct MixOptions : DrawOptions {
    std::uint64_t coarse = 0, fine = 1;
    int crossover = 0;
    fs::path out;
};

Status mix(Invocation& run, const MixOptions& options) {
    const OpenGenerator generator(*run.registry(), options.model, run.computeDevice());
    const auto synthesis = options.resolved(generator);
    auto lineage = lineageOf("mix", synthesis);
    lineage["coarse"] = std::to_string(options.coarse);
    lineage["fine"] = std::to_string(options.fine);
    lineage["crossover"] = std::to_string(options.crossover);
    const auto picture =
        generator.synthesiser().mix(options.coarse, options.fine, options.crossover, synthesis);
    madeBy(run).remember(bgrOf(picture));
    saveMarkedPicture(options.out, bgrOf(picture), generator.provenance(std::move(lineage)));
    run.print({{"output", options.out.string()}}, options.out.string() + "\n");
    return kDone;
}

struct ProjectOptions {
    std::string model, label;
    ProjectPhotoOptions search;
    fs::path photo, out;
};

Status project(Invocation& run, const ProjectOptions& options) {
    const OpenGenerator generator(*run.registry(), options.model, run.computeDevice());
    auto search = options.search;
    if (!options.label.empty()) search.label = generator.label(options.label);
    const auto projector = gan::Projector::load(generator.file(), run.computeDevice() == Device::kCuda);
    const auto found =
        projectPhoto(*run.engine(), run.registry(), *projector, options.photo, search, run.job());
    makeFolder(options.out);
    const auto stem = options.photo.stem().string();
    const fs::path latent = options.out / (stem + "-latent.safetensors"),
                   picture = options.out / (stem + "-projection.png"),
                   target = options.out / (stem + "-aligned.png");
    gan::saveLatent(found.projection.latent, latent);
    auto lineage = std::map<std::string, std::string>{{"kind", "projection"},
                                                      {"photo", options.photo.filename().string()}};
    madeBy(run).remember(bgrOf(found.projection.picture));
    saveMarkedPicture(picture, bgrOf(found.projection.picture), generator.provenance(std::move(lineage)));
    writeAtomically(target, [&](std::ostream& out) {
        std::vector<unsigned char> png;
        cv::imencode(".png", bgrOf(found.target), png);
        out.write(reinterpret_cast<const char*>(png.data()), static_cast<std::streamsize>(png.size()));
    });
    run.print({{"latent", latent.string()},
               {"reconstruction", picture.string()},
               {"aligned", target.string()},
               {"l2", decimals(found.projection.l2, 6)},
               {"start_l2", decimals(found.projection.startL2, 6)},
               {"identity_similarity", decimals(found.similarity, 4)},
               {"face_found", found.faceFound},
               {"recogniser", run.engine()->recogniserKey()}},
              picture.string() + "\nmean squared error  " + fixed(found.projection.l2, 5) + " (mean face " +
                  fixed(found.projection.startL2, 5) + ")\nsimilarity          " +
                  fixed(found.similarity, 3) + " (" + run.engine()->recogniserKey() + ")\n");
    return kDone;
}

struct GanEvaluateOptions : DrawOptions {
    fs::path data;
    int count = 2000, real = 0;
    std::uint64_t seed = 1'000'000;
};

Status evaluateGenerator(Invocation& run, const GanEvaluateOptions& options) {
    const OpenGenerator generator(*run.registry(), options.model, run.computeDevice());
    const auto synthesis = options.resolved(generator);
    const auto& engine = *run.engine();
    const auto set = gan::loadPictureSet(options.data, generator.synthesiser().info().network.resolution,
                                         decodePicture, run.job());
    const auto real = spread(set, options.real > 0 ? options.real : set.size());
    std::vector<gan::Picture> samples;
    for (int i = 0; i < options.count; i += 32) {
        run.job().checkpoint();
        std::vector<std::uint64_t> seeds;
        for (int j = i; j < std::min(options.count, i + 32); ++j)
            seeds.push_back(options.seed + static_cast<std::uint64_t>(j));
        auto some = generator.synthesiser().generate(seeds, synthesis);
        std::move(some.begin(), some.end(), std::back_inserter(samples));
    }
    const auto ofReal = judgePictures(engine, real, run.job()),
               ofSamples = judgePictures(engine, samples, run.job());
    const auto figures = compareSamples(engine, ofSamples, ofReal);
    run.print({{"frechet_face_distance", decimals(figures.frechet, 3)},
               {"frechet_between_real_halves", decimals(figures.halvesFrechet, 3)},
               {"kernel_face_distance", decimals(figures.kernel, 4)},
               {"precision", decimals(figures.precision, 4)},
               {"recall", decimals(figures.recall, 4)},
               {"detected_share", decimals(figures.detectedShare, 4)},
               {"detected_share_real", decimals(ofReal.detectedShare(), 4)},
               {"nearest_neighbour_similarity", decimals(figures.nearestMedian, 4)},
               {"below_threshold", decimals(figures.belowThreshold, 4)},
               {"nearest_neighbour_similarity_real", decimals(figures.realNearestMedian, 4)},
               {"below_threshold_real", decimals(figures.realBelowThreshold, 4)},
               {"threshold", decimals(figures.threshold, 4)},
               {"samples", figures.samples},
               {"real", figures.real},
               {"psi", synthesis.psi},
               {"recogniser", engine.recogniserKey()}},
              "Frechet face distance           " + fixed(figures.frechet, 2) +
                  " (two halves of the real faces: " + fixed(figures.halvesFrechet, 2) +
                  ")\nexactly one face detected       " + fixed(100 * figures.detectedShare, 2) +
                  " % (real faces: " + fixed(100 * ofReal.detectedShare(), 2) +
                  " %)\nprecision, recall               " + fixed(figures.precision, 3) + ", " +
                  fixed(figures.recall, 3) + "\nnearest real face, median       " +
                  fixed(figures.nearestMedian, 3) + " (of a real face among the others: " +
                  fixed(figures.realNearestMedian, 3) + ")\nunlike every real face          " +
                  fixed(100 * figures.belowThreshold, 2) + " % (below " + fixed(figures.threshold, 3) +
                  ", FMR 1e-4; real faces among the others: " + fixed(100 * figures.realBelowThreshold, 2) +
                  " %)\n");
    return kDone;
}

}  // namespace

void addGan(CLI::App& app, Commands& commands) {
    auto* gan = app.add_subcommand("gan", "Generators of faces: train, sample, explore, judge");
    gan->require_subcommand(1);
    commands.on(gan->add_subcommand("models", "Generators that are here"), listGenerators);
    addGanTraining(*gan, commands);

    auto generating = std::make_shared<GenerateOptions>();
    auto* command = gan->add_subcommand("generate", "Make faces that do not exist");
    generating->addTo(command);
    command->add_option("--count", generating->count, "How many [1]")->check(CLI::Range(1, 1'000'000));
    command->add_option("--seed", generating->seed, "Seed of the first; each next one is one more [0]");
    command->add_option("--out", generating->out, "Folder for the pictures")->required();
    commands.on(command, [generating](Invocation& run) { return generate(run, *generating); });

    auto walking = std::make_shared<WalkOptions>();
    command = gan->add_subcommand("walk", "A video that goes from face to face and back to the first");
    walking->addTo(command);
    command->add_option("--seeds", walking->seeds, "Seeds on the way: A,B,...")->delimiter(',')->required();
    command->add_option("--seconds", walking->seconds, "Length [4]")->check(CLI::Range(0.04, 3600.0));
    command->add_option("--fps", walking->framesPerSecond, "Frames a second [25]")
        ->check(CLI::Range(1.0, 240.0));
    command->add_option("--out", walking->out, "Video file, .mp4")->required();
    commands.on(command, [walking](Invocation& run) { return walk(run, *walking); });

    auto mixing = std::make_shared<MixOptions>();
    command = gan->add_subcommand("mix", "One face's coarse styles with another's fine ones");
    mixing->addTo(command);
    command->add_option("--coarse", mixing->coarse, "Seed of pose and shape")->required();
    command->add_option("--fine", mixing->fine, "Seed of colour and texture")->required();
    command->add_option("--crossover", mixing->crossover, "First layer of the fine styles")->required();
    command->add_option("--out", mixing->out, "Picture file, .png or .jpg")->required();
    commands.on(command, [mixing](Invocation& run) { return mix(run, *mixing); });

    auto projecting = std::make_shared<ProjectOptions>();
    command = gan->add_subcommand("project", "Find a photo's face in a generator's latent space");
    command
        ->add_option("--model", projecting->model,
                     "Generator: an id of `gan models`, a .safetensors file, a run's folder or a snapshot")
        ->required();
    command->add_option("IMAGE", projecting->photo, "Photo; its largest face is taken")->required();
    command->add_option("--steps", projecting->search.steps, "Steps of the search [500]")
        ->check(CLI::Range(1, 100'000));
    command->add_option("--seed", projecting->search.seed, "Seed of the search [1]");
    command->add_option("--label", projecting->label, "Label, by name or number [the nearest]");
    command
        ->add_option("--identity-weight", projecting->search.identityWeight,
                     "Pull towards the person's template, 0: pixels alone [0.3]")
        ->check(CLI::Range(0.0, 100.0));
    command->add_option("--out", projecting->out, "Folder for latent and pictures")->required();
    commands.on(command, [projecting](Invocation& run) { return project(run, *projecting); });

    auto judging = std::make_shared<GanEvaluateOptions>();
    command = gan->add_subcommand("evaluate", "Compare samples with real faces");
    judging->addTo(command);
    command->add_option("--data", judging->data, "Real faces: folder, tar or packed file")->required();
    command->add_option("--count", judging->count, "Samples [2000]")->check(CLI::Range(8, 1'000'000));
    command->add_option("--real", judging->real, "Real faces, spread over the set [all]");
    command->add_option("--seed", judging->seed, "Seed of the first sample [1000000]");
    commands.on(command, [judging](Invocation& run) { return evaluateGenerator(run, *judging); });
}

}  // namespace lineament::cli
