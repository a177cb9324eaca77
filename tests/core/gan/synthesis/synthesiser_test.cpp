#include "core/gan/synthesis/synthesiser.h"

#include <fstream>
#include <random>

#include "core/base/error.h"
#include "core/gan/synthesis/critic.h"
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

TEST_F(SynthesiserTest, APreviewIsWithinAFewGreyLevelsOfTheExactPicture) {
    const auto synthesiser = Synthesiser::load(model());
    for (std::uint64_t seed = 0; seed < 8; ++seed) {
        SynthesisOptions options;
        options.psi = 0.8;
        options.noiseSeed = seed;
        const auto latent = synthesiser->latent(seed, {});
        const auto exact = synthesiser->render(latent, options),
                   preview = synthesiser->preview(latent, options);
        ASSERT_EQ(preview.rgb.size(), exact.rgb.size());
        double sum = 0;
        int most = 0;
        for (std::size_t i = 0; i < exact.rgb.size(); ++i) {
            const int difference = std::abs(int(exact.rgb[i]) - int(preview.rgb[i]));
            sum += difference;
            most = std::max(most, difference);
        }
        EXPECT_LE(most, 8) << "grey levels of 255";
        EXPECT_LE(sum / static_cast<double>(exact.rgb.size()), 1);
    }
}

TEST_F(SynthesiserTest, ManyLatentsAreDrawnAsEachAlone) {
    const auto synthesiser = Synthesiser::load(model());
    const std::vector<Latent> latents = {synthesiser->latent(1, {}), synthesiser->latent(2, {})};
    const auto pictures = synthesiser->renderAll(latents, {});
    ASSERT_EQ(pictures.size(), 2u);
    EXPECT_EQ(pictures[0].rgb, synthesiser->render(latents[0], {}).rgb);
    EXPECT_EQ(pictures[1].rgb, synthesiser->render(latents[1], {}).rgb);
}

TEST_F(SynthesiserTest, NoiseOfALatentIsThatOfItsSeed) {
    const auto synthesiser = Synthesiser::load(model());
    const auto latent = synthesiser->latent(1, {});
    SynthesisOptions one, other;
    other.noiseSeed = 7;
    EXPECT_EQ(synthesiser->preview(latent, one).rgb, synthesiser->preview(latent, one).rgb);
    EXPECT_NE(synthesiser->preview(latent, one).rgb, synthesiser->preview(latent, other).rgb);
}

TEST_F(SynthesiserTest, ShowsWhatEachLayerMakesOfALatent) {
    const auto synthesiser = Synthesiser::load(model());
    const auto found = synthesiser->activations(synthesiser->latent(1, {}), {});
    ASSERT_EQ(static_cast<int>(found.size()), synthesiser->info().layers - 1);
    EXPECT_EQ(found.front().layer, "4 x 4, 1");
    EXPECT_EQ(found.back().width, 32);
    EXPECT_EQ(found.back().strength.size(), 32u * 32u);
    EXPECT_GT(found.back().strength[5], 0);
}

TEST_F(SynthesiserTest, TheMeanStyleOfAClassIsItsOwn) {
    const auto synthesiser = Synthesiser::load(model());
    EXPECT_EQ(synthesiser->meanStyle().size(), 16u);
    EXPECT_NE(synthesiser->meanStyleOf(0), synthesiser->meanStyleOf(1));
    EXPECT_EQ(synthesiser->meanStyleOf(0), synthesiser->meanStyleOf(0));
}

TEST_F(SynthesiserTest, TheCriticScoresPicturesOfAnySize) {
    const auto critic = Critic::load(*folder_ / "d.safetensors");
    Picture grey{50, 40, std::vector<std::uint8_t>(50 * 40 * 3, 128)}, white = grey;
    std::fill(white.rgb.begin(), white.rgb.end(), std::uint8_t{255});
    EXPECT_NE(critic->score(grey, 0), critic->score(white, 0));
    const double mean = (critic->score(grey, 0) + critic->score(grey, 1) + critic->score(grey, 2)) / 3;
    EXPECT_NEAR(critic->score(grey, {}), mean, 1e-4);
    EXPECT_THROW(critic->score(grey, 3), Error);
    EXPECT_THROW(Critic::load(model()), Error) << "a generator is no critic";
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
