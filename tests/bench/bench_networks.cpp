// Milliseconds a run of each network, by precision, batch and threads:
//   bench_networks --benchmark_filter='ssd.*'
// Networks that take one picture at a time are measured with one.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <iostream>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/faces/align/face_aligner.h"
#include "core/faces/align/landmark_model.h"
#include "core/faces/detect/face_detector.h"
#include "core/faces/embed/recogniser.h"

using namespace lineament;

namespace {

std::shared_ptr<const ModelRegistry> registry() {
    static const auto shared = std::make_shared<const ModelRegistry>(ModelRegistry::locate());
    return shared;
}

const cv::Mat& photo() {
    static const cv::Mat read = cv::imread(registry()->file(registry()->get("sample_photos"), 4).string());
    return read;
}

Precision precisionOf(const benchmark::State& state) {
    return state.range(0) ? Precision::kBf16 : Precision::kFp32;
}

void detect(benchmark::State& state, const char* id) {
    setThreads(static_cast<int>(state.range(2)));
    const auto detector = makeDetector(registry(), id, Device::kCpu, precisionOf(state));
    detector->detect(photo(), 0.5f);
    for (auto _ : state)
        benchmark::DoNotOptimize(detector->detect(photo(), 0.5f));
}

void locate(benchmark::State& state, const char* id) {
    setThreads(static_cast<int>(state.range(2)));
    const auto model = makeLandmarkModel(registry(), id, Device::kCpu, precisionOf(state));
    const std::vector<BoxPx> boxes(static_cast<std::size_t>(state.range(1)), BoxPx{400, 300, 200, 240});
    model->locate(photo(), boxes);
    for (auto _ : state)
        benchmark::DoNotOptimize(model->locate(photo(), boxes));
}

void describe(benchmark::State& state, const char* id) {
    setThreads(static_cast<int>(state.range(2)));
    const auto recogniser = makeRecogniser(registry(), id, Device::kCpu, precisionOf(state));
    const int side = recogniser->alignment() == Alignment::kDlib150 ? 150 : 112;
    cv::Mat face;
    cv::resize(photo(), face, {side, side});
    const std::vector<cv::Mat> faces(static_cast<std::size_t>(state.range(1)), face);
    recogniser->describe(faces);
    for (auto _ : state)
        benchmark::DoNotOptimize(recogniser->describe(faces));
}

/// One picture: detection, landmarks and a template of every face, with the weights of the peer.
void likeThePeer(benchmark::State& state) {
    setThreads(static_cast<int>(state.range(2)));
    const auto detector = makeDetector(registry(), "ssd_mobilenetv1", Device::kCpu, precisionOf(state));
    const auto model = makeLandmarkModel(registry(), "face_landmark_68", Device::kCpu, precisionOf(state));
    const auto recogniser = makeRecogniser(registry(), "resnet34", Device::kCpu, precisionOf(state));
    const auto run = [&] {
        std::vector<BoxPx> boxes;
        for (const auto& face : detector->detect(photo(), 0.5f))
            boxes.push_back(face.box);
        std::vector<cv::Mat> faces;
        for (const auto& points : model->locate(photo(), boxes))
            faces.push_back(alignDlib150(photo(), points));
        return recogniser->describe(faces);
    };
    state.counters["faces"] = static_cast<double>(run().size());
    for (auto _ : state)
        benchmark::DoNotOptimize(run());
}

void registerFor(const std::string& name, void (*function)(benchmark::State&, const char*), const char* id,
                 bool bf16, bool batches) {
    auto* bench = benchmark::RegisterBenchmark((name + "/" + id).c_str(), function, id);
    bench->ArgNames({"bf16", "batch", "threads"})->Unit(benchmark::kMillisecond)->UseRealTime();
    for (const int precision : bf16&& cpuHasBf16() ? std::vector<int>{0, 1} : std::vector<int>{0})
        for (const int batch : batches ? std::vector<int>{1, 8} : std::vector<int>{1})
            for (const int threads : {1, 2})
                bench->Args({precision, batch, threads});
}

}  // namespace

int main(int argc, char** argv) {
    try {
        photo();
    } catch (const Error& error) {
        std::cerr << error.what() << '\n';
        return EXIT_FAILURE;
    }
    registerFor("detect", detect, "ssd_mobilenetv1", true, false);
    registerFor("detect", detect, "blazeface", true, false);
    registerFor("detect", detect, "fr_detect", false, false);
    registerFor("locate", locate, "face_landmark_68", true, true);
    registerFor("locate", locate, "fr_landmark", false, true);
    registerFor("describe", describe, "resnet34", true, true);
    registerFor("describe", describe, "mobilefacenet", true, true);
    registerFor("describe", describe, "fr_feature", false, true);
    auto* whole = benchmark::RegisterBenchmark("picture/weights_of_the_peer", likeThePeer);
    whole->ArgNames({"bf16", "batch", "threads"})->Unit(benchmark::kMillisecond)->UseRealTime();
    for (const int precision : cpuHasBf16() ? std::vector<int>{0, 1} : std::vector<int>{0})
        for (const int threads : {1, 2})
            whole->Args({precision, 1, threads});
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
}
