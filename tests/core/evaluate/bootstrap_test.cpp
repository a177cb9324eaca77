#include "core/evaluate/bootstrap.h"

#include <gtest/gtest.h>

#include <random>

#include "core/base/error.h"

using namespace lineament;

TEST(Bootstrap, IntervalHoldsTheAccuracyAndShrinksWithPeople) {
    const auto width = [](int people) {
        std::mt19937 random(3);
        std::normal_distribution<float> noise(0, 0.22f);
        std::vector<Score> scores;
        std::vector<PairPeople> names;
        for (int i = 0; i < people; ++i) {
            const auto name = std::to_string(i), other = std::to_string((i + 7) % people);
            scores.push_back({0.6f + noise(random), true, i % 5});
            names.push_back({name, name});
            scores.push_back({0.1f + noise(random), false, i % 5});
            names.push_back({name, other});
        }
        const auto figures = verificationFigures(scores);
        const auto [low, high] = accuracyInterval(scores, names, figures);
        EXPECT_LT(low, figures.accuracy);
        EXPECT_GT(high, figures.accuracy);
        EXPECT_EQ(accuracyInterval(scores, names, figures).first, low) << "the same seed, the same interval";
        return high - low;
    };
    EXPECT_GT(width(60), 1.7 * width(600));
}

TEST(Bootstrap, OnePersonsErrorsAreNotManyIndependentOnes) {
    // The same number of errors, spread over everybody or all of one person.
    std::vector<Score> scores;
    std::vector<PairPeople> apart, together;
    for (int i = 0; i < 200; ++i) {
        const bool wrong = i % 10 == 0;
        scores.push_back({wrong ? 0.1f : 0.8f, true, 0});
        scores.push_back({0.2f, false, 0});
        apart.push_back({std::to_string(i), std::to_string(i)});
        apart.push_back({std::to_string(i), std::to_string((i + 1) % 200)});
        together.push_back(wrong ? PairPeople{"x", "x"} : apart[apart.size() - 2]);
        together.push_back(apart.back());
    }
    const auto figures = verificationFigures(scores);
    const auto spread = accuracyInterval(scores, apart, figures),
               lumped = accuracyInterval(scores, together, figures);
    EXPECT_GT(lumped.second - lumped.first, 1.3 * (spread.second - spread.first));
    EXPECT_THROW(accuracyInterval(scores, std::vector<PairPeople>{}, figures), Error);
}
