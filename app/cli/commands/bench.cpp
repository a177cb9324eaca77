#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <random>

#include "app/cli/commands/commands.h"
#include "core/gallery/template_index.h"
#include "core/image/image.h"
#include "core/inference/child_process.h"

namespace lineament::cli {
namespace {

namespace fs = std::filesystem;

constexpr int kTimedRounds = 5;
constexpr int kIndexTemplates = 100'000;
constexpr int kIndexDimension = 512;

struct Figure {
    std::string name, unit;
    double value = 0;  ///< median
    int samples = 0;
};

/// Median over the timed rounds, after one to warm up, of the milliseconds that one of `items` takes.
Figure timed(const std::string& name, int items, JobContext& job, const std::function<void()>& work) {
    std::vector<double> ms;
    for (int round = 0; round <= kTimedRounds; ++round) {
        job.checkpoint();
        const auto start = std::chrono::steady_clock::now();
        work();
        const std::chrono::duration<double, std::milli> spent = std::chrono::steady_clock::now() - start;
        if (round > 0) ms.push_back(spent.count() / items);
    }
    std::nth_element(ms.begin(), ms.begin() + kTimedRounds / 2, ms.end());
    return {name, "ms", ms[kTimedRounds / 2], kTimedRounds};
}

/// The sample photos that come with the weights, decoded.
struct Samples {
    std::vector<fs::path> paths;
    std::vector<Image> images;

    explicit Samples(const ModelRegistry& registry) {
        for (const auto* model : registry.withRole("sample"))
            for (std::size_t i = 0; i < model->files.size(); ++i)
                paths.push_back(registry.file(*model, i));
        if (paths.empty()) throw Error(ErrorCode::kModelMissing, "sample photos", "the manifest names none");
        for (const auto& path : paths)
            images.push_back(loadImage(path));
    }
    int count() const { return static_cast<int>(images.size()); }
};

/// Gives each benchmark what it needs and keeps what several of them use.
class Bench {
  public:
    explicit Bench(Invocation& run) : run_(run), samples_(*run.registry()) {}

    Figure decode() {
        return timed("decode", samples_.count(), run_.job(), [&] {
            for (const auto& path : samples_.paths)
                loadImage(path);
        });
    }
    Figure detect() {
        const auto& engine = *run_.engine();
        return timed("detect", samples_.count(), run_.job(), [&] {
            for (const auto& image : samples_.images)
                engine.detectBoxes(image.bgr);
        });
    }
    Figure landmarks() {
        const auto& engine = *run_.engine();
        auto faces = allFaces(engine);
        return timed("landmarks", countOf(faces), run_.job(), [&] {
            for (std::size_t i = 0; i < faces.size(); ++i)
                engine.describe(samples_.images[i].bgr, faces[i]);
        });
    }
    Figure embed() {
        const auto& engine = *run_.engine();
        const auto faces = allFaces(engine);
        return timed("embed", countOf(faces), run_.job(), [&] {
            for (std::size_t i = 0; i < faces.size(); ++i)
                engine.embed(samples_.images[i].bgr, faces[i]);
        });
    }
    Figure photo() { return wholePhoto("photo", *run_.engine()); }
    Figure photoPeerWeights() {
        FaceEngineOptions options;
        options.detector = "ssd_mobilenetv1";
        options.landmarks = "face_landmark_68";
        options.recogniser = "resnet34";
        options.tiling = false;  // as the peer: the whole photo once
        return wholePhoto("photo_peer_weights", *run_.makeEngine(options));
    }
    Figure search() {
        std::mt19937 random(1);
        const auto index = randomIndex(random);
        const auto probe = randomTemplate(random);
        return timed("search_100k", 1, run_.job(), [&] { index.searchIdentities(probe, 5); });
    }
    Figure coldDetect() {
        const auto folder = fs::temp_directory_path() / ("lineament-bench-" + std::to_string(getpid()));
        fs::create_directory(folder);
        const std::vector<std::string> detect = {
            "/proc/self/exe", "--models", fs::absolute(run_.registry()->folder()).string(),
            "--json",         "detect",   fs::absolute(samples_.paths.front()).string()};
        const auto figure = timed("cold_detect", 1, run_.job(), [&] {
            const auto result = runProgram(detect, folder, run_.job());
            if (!result.started || result.status != kDone)
                throw Error(ErrorCode::kInternal, "cold_detect", "the program failed: " + result.output);
        });
        fs::remove_all(folder);
        return figure;
    }

  private:
    Figure wholePhoto(const std::string& name, const FaceEngine& engine) {
        return timed(name, samples_.count(), run_.job(), [&] {
            for (const auto& image : samples_.images)
                engine.embed(image.bgr, engine.detect(image.bgr));
        });
    }
    std::vector<std::vector<Face>> allFaces(const FaceEngine& engine) const {
        std::vector<std::vector<Face>> faces;
        for (const auto& image : samples_.images)
            faces.push_back(engine.detect(image.bgr));
        return faces;
    }
    static int countOf(const std::vector<std::vector<Face>>& faces) {
        std::size_t count = 0;
        for (const auto& some : faces)
            count += some.size();
        return std::max(1, static_cast<int>(count));
    }
    static Template randomTemplate(std::mt19937& random) {
        std::normal_distribution<float> normal;
        std::vector<float> values(kIndexDimension);
        double length = 0;
        for (auto& value : values)
            value = normal(random), length += static_cast<double>(value) * value;
        for (auto& value : values)
            value /= static_cast<float>(std::sqrt(length));
        return {"bench", std::move(values)};
    }
    static TemplateIndex randomIndex(std::mt19937& random) {
        TemplateIndex index("bench", kIndexDimension);
        index.reserve(kIndexTemplates);
        for (int i = 1; i <= kIndexTemplates; ++i)
            index.add({TemplateId(i), SampleId(i), IdentityId(i), randomTemplate(random)});
        return index;
    }

    Invocation& run_;
    Samples samples_;
};

using Measurement = Figure (Bench::*)();
const std::vector<std::pair<std::string, Measurement>> kBenchmarks = {
    {"decode", &Bench::decode},       {"detect", &Bench::detect},
    {"landmarks", &Bench::landmarks}, {"embed", &Bench::embed},
    {"photo", &Bench::photo},         {"photo_peer_weights", &Bench::photoPeerWeights},
    {"search_100k", &Bench::search},  {"cold_detect", &Bench::coldDetect},
};

Status bench(Invocation& run, const std::vector<std::string>& wanted) {
    Bench benchmarks(run);
    Json figures = Json::array();
    Table table({"benchmark", "median", "unit", "samples"});
    std::int64_t done = 0;
    for (const auto& [name, measure] : kBenchmarks) {
        run.job().report("benchmarks", done++, static_cast<std::int64_t>(kBenchmarks.size()));
        if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), name) == wanted.end()) continue;
        const auto figure = (benchmarks.*measure)();
        figures.push_back({{"name", figure.name},
                           {"unit", figure.unit},
                           {"value", decimals(figure.value, 3)},
                           {"samples", figure.samples}});
        table.row({figure.name, fixed(figure.value, 3), figure.unit, std::to_string(figure.samples)});
    }
    run.print({{"benchmarks", std::move(figures)}}, table.text());
    return kDone;
}

}  // namespace

void addBench(CLI::App& app, Commands& commands) {
    auto wanted = std::make_shared<std::vector<std::string>>();
    std::vector<std::string> names;
    std::string list;
    for (const auto& [name, measure] : kBenchmarks) {
        names.push_back(name);
        list += (list.empty() ? "" : ", ") + name;
    }
    auto* command = app.add_subcommand("bench", "Measure speed on the sample photos");
    command->add_option("NAME", *wanted, "Some of: " + list + " [all]")->check(CLI::IsMember(names));
    commands.on(command, [wanted](Invocation& run) { return bench(run, *wanted); });
}

}  // namespace lineament::cli
