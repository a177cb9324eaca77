#include <chrono>
#include <numeric>
#include <opencv2/imgproc.hpp>
#include <random>

#include "app/cli/bench/benchmarks.h"
#include "core/enhance/enhancer.h"
#include "core/enhance/restore/face_restorer.h"
#include "core/enhance/superres/esrgan.h"
#include "core/gan/training/train.h"
#include "core/pipelines/synthetic/studio/explorer.h"

namespace lineament::cli {
namespace {

using Figures = std::vector<Figure>;

cv::Mat facePicture(Workload& work, int side) {
    cv::Mat face;
    cv::resize(work.photos().front().bgr, face, {side, side}, 0, 0, cv::INTER_AREA);
    return face;
}

Figures generate(Workload& work, PeerFigures&) {
    const OpenGenerator generator(*work.run().registry(), "faces-64", work.run().computeDevice());
    constexpr int kBatch = 32, kBatches = 4;
    std::vector<std::uint64_t> seeds(kBatch * kBatches);
    std::iota(seeds.begin(), seeds.end(), 1);
    return {rate("generate_64", "images/s", kBatch * kBatches, work.job(),
                 [&] { generator.synthesiser().generate(seeds, {}); })};
}

/// As a slider of the Studio desk asks for it: every face is another one, none is kept.
Figures sliderPreview(Workload& work, PeerFigures&) {
    Explorer explorer(*work.run().registry(), "faces-64", work.run().computeDevice());
    explorer.directions(work.job());
    constexpr int kMoves = 20;
    FaceRecipe recipe;
    double amount = 0;
    return {timed("slider_preview", kMoves, work.job(), [&] {
        for (int i = 0; i < kMoves; ++i) {
            recipe.setEdit({"age", amount += 0.01});
            explorer.picture(recipe, {}, false);
        }
    })};
}

/// The preset of 64 px on noise: a step of D and of G, every sixteenth with R1.
Figures train(Workload& work, PeerFigures&) {
    constexpr int kR1Every = 16, kWarmUp = 4, kRounds = 2;
    gan::TrainConfig config;
    config.network.labels = 12;
    config.loss.r1Every = kR1Every;
    config.run.metricsEvery = 0;
    config.run.snapshotEvery = config.run.statisticsEvery = config.run.images;
    gan::PictureSet set;
    set.resolution = config.network.resolution;
    constexpr std::size_t kPictures = 256;
    std::mt19937 random(1);
    set.pixels.resize(kPictures * static_cast<std::size_t>(set.resolution * set.resolution * 3));
    for (auto& value : set.pixels)
        value = static_cast<std::uint8_t>(random());
    for (int i = 0; i < config.network.labels; ++i)
        set.labelNames.push_back(std::to_string(i));
    for (std::size_t i = 0; i < kPictures; ++i)
        set.labels.push_back(static_cast<std::int32_t>(i) % config.network.labels);
    using Clock = std::chrono::steady_clock;
    std::vector<Clock::time_point> steps;
    gan::TrainOptions options;
    options.run = work.folder() / "train";
    options.maxSteps = kWarmUp + kRounds * kR1Every + 1;
    options.cuda = work.run().computeDevice() == Device::kCuda;
    options.beforeStep = [&] { steps.push_back(Clock::now()); };
    gan::train(config, set, options, work.job());
    const std::chrono::duration<double> spent = steps.back() - steps[kWarmUp];
    const double images = static_cast<double>(steps.size() - 1 - kWarmUp) * config.run.batch;
    return {{"train_64", "images/s", images / spent.count(), static_cast<int>(steps.size()) - 1 - kWarmUp}};
}

Figures restore(Workload& work, PeerFigures&) {
    const enhance::FaceRestorer restorer(work.run().registry(), work.run().computeDevice(), Precision::kAuto);
    const std::vector<cv::Mat> faces(16, facePicture(work, 128));
    return {rate("restore", "faces/s", static_cast<int>(faces.size()), work.job(),
                 [&] { restorer.restore(faces, 0); })};
}

Figures videoChain(Workload& work, PeerFigures&) {
    const enhance::Enhancer chain(work.run().registry(), work.run().computeDevice(), Precision::kAuto,
                                  enhance::parseChain("denoise,light"));
    cv::Mat frame;
    cv::resize(work.photos().front().bgr, frame, {640, 360}, 0, 0, cv::INTER_AREA);
    enhance::FrameMemory memory;
    constexpr int kFrames = 5;
    return {rate("video_chain", "frames/s", kFrames, work.job(), [&] {
        for (int i = 0; i < kFrames; ++i)
            chain.run(frame, {}, work.job(), &memory);
    })};
}

Figures superres(Workload& work, PeerFigures&) {
    const enhance::Esrgan network(work.run().registry(), "esrgan-medium-x4", work.run().computeDevice(),
                                  Precision::kAuto);
    const auto small = facePicture(work, 32), large = facePicture(work, 128);
    return {timed("superres_32", 1, work.job(), [&] { network.enlarge(small, work.job()); }),
            timed("superres_128", 1, work.job(), [&] { network.enlarge(large, work.job()); })};
}

}  // namespace

void addMaking(std::vector<Benchmark>& all) {
    all.insert(all.end(), {{"generate_64", generate},
                           {"slider_preview", sliderPreview},
                           {"train_64", train},
                           {"restore", restore},
                           {"video_chain", videoChain},
                           {"superres", superres}});
}

}  // namespace lineament::cli
