#include "core/presence/presentation.h"

#include <gtest/gtest.h>

using namespace lineament;
using Step = Presentation::Step;

namespace {

const BoxPx kHere{100, 100, 80, 100}, kThere{400, 100, 80, 100};

}  // namespace

TEST(Presentation, TheBestLookOfAShortWhileIsDecidedOnOnce) {
    Presentation person;
    EXPECT_EQ(person.see(std::nullopt, false, 0), Step::kWait);
    EXPECT_EQ(person.see(kHere, false, 100), Step::kWait);
    EXPECT_EQ(person.see(kHere, true, 200), Step::kGather);
    EXPECT_FALSE(person.due(300));
    EXPECT_EQ(person.see(kHere, true, 300), Step::kGather);
    EXPECT_EQ(*person.firstGood(), 200);
    EXPECT_TRUE(person.due(450));
    person.decided(false, 460);
    EXPECT_EQ(person.see(kHere, true, 500), Step::kWait);
    EXPECT_EQ(person.see(kHere, true, 1100), Step::kRecheck);
    person.same(true, 1100);
    EXPECT_EQ(person.see(kHere, true, 1200), Step::kWait);
    EXPECT_EQ(person.see(kHere, true, 9000), Step::kGather) << "so long unseen they had gone";
}

TEST(Presentation, WhoeverWasRefusedAndStaysTriesAgainAfterAWhile) {
    Presentation person;
    (void)person.see(kHere, true, 0);
    person.decided(true, 300);
    for (double ms = 400; ms < 3300; ms += 100)
        EXPECT_NE(person.see(kHere, true, ms), Step::kGather) << ms;
    EXPECT_EQ(person.see(kHere, true, 3300), Step::kGather);
}

TEST(Presentation, AnotherPersonIsDecidedOnWhetherTheyComeAfterAGapBesideOrInTheSamePlace) {
    Presentation person;
    (void)person.see(kHere, true, 0);
    person.decided(false, 300);
    EXPECT_EQ(person.see(kThere, true, 400), Step::kGather) << "elsewhere";
    person.decided(false, 700);
    EXPECT_EQ(person.see(std::nullopt, false, 1400), Step::kWait);
    EXPECT_EQ(person.see(kThere, true, 1600), Step::kGather) << "after a gap";
    person.decided(false, 1900);
    EXPECT_EQ(person.see(kThere, true, 2600), Step::kRecheck);
    person.same(false, 2600);
    EXPECT_EQ(person.see(kThere, true, 2700), Step::kGather) << "in the same place";
}

TEST(Presentation, ALookOfWhoWalkedOnIsStillDecidedOn) {
    Presentation person;
    (void)person.see(kHere, true, 0);
    EXPECT_EQ(person.see(std::nullopt, false, 100), Step::kWait);
    EXPECT_TRUE(person.pending());
    EXPECT_EQ(person.see(std::nullopt, false, 300), Step::kDecide);
    person.decided(false, 310);
    (void)person.see(kThere, true, 400);
    EXPECT_EQ(person.see(kHere, true, 450), Step::kDecide) << "before the next one is looked at";
}

TEST(Presentation, AFaceThatGivesNoGoodLookIsGivenUp) {
    Presentation person;
    for (double ms = 0; ms < 6000; ms += 100)
        EXPECT_EQ(person.see(kHere, false, ms), Step::kWait) << ms;
    EXPECT_EQ(person.see(kHere, false, 6000), Step::kGiveUp);
    person.decided(true, 6000);
    EXPECT_EQ(person.see(kHere, false, 6100), Step::kWait);
}

TEST(Presentation, WhatWasGatheredIsForgottenWhenItBeginsAnew) {
    Presentation person;
    EXPECT_EQ(person.see(kHere, true, 0), Step::kGather);
    EXPECT_TRUE(person.pending());
    person.restart();
    EXPECT_FALSE(person.pending());
    EXPECT_FALSE(person.due(10'000)) << "there is nothing to decide on";
    EXPECT_EQ(person.see(kHere, true, 10'000), Step::kGather);
    EXPECT_EQ(person.firstGood(), 10'000);
}

TEST(Presentation, ACardBeginsAnew) {
    Presentation person;
    (void)person.see(kHere, true, 0);
    person.decided(false, 300);
    person.restart();
    EXPECT_EQ(person.see(kHere, true, 400), Step::kGather);
}
