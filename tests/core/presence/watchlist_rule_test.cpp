#include "core/presence/watchlist_rule.h"

#include <gmock/gmock.h>

#include "core/base/error.h"

using namespace lineament;
using testing::IsEmpty;
using testing::SizeIs;

namespace {

const IdentityId kAnnaListed(1), kBenListed(2);

WatchedList list(int id, std::vector<IdentityId> members, float threshold = 0.5f) {
    WatchedList made;
    made.list.id = WatchlistId(id);
    made.list.name = "list";
    made.list.looks = 2, made.list.windowMs = 1000, made.list.coolDownMs = 10'000;
    made.list.members = std::move(members);
    made.threshold = threshold;
    return made;
}

Alert alert(UnixMs at, UnixMs escalateMs) {
    Alert made;
    made.at = at, made.escalateMs = escalateMs;
    return made;
}

}  // namespace

TEST(WatchlistRule, TellsOfAMemberAfterEnoughLooksThatReachTheListsThreshold) {
    WatchlistRule rule;
    rule.setLists({list(1, {kAnnaListed})});
    EXPECT_THAT(rule.take(kAnnaListed, 0.6f, 1000), IsEmpty());
    EXPECT_THAT(rule.take(kAnnaListed, 0.49f, 1200), IsEmpty()) << "below the threshold it is no look";
    EXPECT_THAT(rule.take(kBenListed, 0.9f, 1300), IsEmpty()) << "no member";
    const auto complete = rule.take(kAnnaListed, 0.5f, 1900);
    ASSERT_THAT(complete, SizeIs(1));
    EXPECT_EQ(complete[0]->list.id, WatchlistId(1));
    EXPECT_THAT(rule.take(kAnnaListed, 0.9f, 2000), IsEmpty());
    EXPECT_THAT(rule.take(kAnnaListed, 0.9f, 2100), IsEmpty()) << "its cool-down";
    EXPECT_THAT(rule.take(kAnnaListed, 0.9f, 12'000), IsEmpty());
    EXPECT_THAT(rule.take(kAnnaListed, 0.9f, 12'100), SizeIs(1));
}

TEST(WatchlistRule, LooksThatLieTooFarApartDoNotAgree) {
    WatchlistRule rule;
    rule.setLists({list(1, {kAnnaListed})});
    for (UnixMs at = 1000; at < 20'000; at += 1001)
        EXPECT_THAT(rule.take(kAnnaListed, 0.9f, at), IsEmpty());
}

TEST(WatchlistRule, EachListHasItsOwnRuleAndTheMostUrgentOneColoursTheFace) {
    auto strict = list(2, {kAnnaListed, kBenListed}, 0.8f);
    strict.list.looks = 1;
    strict.list.priority = ListPriority::kHigh;
    WatchlistRule rule;
    rule.setLists({list(1, {kAnnaListed}), strict});
    EXPECT_THAT(rule.take(kAnnaListed, 0.85f, 1000), SizeIs(1)) << "the strict list needs one look alone";
    EXPECT_THAT(rule.take(kAnnaListed, 0.6f, 1100), SizeIs(1)) << "the other one two, of less similarity";
    EXPECT_EQ(rule.listOf(kAnnaListed, 0.85f)->list.id, WatchlistId(2));
    EXPECT_EQ(rule.listOf(kAnnaListed, 0.6f)->list.id, WatchlistId(1));
    EXPECT_EQ(rule.listOf(kBenListed, 0.6f), nullptr);
}

TEST(WatchlistRule, AChangeOfMembersKeepsLooksAndCoolDownsAndAChangeOfNumbersBeginsAnew) {
    WatchlistRule rule;
    rule.setLists({list(1, {kAnnaListed})});
    (void)rule.take(kAnnaListed, 0.9f, 1000);
    ASSERT_THAT(rule.take(kAnnaListed, 0.9f, 1100), SizeIs(1));
    rule.setLists({list(1, {kAnnaListed, kBenListed})});
    EXPECT_THAT(rule.take(kAnnaListed, 0.9f, 1200), IsEmpty());
    EXPECT_THAT(rule.take(kAnnaListed, 0.9f, 1300), IsEmpty()) << "still cooling down";
    auto eager = list(1, {kAnnaListed});
    eager.list.looks = 1;
    rule.setLists({eager});
    EXPECT_THAT(rule.take(kAnnaListed, 0.9f, 1400), SizeIs(1));
    rule.setLists({});
    EXPECT_THAT(rule.take(kAnnaListed, 0.9f, 99'000), IsEmpty());
}

TEST(WatchlistRule, ACoolDownOutlivesTheProgram) {
    WatchlistRule rule;
    rule.setLists({list(1, {kAnnaListed})});
    rule.remember(WatchlistId(1), kAnnaListed, 1000);
    rule.remember(WatchlistId(7), kAnnaListed, 1000);
    (void)rule.take(kAnnaListed, 0.9f, 10'000);
    EXPECT_THAT(rule.take(kAnnaListed, 0.9f, 10'500), IsEmpty());
    (void)rule.take(kAnnaListed, 0.9f, 11'000);
    EXPECT_THAT(rule.take(kAnnaListed, 0.9f, 11'100), SizeIs(1));
}

TEST(Escalation, AnAlertRisesByItsAgeUntilItIsDecided) {
    auto waiting = alert(100'000, 60'000);
    EXPECT_EQ(escalation(waiting, 159'999), 0);
    EXPECT_EQ(escalation(waiting, 160'000), 1);
    EXPECT_EQ(escalation(waiting, 220'000), 2);
    EXPECT_EQ(escalation(waiting, 9'000'000), 2);
    EXPECT_EQ(escalation(waiting, 50'000), 0) << "the clock was set back";
    EXPECT_EQ(escalation(alert(100'000, 0), 9'000'000), 0) << "a list without escalation";
    waiting.state = AlertState::kAcknowledged;
    EXPECT_EQ(escalation(waiting, 9'000'000), 0);
}

TEST(Watchlist, RefusesNumbersThatAreOutOfRange) {
    EXPECT_NO_THROW(Watchlist().validate());
    const auto refused = [](auto change) {
        Watchlist list;
        change(list);
        EXPECT_THROW(list.validate(), Error);
    };
    refused([](Watchlist& list) { list.fmr = 0; });
    refused([](Watchlist& list) { list.fmr = 0.5; });
    refused([](Watchlist& list) { list.looks = 0; });
    refused([](Watchlist& list) { list.windowMs = 10; });
    refused([](Watchlist& list) { list.coolDownMs = -1; });
    refused([](Watchlist& list) { list.escalateMs = 5; });
}
