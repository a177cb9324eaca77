#include "core/gan/metrics/set_distance.h"

#include <gtest/gtest.h>

#include <random>

using namespace lineament::gan;

namespace {

FeatureSet normal(int count, int dimension, double mean, double deviation, unsigned seed) {
    std::mt19937 random(seed);
    std::normal_distribution<float> draw(static_cast<float>(mean), static_cast<float>(deviation));
    FeatureSet set(count, std::vector<float>(dimension));
    for (auto& row : set)
        for (auto& value : row)
            value = draw(random);
    return set;
}

}  // namespace

TEST(FrechetFaceDistance, IsZeroForTheSameSetAndKnownForShiftedGaussians) {
    const auto a = normal(40000, 4, 0, 1, 1);
    EXPECT_NEAR(frechetFaceDistance(a, a), 0, 1e-6);
    // |mean|^2 = 4 x 0.25, variances 1 and 4: 4 x (1 + 4 - 2 x 2) = 4; times 1000.
    EXPECT_NEAR(frechetFaceDistance(a, normal(40000, 4, 0.5, 2, 2)), 5000, 150);
}

TEST(FrechetFaceDistance, RefusesSetsThatCannotBeCompared) {
    EXPECT_ANY_THROW(frechetFaceDistance(normal(1, 4, 0, 1, 1), normal(9, 4, 0, 1, 2)));
    EXPECT_ANY_THROW(frechetFaceDistance(normal(9, 3, 0, 1, 1), normal(9, 4, 0, 1, 2)));
}

TEST(KernelFaceDistance, IsAboutZeroForOneDistributionAndGrowsWithTheShift) {
    const auto a = normal(1500, 4, 0, 1, 1);
    const double same = kernelFaceDistance(a, normal(1500, 4, 0, 1, 2)),
                 shifted = kernelFaceDistance(a, normal(1500, 4, 1, 1, 3));
    EXPECT_LT(std::abs(same), 0.1 * shifted);
}

TEST(PrecisionRecall, SeeACollapsedGeneratorAsPreciseWithoutRecall) {
    const auto real = normal(600, 2, 0, 1, 1);
    const auto good = precisionRecall(real, normal(600, 2, 0, 1, 2));
    EXPECT_GT(good.precision, 0.85);
    EXPECT_GT(good.recall, 0.85);
    const auto collapsed = precisionRecall(real, normal(600, 2, 0, 0.02, 3));
    EXPECT_GT(collapsed.precision, 0.85);
    EXPECT_LT(collapsed.recall, 0.3);
    EXPECT_LT(precisionRecall(real, normal(600, 2, 9, 1, 4)).precision, 0.05);
}

TEST(NearestReferences, FindsTheFaceThatWasCopied) {
    const FeatureSet references = {{1, 0}, {0, 1}, {0.6f, 0.8f}};
    const auto nearest = nearestReferences({{0, 1}, {0.6f, 0.8f}}, references);
    EXPECT_EQ(nearest[0].reference, 1);
    EXPECT_EQ(nearest[1].reference, 2);
    EXPECT_NEAR(nearest[1].similarity, 1, 1e-6);
}
