#include "core/accounts/sign_in_rule.h"

#include <gtest/gtest.h>

using namespace lineament;

TEST(SignInRule, LetsTwoMistakesPassAndThenWaitsTwiceAsLongEachTime) {
    EXPECT_EQ(signInDelayMs(0), 0);
    EXPECT_EQ(signInDelayMs(2), 0);
    EXPECT_EQ(signInDelayMs(3), 2000);
    EXPECT_EQ(signInDelayMs(4), 4000);
    EXPECT_EQ(signInDelayMs(8), 64'000);
    for (int failures = 1; failures < 100; ++failures) {
        EXPECT_GE(signInDelayMs(failures + 1), signInDelayMs(failures));
        EXPECT_LE(signInDelayMs(failures), kLongestSignInWaitMs);
    }
    EXPECT_EQ(signInDelayMs(2'000'000'000), kLongestSignInWaitMs);
}

TEST(SignInRule, TheWaitRunsOutAndAClockSetBackNeverMakesItLonger) {
    constexpr UnixMs kLast = 1'000'000;
    EXPECT_EQ(signInWaitMs(4, kLast, kLast), 4000);
    EXPECT_EQ(signInWaitMs(4, kLast, kLast + 3999), 1);
    EXPECT_EQ(signInWaitMs(4, kLast, kLast + 4000), 0);
    EXPECT_EQ(signInWaitMs(4, kLast, kLast - 900'000), 4000);
    EXPECT_EQ(signInWaitMs(2, kLast, kLast), 0);
}

TEST(SignInRule, AYearOfGuessingTriesNoMoreThanAFewTensOfThousands) {
    UnixMs now = 0;
    int guesses = 0;
    for (; now < UnixMs{365} * 86'400'000; ++guesses)
        now += signInDelayMs(guesses + 1);
    EXPECT_LT(guesses, 36'000);
}
