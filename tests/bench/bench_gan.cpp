// Pictures a second of training (one step of D and one of G, R1 as configured) and of generation:
//   bench_gan --benchmark_filter='train.*faces-64'
// tests/bench/gan_against_peer.sh runs it beside the same pair of networks in eager Python torch.
#include <benchmark/benchmark.h>

#include <filesystem>
#include <iostream>
#include <random>

#include "core/base/error.h"
#include "core/gan/synthesis/synthesiser.h"
#include "core/gan/training/train.h"
#include "core/gan/training/trainer.h"
#include "core/inference/device.h"

using namespace lineament;
using namespace lineament::gan;

namespace {

TrainConfig preset(const std::string& name) {
    return loadConfig(std::filesystem::path(LINEAMENT_PRESETS) / (name + ".json"));
}

PictureSet noisePictures(const NetworkConfig& network) {
    PictureSet set;
    set.resolution = network.resolution;
    set.pixels.resize(256LL * network.resolution * network.resolution * 3);
    std::mt19937 random(1);
    for (auto& value : set.pixels)
        value = static_cast<std::uint8_t>(random());
    for (int i = 0; i < network.labels; ++i)
        set.labelNames.push_back(std::to_string(i));
    if (network.labels > 0)
        for (int i = 0; i < 256; ++i)
            set.labels.push_back(i % network.labels);
    return set;
}

void train(benchmark::State& state, const char* name, const char* precision) {
    TrainConfig config = preset(name);
    config.run.precision = precision;
    const auto set = noisePictures(config.network);
    Trainer trainer(config, set, torch::kCPU);
    trainer.step();
    for (auto _ : state)
        trainer.step();
    state.SetItemsProcessed(state.iterations() * config.run.batch);
}

void generate(benchmark::State& state, const char* name, const char* precision) {
    torch::NoGradGuard noGrad;
    const TrainConfig config = preset(name);
    auto generator = makeGenerator(config.network);
    generator->eval();
    generator->setComputeType(computeTypeFor(precision, torch::kCPU));
    const int batch = static_cast<int>(state.range(0));
    const auto labels = config.network.labels > 0 ? torch::zeros({batch}, torch::kInt64) : torch::Tensor();
    const Noise noise(at::detail::createCPUGenerator(1));
    for (auto _ : state)
        benchmark::DoNotOptimize(
            generator->forward(torch::randn({batch, config.network.latentDim}), labels, noise));
    state.SetItemsProcessed(state.iterations() * batch);
}

}  // namespace

// 64 iterations hold four of the R1 steps, which come every 16th.
BENCHMARK_CAPTURE(train, faces64_bf16, "faces-64", "auto")
    ->Iterations(64)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(train, faces64_fp32, "faces-64", "fp32")
    ->Iterations(16)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(train, dcgan64_bf16, "dcgan-64", "auto")
    ->Iterations(64)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(train, faces128_bf16, "faces-128", "auto")
    ->Iterations(16)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(generate, faces64_bf16, "faces-64", "auto")
    ->Arg(1)
    ->Arg(4)
    ->Arg(8)
    ->Arg(16)
    ->Arg(32)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();
BENCHMARK_CAPTURE(generate, faces128_bf16, "faces-128", "auto")
    ->Arg(1)
    ->Arg(32)
    ->Unit(benchmark::kMillisecond)
    ->UseRealTime();

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    setThreads(0);
    try {
        benchmark::RunSpecifiedBenchmarks();
    } catch (const Error& error) {
        std::cerr << "bench_gan: " << error.what() << '\n';
        return 1;
    }
    return 0;
}
