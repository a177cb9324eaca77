// A run, or one rank of it, in a process of its own (see worker.h): rank_worker RUN_FOLDER ARCHITECTURE STEPS
// DIE_AT_IMAGES [resume] Says the error's sentence on standard error and exits with 2 if there is one.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>

#include "core/base/cpu.h"
#include "core/base/error.h"
#include "core/gan/training/train.h"

using namespace lineament;
using namespace lineament::gan;

namespace {

PictureSet noisySquares() {
    PictureSet set{32, {}, {}, {"a", "b"}, {}};
    std::mt19937 random(1);
    for (int i = 0; i < 24; ++i) {
        const auto base = random() % 128;
        for (int j = 0; j < 3 * 32 * 32; ++j)
            set.pixels.push_back(static_cast<std::uint8_t>(base + random() % 128));
        set.labels.push_back(i % 2);
    }
    return set;
}

TrainConfig configOf(const std::string& architecture, const char* optimiser) {
    TrainConfig config;
    config.network = {architecture, 32, 16, 16, 2, 4, 8, 2, "box"};
    config.loss.r1Every = 2;
    config.loss.featureMatchingWeight = 0.1;
    if (architecture == "stylegan2") {
        config.loss.pathLengthWeight = 1;
        config.loss.pathLengthEvery = 2;
    }
    config.augment.kind = "ada";
    config.augment.adaTarget = 0;
    config.augment.adaImages = 100;
    config.generator.kind = config.discriminator.kind = optimiser;
    config.generator.rate = config.discriminator.rate = 1e-2;
    config.run.batch = 8;
    config.run.images = 100'000'000;
    config.run.precision = "fp32";
    config.run.statisticsEvery = 16;
    config.run.snapshotEvery = 24;
    config.run.metricsEvery = 0;
    return config;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 5) return 1;
    cpu::oneThreadForBlas();
    const long dieAt = std::atol(argv[4]);
    JobContext context({}, [&](const Progress& progress) {
        if (dieAt > 0 && progress.done >= dieAt) std::raise(SIGKILL);
    });
    TrainOptions options;
    options.run = argv[1];
    options.maxSteps = std::atol(argv[3]);
    options.resume = argc > 5 && std::strcmp(argv[5], "resume") == 0;
    try {
        train(configOf(argv[2], "sgd"), noisySquares(), options, context);
    } catch (const Error& error) {
        std::fprintf(stderr, "%s: %s: %s\n", std::string(name(error.code())).c_str(), error.subject().c_str(),
                     error.detail().c_str());
        return 2;
    }
    return 0;
}
