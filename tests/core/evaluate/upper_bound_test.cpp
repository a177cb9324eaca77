#include "core/evaluate/upper_bound.h"

#include <gtest/gtest.h>

#include <vector>

using namespace lineament;

TEST(UpperBound, IsThatOfClopperAndPearson) {
    // One-sided 95 %, as printed in tables of the binomial distribution.
    EXPECT_NEAR(upperBound(0, 100), 0.0295, 5e-5);
    EXPECT_NEAR(upperBound(1, 100), 0.0466, 5e-5);
    EXPECT_NEAR(upperBound(10, 20), 0.6980, 5e-5);
    EXPECT_NEAR(upperBound(0, 1'000'000'000) * 1e9, 2.9957, 1e-3) << "the rule of three";
    EXPECT_EQ(upperBound(0, 0), 1);
    EXPECT_EQ(upperBound(5, 5), 1);
}

TEST(UpperBound, OfVeryManyErrorsGoesOnWhereTheExactOneEnds) {
    const double exact = upperBound(20'000, 2'000'000), normal = upperBound(20'001, 2'000'000);
    EXPECT_GT(normal, 0.01);
    EXPECT_NEAR(exact, normal, 2e-6);
}

TEST(UpperBound, OfComparisonsIsWiderWhereAFewPeopleMakeTheErrors) {
    const std::vector<int> samples(60, 2);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> spread, ofOne;
    for (std::uint32_t i = 0; i < 20; ++i) {
        spread.emplace_back(i, i + 30);
        ofOne.emplace_back(0, i + 30);
    }
    const double trials = (120.0 * 120 - 60 * 4) / 2;
    EXPECT_GE(upperBoundOfComparisons(spread, samples), upperBound(20, static_cast<std::int64_t>(trials)));
    EXPECT_GT(upperBoundOfComparisons(ofOne, samples), 1.5 * upperBoundOfComparisons(spread, samples));
    EXPECT_EQ(upperBoundOfComparisons(ofOne, samples), upperBoundOfComparisons(ofOne, samples));
    // Nothing seen: 1 770 pairs of people were tried, not 7 080 comparisons.
    EXPECT_EQ(upperBoundOfComparisons({}, samples), upperBound(0, 1770));
}

TEST(UpperBound, OfSearchesCountsPeople) {
    const std::vector<int> trials(50, 4), none(50, 0);
    EXPECT_EQ(upperBoundOfSearches(none, trials), upperBound(0, 50));
    std::vector<int> ofOne = none;
    ofOne[7] = 4;
    EXPECT_GT(upperBoundOfSearches(ofOne, trials), upperBound(4, 200));
}

TEST(UpperBound, OfAnErrorIsNeverBelowThatOfNone) {
    const std::vector<int> samples(60, 2);
    const std::vector<std::pair<std::uint32_t, std::uint32_t>> one = {{3, 9}};
    EXPECT_GE(upperBoundOfComparisons(one, samples), upperBoundOfComparisons({}, samples));
    const std::vector<int> trials(50, 4), none(50, 0);
    std::vector<int> single = none;
    single[7] = 1;
    EXPECT_GE(upperBoundOfSearches(single, trials), upperBoundOfSearches(none, trials));
}
