#include "core/gan/training/augment.h"

#include <gtest/gtest.h>

using namespace lineament::gan;
using torch::Tensor;

TEST(Augment, OfProbabilityZeroChangesNothing) {
    const Tensor x = torch::randn({4, 3, 32, 32});
    EXPECT_TRUE(torch::equal(augment(x, {}, 0, at::detail::createCPUGenerator(1)), x));
}

TEST(Augment, ShiftsByAtMostAnEighth) {
    AugmentConfig config;
    config.colour = config.cutout = false;
    Tensor x = torch::zeros({64, 1, 32, 32});
    x.select(2, 16).select(2, 16).fill_(1);
    const Tensor moved = augment(x, config, 1, at::detail::createCPUGenerator(2));
    EXPECT_EQ(moved.sum().item<float>(), 64);
    EXPECT_EQ(moved.narrow(2, 12, 9).narrow(3, 12, 9).sum().item<float>(), 64);
    EXPECT_LT((moved * x).sum().item<float>(), 20);
}

TEST(Augment, CutsASquareOfHalfTheSide) {
    AugmentConfig config;
    config.colour = config.translation = false;
    const Tensor cut = augment(torch::ones({16, 3, 32, 32}), config, 1, at::detail::createCPUGenerator(3));
    for (int i = 0; i < 16; ++i) {
        const float holes = 32 * 32 - cut[i][0].sum().item<float>();
        EXPECT_GT(holes, 0);
        EXPECT_LE(holes, 15 * 15);
    }
}

TEST(Augment, LetsTheGradientThrough) {
    const Tensor x = torch::randn({4, 3, 32, 32}).requires_grad_(true);
    augment(x, {}, 1, at::detail::createCPUGenerator(4)).square().sum().backward();
    EXPECT_GT(x.grad().abs().sum().item<float>(), 0);
}

TEST(AdaController, RaisesProbabilityWhileDIsTooSureAndLowersItAgain) {
    AdaController ada(0.6, 1000);
    ada.observe(torch::ones({100}));
    EXPECT_NEAR(ada.step(100), 0.1, 1e-9);
    ada.observe(-torch::ones({100}));
    EXPECT_NEAR(ada.step(50), 0.05, 1e-9);
    for (int i = 0; i < 100; ++i) {
        ada.observe(torch::ones({10}));
        ada.step(100);
    }
    EXPECT_EQ(ada.probability(), 1);
}
