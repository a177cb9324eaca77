// What analyse costs at 640 x 360, by lanes, frames between looks and tiles; and its cheap parts alone.
// LINEAMENT_BENCH_VIDEO=FILE takes another recording than the one made here.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <opencv2/imgproc.hpp>
#include <random>

#include "core/footage/tracker.h"
#include "core/media/video_writer.h"
#include "core/pipelines/analyse_footage.h"
#include "tests/core/pipelines/synthetic_footage.h"
#include "tests/support/places.h"

using namespace lineament;
using test::SyntheticFootage;

namespace {

struct Stage {
    Stage() {
        engine->warmUp();
        if (const char* given = std::getenv("LINEAMENT_BENCH_VIDEO")) {
            video = given;
            return;
        }
        const SyntheticFootage film(*engine);
        video = folder / "film.mp4";
        VideoWriter writer(video, {640, 360});
        for (int i = 0; i < 3 * SyntheticFootage::kFrames; ++i)
            writer.write(film.frame(i % SyntheticFootage::kFrames));
        writer.finish();
    }

    test::TempFolder folder;
    std::shared_ptr<FaceEngine> engine =
        std::make_shared<FaceEngine>(std::make_shared<ModelRegistry>(test::modelsFolder()));
    Workspace workspace{engine, Store::open(folder / "store")};
    std::filesystem::path video;
};

Stage& stage() {
    static Stage instance;
    return instance;
}

/// Arguments: lanes, detectEveryNth, tileEveryNth.
void analyse(benchmark::State& state) {
    AnalyseOptions options;
    options.detectorLanes = static_cast<int>(state.range(0));
    options.detectEveryNth = static_cast<int>(state.range(1));
    options.tileEveryNth = static_cast<int>(state.range(2));
    options.save = false;
    std::int64_t frames = 0;
    std::size_t tracks = 0;
    double realTime = 0;
    for (auto _ : state) {
        JobContext context;
        const auto result = analyseFootage(stage().workspace, stage().video.string(), options, context);
        frames += result.frames;
        tracks = result.tracks.size();
        realTime = result.throughputFps / result.recording.framesPerSecond;
    }
    state.SetItemsProcessed(frames);
    state.counters["tracks"] = static_cast<double>(tracks);
    state.counters["x_real_time"] = realTime;
}

void detectOne(benchmark::State& state) {
    const cv::Mat frame = SyntheticFootage(*stage().engine).frame(0);
    for (auto _ : state)
        benchmark::DoNotOptimize(stage().engine->detectBoxes(frame, true));
}

void describeOne(benchmark::State& state) {
    const cv::Mat frame = SyntheticFootage(*stage().engine).frame(0);
    Face face = stage().engine->detectBoxes(frame, true).at(0);
    for (auto _ : state)
        stage().engine->describe(frame, {&face, 1});
}

void embedOne(benchmark::State& state) {
    const cv::Mat frame = SyntheticFootage(*stage().engine).frame(0);
    Face face = stage().engine->detectBoxes(frame, true).at(0);
    stage().engine->describe(frame, {&face, 1});
    for (auto _ : state)
        benchmark::DoNotOptimize(stage().engine->embed(frame, {&face, 1}));
}

void watchForCuts(benchmark::State& state) {
    cv::Mat frame(static_cast<int>(state.range(0)) * 9 / 16, static_cast<int>(state.range(0)), CV_8UC3);
    cv::randu(frame, 0, 255);
    CutDetector detector;
    for (auto _ : state)
        benchmark::DoNotOptimize(detector.isCut(frame));
}

/// One update with that many faces in sight.
void track(benchmark::State& state) {
    std::mt19937 random(1);
    std::normal_distribution<float> jitter(0, 2);
    Tracker tracker;
    double ms = 0;
    for (auto _ : state) {
        std::vector<Observation> faces(static_cast<std::size_t>(state.range(0)));
        for (std::size_t i = 0; i < faces.size(); ++i)
            faces[i].face.box = {static_cast<float>(i) * 60 + jitter(random), 50 + jitter(random), 50, 50};
        benchmark::DoNotOptimize(tracker.update(ms += 40, std::move(faces)));
    }
}

}  // namespace

BENCHMARK(analyse)
    ->ArgNames({"lanes", "every", "tiles"})
    ->ArgsProduct({{1, 2}, {1, 2}, {0, 2}})
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK(detectOne)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(describeOne)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(embedOne)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(watchForCuts)->Arg(640)->Arg(1920)->Unit(benchmark::kMillisecond);
BENCHMARK(track)->Arg(2)->Arg(20)->Arg(100)->Unit(benchmark::kMicrosecond);
BENCHMARK_MAIN();
