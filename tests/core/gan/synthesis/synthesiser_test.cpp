#include "core/gan/synthesis/synthesiser.h"

#include <fstream>
#include <random>

#include "core/base/error.h"
#include "core/gan/training/train.h"
#include "tests/support/places.h"

using namespace lineament;
using namespace lineament::gan;
namespace fs = std::filesystem;

namespace {

/// A generator file of a network trained for a few steps on noise.
class SynthesiserTest : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        folder_ = new test::TempFolder;
        TrainConfig config;
        config.network = {"stylegan2", 32, 16, 16, 2, 8, 16, 3, "box"};
        config.run.batch = 4;
        config.run.images = 16;
        config.run.sampleGrid = 4;
        config.augment.kind = "none";
        PictureSet data;
        data.resolution = 32;
        data.labelNames = {"a", "b", "c"};
        std::mt19937 random(1);
        for (int i = 0; i < 6; ++i) {
            data.labels.push_back(i % 3);
            for (int j = 0; j < 3 * 32 * 32; ++j)
                data.pixels.push_back(static_cast<std::uint8_t>(random()));
        }
        TrainOptions options;
        options.run = *folder_ / "run";
        JobContext context;
        const auto result = train(config, data, options, context);
        exportSnapshot(result.checkpoint, model(), *folder_ / "d.safetensors", true);
    }
    static void TearDownTestSuite() { delete folder_; }
    static fs::path model() { return *folder_ / "g.safetensors"; }
    static test::TempFolder* folder_;
};
test::TempFolder* SynthesiserTest::folder_ = nullptr;

}  // namespace

TEST_F(SynthesiserTest, GivesTheSamePixelsForASeedWhateverElseIsInTheBatch) {
    const auto synthesiser = Synthesiser::load(model());
    EXPECT_EQ(synthesiser->info().network.resolution, 32);
    EXPECT_EQ(synthesiser->info().labelNames.size(), 3u);
    const std::vector<std::uint64_t> many = {5, 6, 7}, one = {6};
    const auto batch = synthesiser->generate(many, {});
    EXPECT_EQ(batch[1].rgb, synthesiser->generate(one, {}).front().rgb);
    EXPECT_NE(batch[0].rgb, batch[1].rgb);
    EXPECT_EQ(Synthesiser::load(model())->generate(many, {})[2].rgb, batch[2].rgb);
}

TEST_F(SynthesiserTest, TruncationZeroGivesOneFaceWhateverTheSeed) {
    const auto synthesiser = Synthesiser::load(model());
    SynthesisOptions options;
    options.psi = 0;
    options.noise = false;
    options.label = 1;
    const std::vector<std::uint64_t> seeds = {1, 2};
    const auto pictures = synthesiser->generate(seeds, options);
    EXPECT_EQ(pictures[0].rgb, pictures[1].rgb);
}

TEST_F(SynthesiserTest, MixingAtTheEndsGivesOneOfTheTwo) {
    const auto synthesiser = Synthesiser::load(model());
    SynthesisOptions options;
    options.noise = false;
    options.label = 0;
    const std::vector<std::uint64_t> seeds = {1, 2};
    const auto both = synthesiser->generate(seeds, options);
    EXPECT_EQ(synthesiser->mix(1, 2, synthesiser->info().layers, options).rgb, both[0].rgb);
    EXPECT_EQ(synthesiser->mix(1, 2, 0, options).rgb, both[1].rgb);
    EXPECT_THROW(synthesiser->mix(1, 2, 99, options), Error);
}

TEST_F(SynthesiserTest, AWalkReturnsToItsStartAndCanBeCancelled) {
    const auto synthesiser = Synthesiser::load(model());
    const std::vector<std::uint64_t> seeds = {1, 2};
    std::vector<Picture> frames;
    JobContext context;
    synthesiser->walk(
        seeds, 8, {}, [&](const Picture& picture) { frames.push_back(picture); }, context);
    ASSERT_EQ(frames.size(), 8u);
    SynthesisOptions options;
    EXPECT_EQ(frames[0].rgb, synthesiser->generate(std::vector<std::uint64_t>{1}, options).front().rgb);
    std::stop_source stop;
    JobContext cancelled(stop.get_token());
    EXPECT_THROW(synthesiser->walk(
                     seeds, 8, {}, [&](const Picture&) { stop.request_stop(); }, cancelled),
                 Cancelled);
}

TEST_F(SynthesiserTest, DirectionsAreUnitVectorsAndMoveThePicture) {
    const auto synthesiser = Synthesiser::load(model());
    for (const auto& directions :
         {synthesiser->principalDirections(3, 200), synthesiser->closedFormDirections(3)}) {
        ASSERT_EQ(directions.size(), 3u);
        double norm = 0, dot = 0;
        for (std::size_t i = 0; i < directions[0].vector.size(); ++i) {
            norm += directions[0].vector[i] * directions[0].vector[i];
            dot += directions[0].vector[i] * directions[1].vector[i];
        }
        EXPECT_NEAR(norm, 1, 1e-4);
        EXPECT_NEAR(dot, 0, 1e-4);
        const std::vector<Edit> edits = {{&directions[0], 20, 0, -1}};
        EXPECT_NE(synthesiser->edit(1, edits, {}).rgb, synthesiser->edit(1, {}, {}).rgb);
    }
}

TEST_F(SynthesiserTest, AHostileOrTruncatedFileIsRefusedWithoutACrash) {
    std::ifstream file(model(), std::ios::binary);
    const std::string good((std::istreambuf_iterator<char>(file)), {});
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        std::string bad = good;
        if (round % 2)
            bad.resize(random() % bad.size());
        else
            for (int i = 0; i < 3; ++i)
                bad[random() % 2000] = static_cast<char>(random());
        std::ofstream(*folder_ / "bad.safetensors", std::ios::binary) << bad;
        try {
            Synthesiser::load(*folder_ / "bad.safetensors");
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::kModelInvalid) << error.what();
        }
    }
    EXPECT_THROW(Synthesiser::load(*folder_ / "d.safetensors"), Error);
}
