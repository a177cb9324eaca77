#include "core/gan/projection/projector.h"

#include <torch/torch.h>

#include <fstream>

#include "core/base/error.h"
#include "core/gan/exchange/network_file.h"
#include "core/gan/synthesis/synthesiser.h"
#include "tests/support/places.h"

using namespace lineament;
using namespace lineament::gan;
namespace fs = std::filesystem;

namespace {

/// A generator with random weights is a fine target: what it makes itself it must be able to find again.
fs::path generatorFile(const fs::path& folder, const std::string& architecture, int labels = 0) {
    torch::manual_seed(3);
    const NetworkConfig config{architecture, 32, 16, 16, 2, 8, 16, labels, "box"};
    const auto generator = makeGenerator(config);
    torch::NoGradGuard noGrad;
    for (auto& item : generator->named_parameters()) {
        auto& weight = item.value();
        // Untrained, StyleGAN2 overshoots white and black, and the others make the same grey of every z.
        if (item.key().rfind("toRgb", 0) == 0 && item.key().find("conv.weight") != std::string::npos)
            weight.mul_(0.3);
        if (architecture != "stylegan2" && weight.dim() > 1)
            weight.normal_(0, std::sqrt(2.0 / weight[0].numel()));
    }
    NetworkFileInfo info{"generator", config, {}, {}};
    for (int i = 0; i < labels; ++i)
        info.labelNames.push_back(std::to_string(i));
    const auto file = folder / (architecture + ".safetensors");
    saveNetwork(*generator, info, file, false);
    return file;
}

Picture madeBy(const fs::path& file, std::uint64_t seed, std::optional<int> label = {}) {
    SynthesisOptions options;
    options.noise = false;
    options.label = label;
    return Synthesiser::load(file)->generate(std::span(&seed, 1), options).front();
}

ProjectionOptions quick(int steps = 150) {
    ProjectionOptions options;
    options.steps = steps;
    options.styleWeight = 1e-5;
    return options;
}

}  // namespace

TEST(Projector, FindsAgainWhatTheGeneratorMade) {
    test::TempFolder folder;
    const auto file = generatorFile(folder.path(), "stylegan2");
    const Picture photo = madeBy(file, 5);
    JobContext context;
    const auto projector = Projector::load(file);
    const auto found = projector->project(photo, quick(), context);
    EXPECT_LT(found.l2, 0.1 * found.startL2);
    EXPECT_FALSE(found.identitySimilarity.has_value());
    const auto again = projector->project(photo, quick(), context);
    EXPECT_EQ(again.latent.values, found.latent.values) << "the same seed gives the same latent";
    auto other = quick();
    other.seed = 2;
    EXPECT_NE(projector->project(photo, other, context).latent.values, found.latent.values);

    // The latent survives a file, and the synthesiser makes the same picture of it, in its own precision.
    saveLatent(found.latent, folder / "face.latent");
    const Latent loaded = loadLatent(folder / "face.latent");
    EXPECT_EQ(loaded.values, found.latent.values);
    EXPECT_EQ(loaded.network, found.latent.network);
    const auto synthesiser = Synthesiser::load(file);
    SynthesisOptions options;
    options.noise = false;
    const Picture rendered = synthesiser->render(loaded, options);
    double difference = 0;
    for (std::size_t i = 0; i < rendered.rgb.size(); ++i)
        difference += std::abs(rendered.rgb[i] - found.picture.rgb[i]);
    EXPECT_LT(difference / static_cast<double>(rendered.rgb.size()), 4);
    const auto directions = synthesiser->closedFormDirections(1);
    const std::vector<Edit> edits = {{&directions[0], 3, 0, -1}};
    EXPECT_NE(synthesiser->render(loaded, options, edits).rgb, rendered.rgb);
}

TEST(Projector, OneStyleForAllLayersStaysInW) {
    test::TempFolder folder;
    const auto file = generatorFile(folder.path(), "stylegan2");
    auto options = quick();
    options.perLayer = false;
    JobContext context;
    const auto found = Projector::load(file)->project(madeBy(file, 5), options, context);
    EXPECT_LT(found.l2, found.startL2);
    const auto size = static_cast<std::size_t>(found.latent.size);
    for (std::size_t i = size; i < found.latent.values.size(); ++i)
        ASSERT_EQ(found.latent.values[i], found.latent.values[i - size]);
}

TEST(Projector, PicksAClassAndTakesOneThatIsGiven) {
    test::TempFolder folder;
    const auto file = generatorFile(folder.path(), "stylegan2", 3);
    const Picture photo = madeBy(file, 5, 2);
    JobContext context;
    const auto projector = Projector::load(file);
    EXPECT_TRUE(projector->project(photo, quick(5), context).latent.label.has_value());
    auto options = quick(5);
    options.label = 1;
    const auto found = projector->project(photo, options, context);
    EXPECT_EQ(found.latent.label, 1);
    saveLatent(found.latent, folder / "face.latent");
    EXPECT_EQ(loadLatent(folder / "face.latent").label, 1);
    options.label = 3;
    EXPECT_THROW(projector->project(photo, options, context), Error);
}

TEST(Projector, SearchesZWhereThereIsNoW) {
    test::TempFolder folder;
    for (const auto* architecture : {"dcgan", "fastgan", "resnet"}) {
        const auto file = generatorFile(folder.path(), architecture);
        JobContext context;
        const auto found = Projector::load(file)->project(madeBy(file, 5), quick(), context);
        EXPECT_EQ(found.latent.layers, 1);
        EXPECT_EQ(found.latent.size, 16);
        EXPECT_LT(found.l2, 0.6 * found.startL2) << architecture;
        SynthesisOptions options;
        EXPECT_NO_THROW(Synthesiser::load(file)->render(found.latent, options));
    }
}

TEST(Projector, FeatureAndIdentityTermsPullTheirWay) {
    test::TempFolder folder;
    const auto file = generatorFile(folder.path(), "stylegan2");
    const Picture photo = madeBy(file, 5);
    torch::manual_seed(1);
    const auto map = torch::randn({3 * 8 * 8, 16});
    const Embedder embed = [&](const at::Tensor& x) {
        return torch::mm(torch::adaptive_avg_pool2d(x, {8, 8}).flatten(1), map);
    };
    auto options = quick(80);
    options.pixelWeight = 0;
    options.identity = embed;
    options.identityWeight = 1;
    JobContext context;
    const auto projector = Projector::load(file);
    EXPECT_GT(projector->project(photo, options, context).identitySimilarity.value(), 0.9);
    options.identity = {};
    options.features = embed;
    const auto found = projector->project(photo, options, context);
    EXPECT_LT(found.l2, found.startL2);
    options.features = {};
    EXPECT_THROW(projector->project(photo, options, context), Error) << "nothing is compared";
}

TEST(Projector, ReportsShowsPreviewsAndStopsWhenCancelled) {
    test::TempFolder folder;
    const auto file = generatorFile(folder.path(), "stylegan2");
    const Picture photo = madeBy(file, 5);
    std::stop_source stop;
    std::int64_t done = 0;
    JobContext context(stop.get_token(), [&](const Progress& progress) {
        EXPECT_GE(progress.done, done);
        done = progress.done;
        if (done == 20) stop.request_stop();
    });
    auto options = quick();
    std::vector<int> previews;
    options.previewEvery = 5;
    options.onPreview = [&](const Picture& picture, int step) {
        EXPECT_EQ(picture.width, 32);
        previews.push_back(step);
    };
    EXPECT_THROW(Projector::load(file)->project(photo, options, context), Cancelled);
    EXPECT_EQ(done, 20);
    EXPECT_EQ(previews, (std::vector<int>{5, 10, 15, 20}));
}

TEST(Projector, RefusesPhotosAndLatentsThatDoNotFit) {
    test::TempFolder folder;
    const auto file = generatorFile(folder.path(), "stylegan2");
    JobContext context;
    EXPECT_THROW(Projector::load(file)->project({16, 16, std::vector<std::uint8_t>(768)}, quick(), context),
                 Error);
    Latent latent = Synthesiser::load(file)->latent(1, {});
    latent.values.pop_back();
    EXPECT_THROW(Synthesiser::load(file)->render(latent, {}), Error);
    EXPECT_THROW(saveLatent(latent, folder / "bad.latent"), Error);
    EXPECT_THROW(loadLatent(file), Error) << "a generator is no latent";
    latent.values.push_back(std::numeric_limits<float>::infinity());
    saveLatent(latent, folder / "bad.latent");
    EXPECT_THROW(loadLatent(folder / "bad.latent"), Error);
}
