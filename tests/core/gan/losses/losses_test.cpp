#include <gtest/gtest.h>

#include "core/gan/losses/adversarial.h"
#include "core/gan/losses/regularisers.h"

using namespace lineament::gan;
using torch::Tensor;

namespace {

/// D(x) = slope * sum of x: its gradient is `slope` at every pixel.
class LinearJudge final : public Discriminator {
  public:
    explicit LinearJudge(float slope) : Discriminator({}) {
        slope_ = register_parameter("slope", torch::full({}, slope));
    }
    Judgement judge(const Tensor& pictures, const Tensor&, bool) override {
        return {(pictures * slope_).sum({1, 2, 3}), {}, {}};
    }

  private:
    Tensor slope_;
};

}  // namespace

TEST(AdversarialLoss, HasTheValuesOfThePapersAtKnownScores) {
    const Tensor zero = torch::zeros({2}), two = torch::full({2}, 2.0f);
    const float log2 = std::log(2.0f);
    EXPECT_NEAR(discriminatorLoss(AdversarialLoss::kLogistic, zero, zero).item<float>(), 2 * log2, 1e-5);
    EXPECT_NEAR(generatorLoss(AdversarialLoss::kLogistic, zero).item<float>(), log2, 1e-5);
    EXPECT_NEAR(generatorLoss(AdversarialLoss::kMinimax, zero).item<float>(), -log2, 1e-5);
    EXPECT_NEAR(discriminatorLoss(AdversarialLoss::kLeastSquares, zero, two).item<float>(), 2.5, 1e-5);
    EXPECT_NEAR(discriminatorLoss(AdversarialLoss::kHinge, two, -two).item<float>(), 0, 1e-5);
    EXPECT_NEAR(discriminatorLoss(AdversarialLoss::kWasserstein, two, zero).item<float>(), -2, 1e-5);
}

TEST(AdversarialLoss, OfEveryKindRewardsTheRightSide) {
    for (const auto* name : {"logistic", "minimax", "least_squares", "hinge", "wgan_gp"}) {
        const auto loss = adversarialLossFromName(name);
        Tensor score = torch::zeros({1}).requires_grad_(true);
        const Tensor push = torch::autograd::grad({generatorLoss(loss, score)}, {score})[0];
        EXPECT_LT(push.item<float>(), 0) << name;
    }
    EXPECT_ANY_THROW(adversarialLossFromName("perceptual"));
}

TEST(Regularisers, R1IsTheSquaredNormOfALinearJudgesSlope) {
    LinearJudge judge(0.5f);
    EXPECT_NEAR(r1Penalty(judge, torch::randn({3, 3, 4, 4}), {}).item<float>(), 0.25 * 48, 1e-4);
}

TEST(Regularisers, GradientPenaltyIsZeroAtUnitSlope) {
    LinearJudge judge(1 / std::sqrt(48.0f));
    const Tensor penalty = gradientPenalty(judge, torch::randn({3, 3, 4, 4}), torch::randn({3, 3, 4, 4}), {},
                                           at::detail::createCPUGenerator(1));
    EXPECT_NEAR(penalty.item<float>(), 0, 1e-5);
}

TEST(Regularisers, ReconstructionComparesAtThePicturesSize) {
    const Tensor target = torch::ones({1, 3, 8, 8});
    EXPECT_NEAR(reconstructionLoss("l1", torch::zeros({1, 3, 4, 4}), target).item<float>(), 1, 1e-6);
    EXPECT_NEAR(reconstructionLoss("l2", torch::full({1, 3, 8, 8}, 3.0f), target).item<float>(), 4, 1e-6);
}

TEST(Regularisers, IdentityLossIsZeroForTheSameFaceAndTwoForItsOpposite) {
    const Embedder embed = [](const Tensor& x) { return x.flatten(1); };
    const Tensor x = torch::randn({2, 3, 4, 4});
    EXPECT_NEAR(identityLoss(embed, x, x).item<float>(), 0, 1e-5);
    EXPECT_NEAR(identityLoss(embed, x, -x).item<float>(), 2, 1e-5);
}
