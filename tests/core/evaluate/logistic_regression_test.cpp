#include "core/evaluate/logistic_regression.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "core/base/error.h"

using namespace lineament;

TEST(LogisticRegression, FindsTheMeasureThatSeparatesAndLeavesTheOtherAlone) {
    std::mt19937 random(1);
    std::normal_distribution<double> normal;
    std::vector<LabelledMeasures> examples;
    for (int i = 0; i < 600; ++i) {
        const bool yes = i % 2;
        examples.push_back({{100 + 5 * normal(random) + (yes ? 10 : 0), normal(random)}, yes});
    }
    const auto model = fitLogistic(examples, 1);
    EXPECT_GT(model.weights[0], 5 * std::abs(model.weights[1]));
    EXPECT_GT(model.logOdds({112, 0}), 0);
    EXPECT_LT(model.logOdds({98, 0}), 0);
}

TEST(LogisticRegression, GivesTheTrueOddsOfTwoNormals) {
    // Equal variances: the log odds are linear, (x - middle) * distance / variance.
    std::mt19937 random(2);
    std::normal_distribution<double> normal;
    std::vector<LabelledMeasures> examples;
    for (int i = 0; i < 20000; ++i) {
        const bool yes = i % 4 == 0;  // classes of unequal size weigh the same
        examples.push_back({{normal(random) + (yes ? 2 : 0)}, yes});
    }
    const auto model = fitLogistic(examples, 0.01);
    EXPECT_NEAR(model.logOdds({1}), 0, 0.1);
    EXPECT_NEAR(model.logOdds({2}) - model.logOdds({1}), 2, 0.15);
}

TEST(LogisticRegression, NeedsBothClassesAndEquallyManyMeasures) {
    EXPECT_THROW(fitLogistic({{{1}, true}, {{2}, true}}), Error);
    EXPECT_THROW(fitLogistic({{{1}, true}, {{2, 3}, false}}), Error);
    EXPECT_THROW(LogisticModel().logOdds({1}), Error);
}
