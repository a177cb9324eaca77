#include "core/presence/look_rule.h"

#include <gtest/gtest.h>

#include "core/base/error.h"

using namespace lineament;

namespace {

const IdentityId kAda(1), kBenSeen(2);

}  // namespace

TEST(LookRule, TellsOfAPersonAfterLooksThatAgreeWithinTheWindow) {
    LookRule rule({.looks = 3, .windowMs = 1000, .coolDownMs = 5000});
    EXPECT_FALSE(rule.take(kAda, 10'000));
    EXPECT_FALSE(rule.take(kBenSeen, 10'100)) << "somebody else's look does not count";
    EXPECT_FALSE(rule.take(kAda, 10'900));
    EXPECT_TRUE(rule.take(kAda, 11'000));
    EXPECT_FALSE(rule.take(kBenSeen, 11'200)) << "the first is too long ago";
}

TEST(LookRule, TellsAgainOnlyAfterTheCoolDown) {
    LookRule rule({.looks = 1, .windowMs = 1000, .coolDownMs = 5000});
    EXPECT_TRUE(rule.take(kAda, 10'000));
    EXPECT_FALSE(rule.take(kAda, 14'999));
    EXPECT_TRUE(rule.take(kAda, 15'000));
    EXPECT_TRUE(rule.take(kBenSeen, 15'000));
}

TEST(LookRule, SurvivesAClockThatIsSetBack) {
    LookRule rule({.looks = 2, .windowMs = 1000, .coolDownMs = 3'600'000});
    rule.take(kAda, 10'000'000);
    EXPECT_TRUE(rule.take(kAda, 10'000'100));
    EXPECT_FALSE(rule.take(kAda, 5'000'000));
    EXPECT_TRUE(rule.take(kAda, 5'000'100)) << "else she would be silent for hours";
}

TEST(LookRule, ForgetsWhomItHasNotSeenForLong) {
    LookRule rule({.looks = 3, .windowMs = 1000, .coolDownMs = 5000});
    for (int i = 1; i <= 20'000; ++i)
        rule.take(IdentityId(i), i * 100);
    EXPECT_LE(rule.remembered(), 600u);
}

TEST(LookRule, RefusesOptionsOutOfRange) {
    EXPECT_THROW(LookRule({.looks = 0}), Error);
    EXPECT_THROW(LookRule({.windowMs = 1}), Error);
    EXPECT_THROW(LookRule({.coolDownMs = -1}), Error);
}
