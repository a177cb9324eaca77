#include "core/evaluate/verification_curve.h"

#include <cmath>
#include <random>

#include "core/base/error.h"
#include "tests/support/places.h"

using namespace lineament;

namespace {

/// Two normal distributions of unit variance whose means lie `distance` apart.
std::vector<Score> normalScores(int each, double distance, int folds) {
    std::mt19937 random(7);
    std::normal_distribution<double> normal;
    std::vector<Score> scores;
    for (int i = 0; i < each; ++i) {
        scores.push_back({static_cast<float>(normal(random) + distance), true, i % folds});
        scores.push_back({static_cast<float>(normal(random)), false, i % folds});
    }
    return scores;
}

double normalCdf(double x) {
    return 0.5 * std::erfc(-x / std::sqrt(2.0));
}

}  // namespace

TEST(VerificationCurve, SeparatedClassesMakeNoErrors) {
    const std::vector<Score> scores = {{0.9f, true, 0}, {0.8f, true, 1}, {0.1f, false, 0}, {0.2f, false, 1}};
    const auto figures = verificationFigures(scores);
    EXPECT_EQ(figures.accuracy, 1);
    EXPECT_EQ(figures.accuracyStd, 0);
    EXPECT_EQ(figures.auc, 1);
    EXPECT_EQ(figures.eer, 0);
    EXPECT_EQ(figures.tar.at(0.01), 1);
    EXPECT_GT(figures.threshold, 0.2);
    EXPECT_LE(figures.threshold, 0.8);
    EXPECT_EQ(figures.mated, 2);
    EXPECT_EQ(figures.nonMated, 2);
}

TEST(VerificationCurve, AgreesWithTheClosedFormOfTwoNormalDistributions) {
    const double distance = 3;
    const auto figures = verificationFigures(normalScores(50'000, distance, 10));
    EXPECT_NEAR(figures.eer, normalCdf(-distance / 2), 0.002);
    EXPECT_NEAR(figures.accuracy, normalCdf(distance / 2), 0.002);
    EXPECT_NEAR(figures.auc, normalCdf(distance / std::sqrt(2.0)), 0.001);
    EXPECT_NEAR(figures.tar.at(0.01), normalCdf(distance - 2.3263), 0.01);
    EXPECT_NEAR(figures.tar.at(0.001), normalCdf(distance - 3.0902), 0.02);
    EXPECT_NEAR(figures.threshold, distance / 2, 0.1);
}

TEST(VerificationCurve, TakesEachFoldsThresholdFromTheOtherFolds) {
    // Fold 1 lies lower throughout: the threshold of fold 0 rejects its mated pairs, and the other way round.
    const std::vector<Score> scores = {{0.9f, true, 0}, {0.7f, false, 0}, {0.5f, true, 1}, {0.3f, false, 1}};
    EXPECT_DOUBLE_EQ(verificationFigures(scores).accuracy, 0.5);
    EXPECT_DOUBLE_EQ(verificationFigures(scores).accuracyStd, 0);
}

TEST(VerificationCurve, DetFallsMonotonouslyFromEverythingToNothing) {
    const auto figures = verificationFigures(normalScores(20'000, 2, 1));
    ASSERT_GT(figures.det.size(), 50u);
    ASSERT_LE(figures.det.size(), 200u);
    EXPECT_EQ(figures.det.front().fmr, 1);
    EXPECT_EQ(figures.det.front().fnmr, 0);
    EXPECT_EQ(figures.det.back().fmr, 0);
    for (std::size_t i = 1; i < figures.det.size(); ++i) {
        EXPECT_LE(figures.det[i].fmr, figures.det[i - 1].fmr);
        EXPECT_GE(figures.det[i].fnmr, figures.det[i - 1].fnmr);
        EXPECT_GE(figures.det[i].threshold, figures.det[i - 1].threshold);
    }
}

TEST(VerificationCurve, EqualScoresAreAcceptedOrRefusedTogether) {
    const std::vector<Score> scores = {{0.5f, true, 0}, {0.5f, false, 0}, {0.5f, true, 0}, {0.5f, false, 0}};
    const auto figures = verificationFigures(scores);
    EXPECT_DOUBLE_EQ(figures.auc, 0.5);
    EXPECT_DOUBLE_EQ(figures.eer, 0.5);
    EXPECT_DOUBLE_EQ(figures.tar.at(0.01), 0);
}

TEST(VerificationCurve, RefusesScoresOfOneClassAlone) {
    const std::vector<Score> scores = {{0.5f, true, 0}, {0.6f, true, 0}};
    try {
        verificationFigures(scores);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::kInvalidArgument);
    }
}
