#include "core/evaluate/likelihood.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "core/base/error.h"

using namespace lineament;

namespace {

/// Mated N(0.3, 0.1), non-mated N(0, 0.1): ln LR = (s - 0.15) * 30.
Likelihood known(int comparisons) {
    std::mt19937 random(1);
    std::normal_distribution<double> normal(0, 0.1);
    std::vector<double> mated, nonMated;
    for (int i = 0; i < comparisons; ++i) {
        mated.push_back(0.3 + normal(random));
        nonMated.push_back(normal(random));
    }
    return fitLikelihood(mated, nonMated);
}

}  // namespace

TEST(Likelihood, FindsTheRatioOfTwoNormals) {
    const auto likelihood = known(20000);
    EXPECT_NEAR(likelihood.log10At(0.15), 0, 0.05);
    EXPECT_NEAR(likelihood.log10At(0.25), 3 / std::log(10.0), 0.15);
    EXPECT_LT(likelihood.cllr, 0.4);
}

TEST(Likelihood, IsHeldWithinWhatTheComparisonsSupport) {
    const auto likelihood = known(100);
    EXPECT_NEAR(likelihood.log10At(1), 2, 1e-9);
    EXPECT_NEAR(likelihood.log10At(-1), -2, 1e-9);
}

TEST(Likelihood, TippettCurvesFallAndTheMatedLiesAbove) {
    const auto curves = tippett(known(1000));
    ASSERT_GT(curves.log10.size(), 20u);
    for (std::size_t i = 1; i < curves.log10.size(); ++i) {
        EXPECT_LE(curves.mated[i], curves.mated[i - 1]);
        EXPECT_LE(curves.nonMated[i], curves.nonMated[i - 1]);
        EXPECT_GE(curves.mated[i], curves.nonMated[i]);
    }
    EXPECT_EQ(curves.mated.front(), 1);
    EXPECT_EQ(curves.nonMated.back(), 0);
}

TEST(Likelihood, NeedsEnoughComparisons) {
    EXPECT_THROW(fitLikelihood(std::vector<double>(10, 1.0), std::vector<double>(1000, 0.0)), Error);
}
