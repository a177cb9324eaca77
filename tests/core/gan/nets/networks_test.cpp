#include "core/gan/nets/networks.h"

#include <gtest/gtest.h>

using namespace lineament::gan;
using torch::Tensor;

namespace {

NetworkConfig small(const std::string& architecture, int resolution, int labels) {
    NetworkConfig config;
    config.architecture = architecture;
    config.resolution = resolution;
    config.latentDim = config.styleDim = 16;
    config.mappingLayers = 2;
    config.baseChannels = 8;
    config.maxChannels = 16;
    config.labels = labels;
    return config;
}

class Networks : public testing::TestWithParam<std::tuple<std::string, int, int>> {};

}  // namespace

TEST_P(Networks, MapLatentsToPicturesAndPicturesToScores) {
    const auto [architecture, resolution, labels] = GetParam();
    const auto config = small(architecture, resolution, labels);
    const auto generator = makeGenerator(config);
    const auto discriminator = makeDiscriminator(config);
    const Tensor classes = labels ? torch::tensor({0, 1, 2, 1}, torch::kInt64) : Tensor();
    const Tensor pictures =
        generator->forward(torch::randn({4, 16}), classes, Noise(at::detail::createCPUGenerator(1)));
    EXPECT_EQ(pictures.sizes(), (std::vector<std::int64_t>{4, 3, resolution, resolution}));
    EXPECT_EQ(pictures.scalar_type(), torch::kFloat32);
    const auto judged = discriminator->judge(pictures, classes, true);
    EXPECT_EQ(judged.score.sizes(), (std::vector<std::int64_t>{4}));
    EXPECT_TRUE(judged.score.isfinite().all().item<bool>());
    judged.score.sum().backward();
    for (const auto& item : generator->named_parameters())
        EXPECT_TRUE(item.value().grad().defined()) << item.key() << " gets no gradient";
}

TEST_P(Networks, AskForLabelsWhereTheyAreConditional) {
    const auto [architecture, resolution, labels] = GetParam();
    const auto generator = makeGenerator(small(architecture, resolution, labels));
    if (labels)
        EXPECT_ANY_THROW(generator->forward(torch::randn({2, 16}), {}, {}));
    else
        EXPECT_NO_THROW(generator->forward(torch::randn({2, 16}), {}, {}));
}

INSTANTIATE_TEST_SUITE_P(All, Networks,
                         testing::Combine(testing::ValuesIn(architectures()), testing::Values(32, 64),
                                          testing::Values(0, 3)),
                         [](const auto& info) {
                             return std::get<0>(info.param) + "_" + std::to_string(std::get<1>(info.param)) +
                                    (std::get<2>(info.param) ? "_conditional" : "");
                         });

TEST(StyleGan2, StylesActByLayerAndTheLabelChangesThem) {
    const auto generator = makeGenerator(small("stylegan2", 32, 2));
    torch::NoGradGuard noGrad;
    const Tensor z = torch::randn({1, 16});
    const Tensor first = generator->map(z, torch::tensor({0}, torch::kInt64)),
                 second = generator->map(z, torch::tensor({1}, torch::kInt64));
    EXPECT_GT((first - second).abs().max().item<float>(), 1e-4);
    Tensor mixed = first.clone();
    mixed.select(1, generator->layers() - 1).copy_(second.select(1, 0));
    EXPECT_GT((generator->synthesise(mixed, {}, {}) - generator->synthesise(first, {}, {}))
                  .abs()
                  .max()
                  .item<float>(),
              1e-6);
}

TEST(StyleGan2, ComputesInBf16CloseToFloat) {
    const auto generator = makeGenerator(small("stylegan2", 32, 0));
    torch::NoGradGuard noGrad;
    const Tensor z = torch::randn({4, 16});
    const Tensor exact = generator->forward(z, {}, {});
    generator->setComputeType(torch::kBFloat16);
    const Tensor rounded = generator->forward(z, {}, {});
    EXPECT_LT((exact - rounded).abs().mean().item<float>(), 0.05f * exact.abs().mean().item<float>() + 1e-3f);
}
