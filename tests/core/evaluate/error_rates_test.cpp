#include "core/evaluate/error_rates.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cmath>
#include <random>

#include "core/base/error.h"
#include "core/evaluate/breakdown.h"
#include "core/evaluate/identification.h"
#include "core/evaluate/verification_curve.h"

using namespace lineament;

namespace {

/// `people` with a mated trial each and some non-mated ones.
std::vector<Trial> population(int people, int nonMatedEach = 5, unsigned seed = 3) {
    std::mt19937 random(seed);
    std::normal_distribution<float> noise(0, 0.18f);
    std::vector<Trial> trials;
    for (int i = 0; i < people; ++i) {
        const auto person = static_cast<std::uint32_t>(i);
        trials.push_back({0.6f + noise(random), true, static_cast<std::uint16_t>(i % 2), person, person,
                          static_cast<float>(i % 100)});
        for (int j = 1; j <= nonMatedEach; ++j)
            trials.push_back({0.1f + noise(random), false, static_cast<std::uint16_t>(i % 2), person,
                              static_cast<std::uint32_t>((i + j * 7) % people)});
    }
    return trials;
}

}  // namespace

TEST(ErrorRates, CountsWhatStandsBehindAThreshold) {
    const ErrorRates rates(
        {{0.9f, true}, {0.8f, false}, {0.7f, true}, {0.7f, false}, {0.2f, true}, {0.1f, false}});
    const auto at = rates.atThreshold(0.7f);
    EXPECT_EQ(at.falseMatches, 2);
    EXPECT_EQ(at.nonMated, 3);
    EXPECT_EQ(at.falseNonMatches, 1);
    EXPECT_DOUBLE_EQ(at.fnmr, 1.0 / 3);
    EXPECT_EQ(rates.atThreshold(0.95).falseNonMatches, 3);
    EXPECT_EQ(rates.atThreshold(-1).falseMatches, 3);
}

TEST(ErrorRates, ARateIsKeptAndItsThresholdGivesItBack) {
    const ErrorRates rates(population(400));
    for (const double fmr : {0.5, 0.1, 0.02, 0.001, 0.0}) {
        const auto at = rates.atRate(fmr);
        EXPECT_LE(at.fmr, fmr);
        EXPECT_EQ(rates.atThreshold(at.threshold).falseMatches, at.falseMatches) << fmr;
        EXPECT_EQ(rates.atThreshold(at.threshold).falseNonMatches, at.falseNonMatches) << fmr;
    }
    EXPECT_LE(rates.atRate(0.1).fnmr, rates.atRate(0.01).fnmr);
}

TEST(ErrorRates, AgreesWithTheFiguresOfTheCommandLine) {
    const auto trials = population(300);
    std::vector<Score> scores;
    for (const auto& trial : trials)
        scores.push_back({trial.similarity, trial.mated, 0});
    const auto figures = verificationFigures(scores);
    const ErrorRates rates(trials);
    for (const auto& [fmr, tar] : figures.tar)
        EXPECT_DOUBLE_EQ(1 - rates.atRate(fmr).fnmr, tar) << fmr;
}

TEST(ErrorRates, TheBandHoldsTheCurveAndNarrowsWithPeople) {
    const auto widthAt = [](int people) {
        const ErrorRates rates(population(people));
        const auto band = rates.curveWithBand(200);
        double width = 0;
        for (const auto& point : band) {
            EXPECT_LE(point.low, point.fnmr);
            EXPECT_GE(point.high, point.fnmr);
            if (std::abs(point.fmr - 0.1) < 1e-9) width = point.high - point.low;
        }
        EXPECT_EQ(rates.curveWithBand(200).front().high, band.front().high) << "the same seed, the same band";
        return width;
    };
    EXPECT_GT(widthAt(100), 1.7 * widthAt(1000));
}

TEST(ErrorRates, NoMissSeenIsNotNoMissAndTheThresholdLiesBetweenScores) {
    std::vector<Trial> trials;
    for (std::uint32_t i = 0; i < 30; ++i) {
        trials.push_back({0.8f, true, 0, i, i});
        trials.push_back({0.2f, false, 0, i, (i + 1) % 30});
    }
    const ErrorRates rates(trials);
    EXPECT_NEAR(rates.atRate(0.1).threshold, 0.5, 1e-6);
    for (const auto& point : rates.curveWithBand(100))
        EXPECT_DOUBLE_EQ(point.high, 0.1) << "3 of 30";
    // A hundred comparisons of the same people tell no more of others.
    std::vector<Trial> often;
    for (int i = 0; i < 100; ++i)
        often.insert(often.end(), trials.begin(), trials.end());
    EXPECT_DOUBLE_EQ(ErrorRates(often).curveWithBand(20).front().high, 0.1);
}

TEST(ErrorRates, TheCurveEndsWhereThePairsEnd) {
    const auto points = ErrorRates(population(20, 5)).curve();  // 100 non-mated trials
    EXPECT_DOUBLE_EQ(points.front().fmr, 1);
    EXPECT_NEAR(points.back().fmr, 0.01, 1e-9);
    EXPECT_EQ(points.front().fnmr, 0);
    EXPECT_EQ(supportFor(0.01, 100), Support::kNone);
    EXPECT_EQ(supportFor(0.03, 100), Support::kFew);
    EXPECT_EQ(supportFor(0.3, 100), Support::kEnough);
}

TEST(ErrorRates, OneClassAloneIsRefused) {
    const ErrorRates rates({{0.9f, true}, {0.8f, true}});
    EXPECT_FALSE(rates.bothClasses());
    EXPECT_THROW(rates.curve(), Error);
    EXPECT_THROW(rates.atRate(0.1), Error);
    EXPECT_THROW(ErrorRates({}).atThreshold(0), Error);
}

TEST(ErrorRates, GivesUpBetweenDraws) {
    const ErrorRates rates(population(50));
    int draws = 0;
    EXPECT_THROW(rates.curveWithBand(1000,
                                     [&] {
                                         if (++draws == 3) throw Error(ErrorCode::kInternal, "", "");
                                     }),
                 Error);
    EXPECT_EQ(draws, 3);
}

TEST(Identification, ASearchIsMatedOnceAndNonMatedOnce) {
    SearchOutcome first{
        .person = 0, .enrolled = true, .rank = 1, .mated = 0.8f, .bestOther = 0.3f, .hasOther = true};
    SearchOutcome second{
        .person = 1, .enrolled = true, .rank = 2, .mated = 0.4f, .bestOther = 0.5f, .hasOther = true};
    SearchOutcome stranger{.person = 9, .bestOther = 0.2f, .hasOther = true};
    SearchOutcome faceless{.person = 2, .enrolled = true, .searched = false};
    const std::vector<SearchOutcome> searches{first, second, stranger, faceless};
    const ErrorRates rates(trialsOf(searches));
    EXPECT_EQ(rates.mated(), 3);
    EXPECT_EQ(rates.nonMated(), 3);
    const auto at = rates.atThreshold(0.35);
    EXPECT_EQ(at.falseNonMatches, 2);  // of rank 2, and without a face
    EXPECT_EQ(at.falseMatches, 1);
    const auto match = cumulativeMatch(searches, 3);
    EXPECT_DOUBLE_EQ(match[0], 1.0 / 3);
    EXPECT_DOUBLE_EQ(match[1], 2.0 / 3);
    EXPECT_DOUBLE_EQ(match[2], 2.0 / 3);
}

TEST(Breakdown, SettingPoorPicturesAsideHelpsWhereTheyAreWhyFacesAreMissed) {
    std::vector<Trial> trials;
    for (int i = 0; i < 100; ++i)
        trials.push_back({i < 20 ? 0.1f : 0.8f, true, 0, 0, 0, static_cast<float>(i)});
    const auto points = errorAgainstDiscard(trials, 0.5);
    ASSERT_GE(points.size(), 50u);
    EXPECT_DOUBLE_EQ(points[0].fnmr, 0.2);
    EXPECT_DOUBLE_EQ(points[10].fnmr, 10.0 / 90);
    EXPECT_DOUBLE_EQ(points[20].fnmr, 0);
    EXPECT_EQ(points[20].mated, 80);
    EXPECT_TRUE(errorAgainstDiscard(std::vector<Trial>{{0.5f, true}}, 0.5).empty());
}

TEST(Breakdown, GroupsHaveRatesAndSizesOfTheirOwn) {
    const auto trials = population(100);
    const auto groups = ratesByGroup(trials, 0.4);
    ASSERT_EQ(groups.size(), 2u);
    EXPECT_EQ(groups.at(0).mated + groups.at(1).mated, 100);
    const auto all = ErrorRates(trials).atThreshold(0.4);
    EXPECT_EQ(groups.at(0).falseMatches + groups.at(1).falseMatches, all.falseMatches);
    const auto lone = ratesByGroup(std::vector<Trial>{{0.5f, true}}, 0.4);
    EXPECT_TRUE(std::isnan(lone.at(0).fmr));
}
