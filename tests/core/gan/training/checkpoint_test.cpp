#include "core/gan/training/checkpoint.h"

#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <random>
#include <thread>

#include "core/base/error.h"
#include "core/gan/training/train.h"
#include "core/gan/training/trainer.h"
#include "tests/core/gan/training/worker.h"
#include "tests/support/full_disk.h"
#include "tests/support/places.h"

using namespace lineament;
using namespace lineament::gan;
namespace fs = std::filesystem;

namespace {

TrainConfig tiny() {
    TrainConfig config;
    config.network = {"stylegan2", 32, 16, 16, 2, 4, 8, 0, "box"};
    config.run.batch = 4;
    config.run.images = 96;
    config.run.snapshotEvery = 40;
    config.run.metricsEvery = 0;
    return config;
}

PictureSet noise() {
    PictureSet set{32, {}, {}, {}, {}};
    std::mt19937 random(1);
    for (int i = 0; i < 8 * 3 * 32 * 32; ++i)
        set.pixels.push_back(static_cast<std::uint8_t>(random()));
    return set;
}

std::vector<fs::path> partialFiles(const fs::path& folder) {
    std::vector<fs::path> found;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".partial") found.push_back(entry.path());
    return found;
}

}  // namespace

TEST(Checkpoint, KeepsTheSignsThatAdaHasObservedSinceItsLastStep) {
    test::TempFolder folder;
    TrainConfig config = tiny();
    config.augment.kind = "ada";
    const auto data = noise();
    Trainer whole(config, data, torch::kCPU), resumed(config, data, torch::kCPU);
    for (int i = 0; i < 3; ++i)
        whole.step();  // the controller steps at every fourth
    ASSERT_EQ(whole.state().ada.count, 3 * config.run.batch);
    saveCheckpoint(whole.state(), folder / "x.ckpt");
    loadCheckpoint(resumed.state(), folder / "x.ckpt");
    EXPECT_EQ(resumed.state().ada.count, whole.state().ada.count);
    EXPECT_EQ(resumed.state().ada.sum, whole.state().ada.sum);
    EXPECT_EQ(resumed.state().ada.probability, whole.state().ada.probability);
}

TEST(Checkpoint, AFullDiskEndsTheRunAndLeavesTheSnapshotBefore) {
    test::TempFolder folder;
    std::optional<test::FullDisk> full;
    JobContext context({}, [&](const Progress& progress) {
        if (progress.done >= 60 && !full) full.emplace(20'000);
    });
    TrainOptions options;
    options.run = folder / "run";
    try {
        train(tiny(), noise(), options, context);
        ADD_FAILURE() << "the run ended as if nothing had been";
    } catch (const Error& error) {
        EXPECT_TRUE(error.code() == ErrorCode::kDiskFull || error.code() == ErrorCode::kUnwritable)
            << error.what();
        EXPECT_EQ(error.detail().find('\n'), std::string::npos);
    }
    full.reset();
    EXPECT_TRUE(partialFiles(folder / "run").empty());
    ASSERT_EQ(snapshotsOf(folder / "run").size(), 1u);
    EXPECT_NO_THROW(readNetworks(snapshotsOf(folder / "run").front()));
    options.resume = true;
    JobContext again;
    EXPECT_EQ(train(tiny(), noise(), options, again).images, 96);
}

TEST(Checkpoint, AKillAtAnyMomentLeavesWholeSnapshots) {
    test::TempFolder folder;
    test::Worker worker{folder / "run"};
    worker.steps = 1'000'000;
    std::mt19937 random(5);
    std::int64_t images = 0;
    for (int round = 0; round < 6; ++round) {
        const pid_t child = test::start(worker);
        // It must get as far as a new snapshot, or it would not be one that is written when it dies.
        const auto newest = [&] {
            return snapshotsOf(folder / "run").empty() ? fs::path() : snapshotsOf(folder / "run").front();
        };
        const auto before = newest();
        const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(30);
        while (newest() == before && std::chrono::steady_clock::now() < patience)
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        std::this_thread::sleep_for(std::chrono::milliseconds(random() % 150));
        ::kill(child, SIGKILL);
        EXPECT_EQ(test::endOf(child), -SIGKILL);
        const auto snapshots = snapshotsOf(folder / "run");
        ASSERT_FALSE(snapshots.empty());
        for (const auto& snapshot : snapshots)
            EXPECT_NO_THROW(readNetworks(snapshot)) << snapshot;
        const auto reached = std::stoll(snapshots.front().stem().string().substr(9));
        EXPECT_GT(reached, images) << "it went on from where it was";
        images = reached;
        worker.resume = true;
    }
    EXPECT_LE(partialFiles(folder / "run").size(), 1u)
        << "the next run removes what the one before left half written";
}
