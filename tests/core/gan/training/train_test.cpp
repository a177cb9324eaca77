#include "core/gan/training/train.h"

#include <fstream>
#include <random>

#include "core/base/error.h"
#include "core/base/hash.h"
#include "tests/support/places.h"

using namespace lineament;
using namespace lineament::gan;
namespace fs = std::filesystem;

namespace {

TrainConfig tiny() {
    TrainConfig config;
    config.network = {"stylegan2", 32, 16, 16, 2, 4, 8, 0, "box"};
    config.loss.r1Every = 4;
    config.run.batch = 4;
    config.run.images = 80;
    config.run.statisticsEvery = 16;
    config.run.snapshotEvery = 40;
    config.run.metricsEvery = 0;
    config.run.sampleGrid = 4;
    return config;
}

PictureSet discs(int count, int labels = 0) {
    PictureSet set;
    set.resolution = 32;
    std::mt19937 random(1);
    for (int i = 0; i < count; ++i) {
        const int cx = 10 + random() % 12, cy = 10 + random() % 12, colour = random() % 200;
        for (int y = 0; y < 32; ++y)
            for (int x = 0; x < 32; ++x)
                for (int c = 0; c < 3; ++c)
                    set.pixels.push_back((x - cx) * (x - cx) + (y - cy) * (y - cy) < 64
                                             ? static_cast<std::uint8_t>(colour + 20 * c)
                                             : 230);
        if (labels) set.labels.push_back(i % labels);
    }
    for (int i = 0; i < labels; ++i)
        set.labelNames.push_back(std::to_string(i));
    return set;
}

TrainResult run(const TrainConfig& config, const PictureSet& data, const fs::path& folder,
                bool resume = false, std::int64_t maxSteps = 0) {
    TrainOptions options;
    options.run = folder;
    options.resume = resume;
    options.maxSteps = maxSteps;
    JobContext context;
    return train(config, data, options, context);
}

std::vector<nlohmann::json> statisticsOf(const fs::path& folder) {
    std::ifstream file(folder / "stats.jsonl");
    std::vector<nlohmann::json> lines;
    for (std::string line; std::getline(file, line);)
        lines.push_back(nlohmann::json::parse(line));
    return lines;
}

class EveryChoice : public testing::TestWithParam<std::tuple<std::string, std::string, std::string>> {};

}  // namespace

TEST_P(EveryChoice, TrainsWithFiniteLossesAndReloads) {
    const auto [architecture, loss, optimiser] = GetParam();
    TrainConfig config = tiny();
    config.network.architecture = architecture;
    config.loss.adversarial = loss;
    config.loss.featureMatchingWeight = 0.1;
    config.loss.r1Every = 16;
    config.generator.kind = config.discriminator.kind = optimiser;
    config.generator.rate = config.discriminator.rate = optimiser == "sgd" ? 1e-3 : 2e-4;
    config.run.stopOnCollapse = false;
    test::TempFolder folder;
    const auto data = discs(16);
    const auto result = run(config, data, folder.path(), false, 20);
    EXPECT_EQ(result.step, 20);
    for (const auto& line : statisticsOf(folder.path()))
        for (const auto& [name, value] : line.items())
            EXPECT_TRUE(value.is_number()) << name;  // NaN is written as null
    config.run.images += 4;
    EXPECT_EQ(run(config, data, folder.path(), true, 1).step, 21);
}

INSTANTIATE_TEST_SUITE_P(All, EveryChoice,
                         testing::Combine(testing::Values("stylegan2", "fastgan", "resnet", "dcgan"),
                                          testing::Values("logistic", "minimax", "least_squares", "hinge",
                                                          "wgan_gp"),
                                          testing::Values("adam", "adamw", "muon", "rmsprop", "sgd")),
                         [](const auto& info) {
                             return std::get<0>(info.param) + "_" + std::get<1>(info.param) + "_" +
                                    std::get<2>(info.param);
                         });

TEST(Training, FromAPackedSetEqualsTrainingFromTheFilesItWasMadeOf) {
    test::TempFolder folder;
    const auto drawn = discs(8);
    fs::create_directories(folder / "set");
    for (std::int64_t i = 0; i < drawn.size(); ++i) {
        const auto rgb = drawn.picture(i).rgb;
        std::ofstream(folder / "set" / (std::to_string(i) + ".png"), std::ios::binary)
            .write(reinterpret_cast<const char*>(rgb.data()), static_cast<std::streamsize>(rgb.size()));
    }
    const auto decode = [](std::span<const std::byte> bytes, const std::string&) {
        const auto* start = reinterpret_cast<const std::uint8_t*>(bytes.data());
        return Picture{32, 32, {start, start + bytes.size()}};
    };
    JobContext context;
    const auto files = loadPictureSet(folder / "set", 32, decode, context);
    savePacked(files, folder / "set.pack");
    const auto a = run(tiny(), files, folder / "of-files", false, 3);
    const auto b =
        run(tiny(), loadPictureSet(folder / "set.pack", 32, {}, context), folder / "of-pack", false, 3);
    exportSnapshot(a.checkpoint, folder / "a", folder / "ad", false);
    exportSnapshot(b.checkpoint, folder / "b", folder / "bd", false);
    EXPECT_EQ(sha256File(folder / "a"), sha256File(folder / "b"));
    EXPECT_EQ(sha256File(folder / "ad"), sha256File(folder / "bd"));
}

TEST(Training, ResumedEqualsUninterruptedBitForBit) {
    for (const auto* kind : {"ada", "diffaugment"}) {
        test::TempFolder folder;
        TrainConfig config = tiny();
        config.network.labels = 3;
        config.augment.kind = kind;
        config.loss.pathLengthWeight = 1;
        config.loss.pathLengthEvery = 2;
        const auto data = discs(10, 3);
        const auto whole = run(config, data, folder / "whole");
        run(config, data, folder / "parts", false, 7);
        run(config, data, folder / "parts", true, 6);
        const auto parts = run(config, data, folder / "parts", true);
        EXPECT_EQ(parts.step, whole.step);
        exportSnapshot(whole.checkpoint, folder / "a", folder / "ad", false);
        exportSnapshot(parts.checkpoint, folder / "b", folder / "bd", false);
        EXPECT_EQ(sha256File(folder / "a"), sha256File(folder / "b")) << kind;
        EXPECT_EQ(sha256File(folder / "ad"), sha256File(folder / "bd")) << kind;
    }
}

TEST(Training, LearnsToFoolAWeakJudgeOnOneBatch) {
    test::TempFolder folder;
    TrainConfig config = tiny();
    config.network.baseChannels = 8;
    config.network.maxChannels = 32;
    config.augment = {false, "none"};
    config.run.images = 1600;
    config.run.statisticsEvery = 1600;
    run(config, discs(4), folder.path());
    const auto lines = statisticsOf(folder.path());
    // Real and fake scores must have come apart from where a judge that learns nothing leaves them.
    EXPECT_GT(lines.back()["score/real"].get<double>(), lines.back()["score/fake"].get<double>());
}

TEST(Training, GoesOnFromTheSnapshotBeforeADamagedOne) {
    test::TempFolder folder;
    TrainConfig config = tiny();
    const auto data = discs(8);
    run(config, data, folder.path());
    std::vector<fs::path> snapshots;
    for (const auto& entry : fs::directory_iterator(folder.path()))
        if (entry.path().extension() == ".ckpt") snapshots.push_back(entry.path());
    std::sort(snapshots.rbegin(), snapshots.rend());
    ASSERT_GE(snapshots.size(), 2u);
    fs::resize_file(snapshots[0], fs::file_size(snapshots[0]) / 2);
    config.run.images = 120;
    EXPECT_EQ(run(config, data, folder.path(), true).images, 120);
}

TEST(Training, AResumedRunHasEachStatisticOnce) {
    test::TempFolder folder;
    TrainConfig config = tiny();
    config.run.statisticsEvery = 8;
    const auto data = discs(8);
    const auto images = run(config, data, folder.path(), false, 7).images;
    // As a full disk leaves it: later than the last snapshot, and cut off.
    std::ofstream(folder / "stats.jsonl", std::ios::app)
        << "{\"step\":9,\"images\":" << images + 8 << "}\n{\"step\":11,\"ima";
    run(config, data, folder.path(), true);
    double last = 0;
    for (const auto& line : statisticsOf(folder.path())) {
        ASSERT_TRUE(line.is_object());
        EXPECT_GT(line["images"].get<double>(), last);
        last = line["images"].get<double>();
    }
    EXPECT_GT(last, static_cast<double>(images));
}

TEST(Training, WritesACheckpointBeforeItObeysACancel) {
    test::TempFolder folder;
    std::stop_source stop;
    JobContext context(stop.get_token(), [&](const Progress& progress) {
        if (progress.done >= 12) stop.request_stop();
    });
    TrainOptions options;
    options.run = folder.path();
    EXPECT_THROW(train(tiny(), discs(8), options, context), Cancelled);
    EXPECT_TRUE(fs::exists(folder / "snapshot-000000000012.ckpt"));
}

TEST(Training, RefusesDataThatDoNotFit) {
    test::TempFolder folder;
    const auto codeOf = [&](TrainConfig config, const PictureSet& data) {
        try {
            run(config, data, folder / "run");
        } catch (const Error& error) {
            return error.subject();
        }
        return std::string("nothing");
    };
    TrainConfig labelled = tiny();
    labelled.network.labels = 5;
    EXPECT_EQ(codeOf(labelled, discs(8, 2)), "network.labels");
    EXPECT_EQ(codeOf(tiny(), discs(1)), "data");
    TrainConfig larger = tiny();
    larger.network.resolution = 64;
    EXPECT_EQ(codeOf(larger, discs(8)), "data");
    run(tiny(), discs(8), folder / "taken", false, 1);
    EXPECT_THROW(run(tiny(), discs(8), folder / "taken", false, 1), Error) << "a run is never overwritten";
}

TEST(Training, StopsWithTheReasonWhenNumbersAreLost) {
    test::TempFolder folder;
    TrainConfig config = tiny();
    config.generator.kind = config.discriminator.kind = "sgd";
    config.generator.rate = config.discriminator.rate = 1;
    config.loss.adversarial = "least_squares";
    config.run.images = 4000;
    const auto result = run(config, discs(8), folder.path());
    EXPECT_NE(result.stoppedBecause, "done");
    EXPECT_LT(result.images, 4000);
}
