#include "core/presence/access_rule.h"

#include <gmock/gmock.h>

#include "core/base/error.h"
#include "core/presence/access_schedule.h"
#include "tests/core/presence/wall_clock.h"

using namespace lineament;

namespace {

const IdentityId kAnna(1), kBen(2);
constexpr UnixMs kNow = 1'800'000'000'000;

class AccessRuleTest : public testing::Test {
  protected:
    AccessRuleTest() {
        basis.door.id = DoorId(1), basis.door.name = "Front", basis.door.zone = "Lab";
        basis.door.grants = {AccessGrant{}};
    }
    AccessVerdict ask(IdentityId who, UnixMs at = kNow) {
        return decideAccess(basis, {.identity = who, .failed = std::nullopt, .at = at}, history);
    }
    AccessReason reason(IdentityId who, UnixMs at = kNow) { return ask(who, at).reason; }
    void before(UnixMs at, AccessOutcome outcome, AccessReason why, IdentityId who = {}) {
        AccessEvent event;
        event.at = at, event.outcome = outcome, event.reason = why, event.identity = who;
        history.atDoor.push_back(event);
    }
    void fail(UnixMs at, AccessReason why = AccessReason::kUnknownPerson) {
        before(at, AccessOutcome::kRefused, why);
    }
    void passed(UnixMs at, Passage passage, Opening opening = Opening::kOpened) {
        AccessEvent event;
        event.at = at, event.outcome = AccessOutcome::kGranted, event.passage = passage;
        event.opening = opening;
        history.lastPassage = event;
    }

    AccessBasis basis;
    AccessHistory history;
};

}  // namespace

TEST_F(AccessRuleTest, ADoorWithoutGrantsLetsNobodyPass) {
    EXPECT_EQ(ask(kAnna).outcome, AccessOutcome::kGranted);
    basis.door.grants.clear();
    EXPECT_EQ(ask(kAnna).outcome, AccessOutcome::kRefused);
    EXPECT_EQ(reason(kAnna), AccessReason::kNoGroup);
}

TEST_F(AccessRuleTest, ADoorThatIsOffRefusesAndSoDoesARequestThatNamesNobody) {
    EXPECT_EQ(reason({}), AccessReason::kUnknownPerson);
    basis.door.enabled = false;
    EXPECT_EQ(reason(kAnna), AccessReason::kDoorOff);
}

TEST_F(AccessRuleTest, WhatFailedToBeRecognisedIsTheReason) {
    for (const auto why :
         {AccessReason::kNotLive, AccessReason::kLivenessUnknown, AccessReason::kCardMismatch}) {
        const auto verdict = decideAccess(basis, {.identity = kAnna, .failed = why, .at = kNow}, history);
        EXPECT_EQ(verdict.outcome, AccessOutcome::kRefused);
        EXPECT_EQ(verdict.reason, why);
    }
}

TEST_F(AccessRuleTest, AGroupMayPassInItsHoursAlone) {
    basis.schedules = {{ScheduleId(7), "Day", "Europe/Berlin", windowsFromText("mon-fri 08:00-18:00")}};
    basis.door.grants = {{"staff", ScheduleId(7)}, {"guards", {}}};
    const auto monday = [](int minutes) { return test::wallClock("Europe/Berlin", 2026, 11, 9, minutes); };
    EXPECT_EQ(reason(kAnna, monday(9 * 60)), AccessReason::kNoGroup);
    basis.record = PersonRecord{.identity = kAnna, .groups = {"staff"}};
    EXPECT_EQ(reason(kAnna, monday(8 * 60)), AccessReason::kAllowed);
    EXPECT_EQ(reason(kAnna, monday(8 * 60) - 1), AccessReason::kOutOfSchedule);
    EXPECT_EQ(reason(kAnna, monday(18 * 60)), AccessReason::kOutOfSchedule);
    EXPECT_EQ(reason(kAnna, monday(9 * 60) - 86'400'000), AccessReason::kOutOfSchedule) << "a Sunday";
    basis.record->groups = {"guards", "staff"};
    EXPECT_EQ(reason(kAnna, monday(3 * 60)), AccessReason::kAllowed) << "guards at any time";
    basis.schedules.clear();
    basis.record->groups = {"staff"};
    EXPECT_EQ(reason(kAnna, monday(9 * 60)), AccessReason::kOutOfSchedule) << "hours that are gone are none";
}

TEST_F(AccessRuleTest, WhoIsNotValidOrHasWithdrawnTheirConsentMayNotPass) {
    basis.record = PersonRecord{.identity = kAnna, .validFrom = kNow, .validTo = kNow + 1000};
    EXPECT_EQ(reason(kAnna, kNow - 1), AccessReason::kNotValid);
    EXPECT_EQ(reason(kAnna, kNow), AccessReason::kAllowed);
    EXPECT_EQ(reason(kAnna, kNow + 1000), AccessReason::kNotValid);
    basis.record->validTo = 0, basis.record->consent = Consent::kWithdrawn;
    EXPECT_EQ(reason(kAnna), AccessReason::kNotValid);
}

TEST_F(AccessRuleTest, NobodyGoesInTwiceWithoutComingOut) {
    passed(kNow - 60'000, Passage::kEntry);
    EXPECT_EQ(reason(kAnna), AccessReason::kAllowed) << "not asked for";
    basis.door.antiPassback = true;
    EXPECT_EQ(reason(kAnna), AccessReason::kAlreadyInside);
    EXPECT_EQ(reason(kAnna, kNow - 60'000 + basis.door.forgetMs), AccessReason::kAllowed) << "long ago";
    passed(kNow - 60'000, Passage::kEntry, Opening::kFailed);
    EXPECT_EQ(reason(kAnna), AccessReason::kAllowed) << "the door did not open: they are outside";
    passed(kNow - 60'000, Passage::kEntry, Opening::kNotAsked);
    EXPECT_EQ(reason(kAnna), AccessReason::kAlreadyInside) << "nobody knows: as if they went in";
    passed(kNow - 60'000, Passage::kExit);
    EXPECT_EQ(reason(kAnna), AccessReason::kAllowed);
    basis.door.passage = Passage::kExit;
    EXPECT_EQ(reason(kAnna), AccessReason::kAlreadyOutside);
    history.lastPassage->outcome = AccessOutcome::kForgiven;
    EXPECT_EQ(reason(kAnna), AccessReason::kAllowed);
    history.lastPassage.reset();
    EXPECT_EQ(reason(kAnna), AccessReason::kAllowed) << "whoever came in before the log began gets out";
}

TEST_F(AccessRuleTest, TwoDifferentPeopleOpenADoorThatNeedsTwo) {
    basis.door.twoPeople = true;
    EXPECT_EQ(ask(kAnna).outcome, AccessOutcome::kWaiting);
    before(kNow, AccessOutcome::kWaiting, AccessReason::kSecondPersonNeeded, kAnna);
    EXPECT_EQ(ask(kAnna, kNow + 1000).outcome, AccessOutcome::kWaiting) << "twice the same person is one";
    const auto verdict = ask(kBen, kNow + 1000);
    EXPECT_EQ(verdict.outcome, AccessOutcome::kGranted);
    EXPECT_EQ(verdict.companion, kAnna);
    EXPECT_EQ(ask(kBen, kNow + basis.door.twoPeopleMs + 1).outcome, AccessOutcome::kWaiting) << "too late";
    EXPECT_EQ(ask(kBen, kNow - 1000).outcome, AccessOutcome::kWaiting) << "a clock that was set back";
    before(kNow + 2000, AccessOutcome::kGranted, AccessReason::kAllowed, kBen);
    EXPECT_EQ(ask(kBen, kNow + 3000).outcome, AccessOutcome::kWaiting) << "Anna has gone in already";
    basis.door.grants = {{"staff", {}}};
    EXPECT_EQ(reason(kBen, kNow + 1000), AccessReason::kNoGroup) << "the second must be allowed, too";
}

TEST_F(AccessRuleTest, FailuresInARowLockTheDoorForAWhileAlsoForThoseWhoMayPass) {
    basis.door.failures = 3, basis.door.failuresMs = 10'000, basis.door.lockMs = 30'000;
    fail(kNow), fail(kNow + 1000, AccessReason::kNotLive);
    EXPECT_EQ(reason(kAnna, kNow + 1500), AccessReason::kAllowed);
    fail(kNow + 2000, AccessReason::kCardMismatch);
    EXPECT_EQ(reason(kAnna, kNow + 2001), AccessReason::kLockedOut);
    EXPECT_EQ(lockedUntil(basis.door, history.atDoor, kNow + 2001), kNow + 32'000);
    EXPECT_EQ(reason(kAnna, kNow + 31'999), AccessReason::kLockedOut);
    EXPECT_EQ(reason(kAnna, kNow + 32'000), AccessReason::kAllowed);
    before(kNow + 5000, AccessOutcome::kRefused, AccessReason::kLockedOut);
    EXPECT_EQ(reason(kAnna, kNow + 32'000), AccessReason::kAllowed)
        << "to be refused for it does not prolong it";
    before(kNow + 6000, AccessOutcome::kUnlocked, AccessReason::kByHand);
    EXPECT_EQ(reason(kAnna, kNow + 6001), AccessReason::kAllowed);
}

TEST_F(AccessRuleTest, OnlyFailuresToAuthenticateCountAndWhoeverPassesEndsTheRow) {
    basis.door.failures = 2, basis.door.failuresMs = 10'000;
    fail(kNow), fail(kNow + 1, AccessReason::kOutOfSchedule), fail(kNow + 2, AccessReason::kTooPoor);
    EXPECT_EQ(reason(kAnna, kNow + 3), AccessReason::kAllowed);
    before(kNow + 3, AccessOutcome::kGranted, AccessReason::kAllowed, kAnna);
    fail(kNow + 4);
    EXPECT_EQ(reason(kAnna, kNow + 5), AccessReason::kAllowed);
    fail(kNow + 10'005);
    EXPECT_EQ(reason(kAnna, kNow + 10'006), AccessReason::kAllowed) << "too far apart";
    fail(kNow + 10'007);
    EXPECT_EQ(reason(kAnna, kNow + 10'008), AccessReason::kLockedOut);
    basis.door.failures = 0;
    EXPECT_EQ(reason(kAnna, kNow + 10'008), AccessReason::kAllowed) << "never";
}

TEST(AccessSchedule, HoursAreReadAndWrittenAndGoOverMidnight) {
    for (const char* text : {"mon-fri 08:00-18:00", "sat+sun 22:00-06:00", "mon-sun 00:00-24:00",
                             "mon+wed-fri 07:30-12:00, sat 09:00-10:00"})
        EXPECT_EQ(textOf(windowsFromText(text)), text);
    EXPECT_EQ(textOf(windowsFromText("sat-mon 01:00-02:00")), "mon+sat+sun 01:00-02:00");
    for (const char* text : {"", "mon", "mon 08:00", "mon 08:00-25:00", "someday 08:00-09:00",
                             "mon- 08:00-09:00", "mon 24:00-08:00", "mon 8:00-9:00", "mon 08:00-09:00,"})
        EXPECT_THROW((void)windowsFromText(text), Error) << text;
    AccessSchedule night{ScheduleId(1), "Night", "Europe/Berlin", windowsFromText("sat 22:00-06:00")};
    const auto at = [](int day, int hour) {
        return test::wallClock("Europe/Berlin", 2026, 11, day, hour * 60);
    };
    EXPECT_FALSE(opensAt(night, at(14, 5)));
    EXPECT_TRUE(opensAt(night, at(14, 23)));  // a Saturday
    EXPECT_TRUE(opensAt(night, at(15, 5)));
    EXPECT_FALSE(opensAt(night, at(15, 6)));
    EXPECT_FALSE(opensAt(night, at(15, 23)));
    night.timeZone = "Nowhere/Atall";
    EXPECT_THROW(validate(night), Error);
    night.timeZone = "UTC";
    night.windows[0].weekdays = 0;
    EXPECT_THROW(validate(night), Error);
}

TEST(AccessSchedule, HoursFollowTheClockOnTheWallWhenItIsPutBack) {
    const AccessSchedule day{ScheduleId(1), "Day", "Europe/Berlin", windowsFromText("mon-sun 08:00-09:00")};
    for (const int date : {24, 25}) {  // 2026-10-25: back to standard time
        const auto eight = test::wallClock("Europe/Berlin", 2026, 10, date, 8 * 60);
        EXPECT_FALSE(opensAt(day, eight - 1));
        EXPECT_TRUE(opensAt(day, eight));
        EXPECT_TRUE(opensAt(day, eight + 3'599'999));
        EXPECT_FALSE(opensAt(day, eight + 3'600'000));
    }
}
