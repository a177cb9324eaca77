#include "core/pipelines/synthetic/generators.h"

#include <fstream>

#include "core/gan/training/train.h"
#include "tests/core/pipelines/synthetic/studio/studio_fixture.h"

using namespace lineament;
using namespace lineament::test;
namespace fs = std::filesystem;

namespace {

/// A run of two snapshots over noise.
void trainBriefly(const fs::path& folder) {
    gan::TrainConfig config;
    config.network = {"dcgan", 32, 8, 8, 2, 4, 8, 0, "box"};
    config.run.batch = 4;
    config.run.images = 8;
    config.run.snapshotEvery = 4;
    config.run.metricsEvery = 0;
    config.run.sampleGrid = 4;
    gan::PictureSet set;
    set.resolution = 32;
    for (int i = 0; i < 8 * 32 * 32 * 3; ++i)
        set.pixels.push_back(static_cast<std::uint8_t>(i * 2654435761u >> 24));
    gan::TrainOptions options;
    options.run = folder;
    JobContext context;
    gan::train(config, set, options, context);
}

std::vector<std::uint8_t> drawnBy(const std::string& name) {
    const OpenGenerator generator(*registry(), name, Device::kCpu);
    return generator.synthesiser().generate(std::vector<std::uint64_t>{3}, {}).front().rgb;
}

}  // namespace

TEST(OpenGenerator, TakesTheFolderOfARunAndAnyOfItsSnapshots) {
    const test::TempFolder folder;
    const auto run = folder / "run";
    trainBriefly(run);
    const auto early = (run / "snapshot-000000000004.ckpt").string(),
               late = (run / "snapshot-000000000008.ckpt").string();
    EXPECT_EQ(drawnBy(run.string()), drawnBy(late)) << "nothing was measured: the newest is taken";
    EXPECT_NE(drawnBy(early), drawnBy(late));
    EXPECT_EQ(drawnBy(early), drawnBy((run / "snapshot-000000000004-generator.safetensors").string()));
}

TEST(OpenGenerator, TakesASnapshotThatWasWrittenAnew) {
    const test::TempFolder folder;
    const auto run = folder / "run";
    trainBriefly(run);
    const auto early = run / "snapshot-000000000004.ckpt", late = run / "snapshot-000000000008.ckpt";
    const auto before = drawnBy(late.string());
    fs::copy_file(early, late, fs::copy_options::overwrite_existing);
    const auto after = drawnBy(late.string());
    EXPECT_NE(after, before);
    EXPECT_EQ(after, drawnBy(early.string()));
}

TEST(OpenGenerator, RefusesWhatIsNoGenerator) {
    const test::TempFolder folder;
    const auto written = [&](const char* name) {
        std::ofstream(folder / name) << "no network, though long enough to hold the length of a header";
        return (folder / name).string();
    };
    EXPECT_EQ(codeOf([&] { drawnBy(written("mine.safetensors")); }), ErrorCode::kModelInvalid);
    EXPECT_EQ(codeOf([&] { drawnBy(written("mine.ckpt")); }), ErrorCode::kUnreadable);
    EXPECT_EQ(codeOf([&] { drawnBy("nothing of that name"); }), ErrorCode::kInvalidArgument);
}
