#include "core/store/access_book.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/store/gallery_book.h"
#include "core/store/presence_book.h"
#include "tests/core/store/store_fixture.h"

using namespace lineament;
using namespace lineament::test;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

namespace {

class AccessBookTest : public StoreTest {
  protected:
    AccessBookTest() : ada(enrol("Ada", 1)), ben(enrol("Ben", 2)) { door = save("Front"); }
    AccessBook& book() { return store->presence().access(); }
    DoorId save(const std::string& name, Passage passage = Passage::kEntry) {
        Door made;
        made.name = name, made.zone = "Lab", made.passage = passage;
        return book().saveDoor(made);
    }
    AccessEvent event(IdentityId who, DoorId at = {}) {
        AccessEvent made;
        made.door = at.valid() ? at : door, made.identity = who, made.at = clock.time++;
        made.similarity = 0.7f, made.threshold = 0.5f, made.fmr = 1e-4, made.quality = 66,
        made.liveness = 0.9f;
        made.livenessThreshold = 0.5f, made.decisionMs = 321;
        made.crop = bytesOf("look");
        return made;
    }
    AccessEvent decide(AccessEvent made, AccessOutcome outcome, AccessReason reason = AccessReason::kAllowed,
                       IdentityId companion = {}) {
        return book().decide(std::move(made), 60'000, [&](const AccessHistory& history) {
            seen = history;
            return AccessVerdict{outcome, reason, companion};
        });
    }
    AccessEvent grant(IdentityId who, DoorId at = {}) {
        return decide(event(who, at), AccessOutcome::kGranted);
    }
    void sql(const char* text) { raw().exec(text); }

    IdentityId ada, ben;
    DoorId door;
    AccessHistory seen;
};

}  // namespace

TEST_F(AccessBookTest, DoorsAndSchedulesAreKeptWithAllTheirSettings) {
    AccessSchedule schedule{{}, "Day", "Europe/Berlin", {{0b11111, 480, 1080}, {0b1000000, 1320, 1800}}};
    schedule.id = book().saveSchedule(schedule);
    Door made;
    made.name = "Vault", made.source = "camera:0", made.zone = "Safe", made.passage = Passage::kExit;
    made.enabled = false, made.needsCard = true, made.needsLiveness = false, made.minQuality = 55;
    made.antiPassback = true, made.forgetMs = 120'000, made.twoPeople = true, made.twoPeopleMs = 7000;
    made.failures = 3, made.failuresMs = 5000, made.lockMs = 6000;
    made.actuator = ActuatorKind::kHttpRelay, made.relayUrl = "http://relay/open";
    made.relaySecret = "0123456789abcdef", made.relayTimeoutMs = 900, made.openMs = 4000;
    made.grants = {{"staff", schedule.id}, {"", {}}};
    made.id = book().saveDoor(made);
    const auto kept = *book().door(made.id);
    EXPECT_EQ(kept.name, "Vault");
    EXPECT_EQ(kept.source, "camera:0");
    EXPECT_EQ(kept.zone, "Safe");
    EXPECT_EQ(kept.passage, Passage::kExit);
    EXPECT_FALSE(kept.enabled);
    EXPECT_TRUE(kept.needsCard);
    EXPECT_FALSE(kept.needsLiveness);
    EXPECT_EQ(kept.minQuality, 55);
    EXPECT_TRUE(kept.antiPassback && kept.twoPeople);
    EXPECT_EQ(kept.forgetMs, 120'000);
    EXPECT_EQ(kept.twoPeopleMs, 7000);
    EXPECT_EQ(kept.failures, 3);
    EXPECT_EQ(kept.failuresMs, 5000);
    EXPECT_EQ(kept.lockMs, 6000);
    EXPECT_EQ(kept.actuator, ActuatorKind::kHttpRelay);
    EXPECT_EQ(kept.relayUrl, "http://relay/open");
    EXPECT_EQ(kept.relaySecret, "0123456789abcdef");
    EXPECT_EQ(kept.relayTimeoutMs, 900);
    EXPECT_EQ(kept.openMs, 4000);
    EXPECT_EQ(kept.grants, made.grants);
    EXPECT_EQ(book().schedules().at(0).windows, schedule.windows);
    EXPECT_EQ(codeOf([&] { book().removeSchedule(schedule.id); }), ErrorCode::kInvalidArgument)
        << "a door uses it";
    made.grants.clear();
    book().saveDoor(made);
    book().removeSchedule(schedule.id);
    EXPECT_THAT(book().schedules(), IsEmpty());
    made.id = {};
    EXPECT_EQ(codeOf([&] { book().saveDoor(made); }), ErrorCode::kInvalidArgument) << "the name is taken";
    made.name = "Other", made.grants = {{"staff", ScheduleId(99)}};
    EXPECT_EQ(codeOf([&] { book().saveDoor(made); }), ErrorCode::kNotFound);
    made.grants.clear(), made.relaySecret = "short";
    EXPECT_EQ(codeOf([&] { book().saveDoor(made); }), ErrorCode::kInvalidArgument);
    EXPECT_THAT(book().doors(), SizeIs(2)) << "a failed one left nothing";
    for (const auto& entry : store->auditEntries())
        EXPECT_EQ(entry.detail.find("0123456789abcdef"), std::string::npos) << "no secret in the trail";
}

TEST_F(AccessBookTest, ADecisionIsInTheLogWithTheDoorAsItWasAndItsActuatorsAnswerBesideIt) {
    const auto granted = grant(ada);
    EXPECT_TRUE(granted.id.valid());
    EXPECT_EQ(granted.doorName, "Front");
    EXPECT_EQ(granted.name, "Ada");
    EXPECT_EQ(granted.actor, "tester");
    book().settle(granted.id, false, "HTTP 500");
    EXPECT_EQ(codeOf([&] { book().settle(granted.id, true); }), ErrorCode::kInvalidArgument)
        << "it has answered";
    const auto refused = decide(event({}), AccessOutcome::kRefused, AccessReason::kNotLive);
    EXPECT_EQ(codeOf([&] { book().settle(refused.id, true); }), ErrorCode::kInvalidArgument);
    book().removeDoor(door);
    reopen();
    const auto log = book().log({});
    ASSERT_THAT(log, SizeIs(2)) << "it outlives its door";
    EXPECT_EQ(log[0].reason, AccessReason::kNotLive);
    EXPECT_FALSE(log[0].identity.valid());
    EXPECT_EQ(log[1].opening, Opening::kFailed);
    EXPECT_EQ(log[1].openingTrouble, "HTTP 500");
    EXPECT_FALSE(log[1].passed());
    EXPECT_EQ(log[1].zone, "Lab");
    EXPECT_FLOAT_EQ(*log[1].liveness, 0.9f);
    EXPECT_EQ(log[1].decisionMs, 321);
    EXPECT_EQ(book().logCrop(log[1].id), bytesOf("look"));
    EXPECT_THAT(book().log({.outcome = AccessOutcome::kGranted}), SizeIs(1));
    EXPECT_THAT(book().log({.identity = ada}), SizeIs(1));
    EXPECT_THAT(book().log({.before = log[0].id}), SizeIs(1));
    EXPECT_FALSE(book().brokenAt());
    EXPECT_FALSE(store->auditBrokenAt());
}

TEST_F(AccessBookTest, AJudgeSeesWhatWasBeforeAndWhatItThrowsLeavesNothing) {
    const auto out = save("Back", Passage::kExit);
    const auto first = grant(ada);
    grant(ben);
    (void)decide(event(ada, out), AccessOutcome::kRefused, AccessReason::kOutOfSchedule);
    EXPECT_THAT(seen.atDoor, IsEmpty()) << "of this door alone";
    ASSERT_TRUE(seen.lastPassage) << "of the zone";
    EXPECT_EQ(seen.lastPassage->id, first.id);
    book().settle(first.id, false, "relay down");
    (void)decide(event(ada), AccessOutcome::kRefused, AccessReason::kOutOfSchedule);
    EXPECT_FALSE(seen.lastPassage) << "nobody passed a door that did not open";
    EXPECT_THAT(seen.atDoor, SizeIs(2));
    (void)decide(event(ben), AccessOutcome::kGranted, AccessReason::kAllowed, ada);
    (void)decide(event(ada), AccessOutcome::kRefused, AccessReason::kAlreadyInside);
    ASSERT_TRUE(seen.lastPassage);
    EXPECT_EQ(seen.lastPassage->companion, ada) << "the first of two has passed, too";
    const auto forgiven = book().forgive(door, ada, "a false alarm");
    EXPECT_EQ(codeOf([&] { book().unlock(door, "  "); }), ErrorCode::kInvalidArgument)
        << "not without a reason";
    const auto before = book().log({}).size();
    EXPECT_THROW((void)book().decide(event(ada), 0,
                                     [&](const AccessHistory& history) -> AccessVerdict {
                                         EXPECT_EQ(history.lastPassage->id, forgiven);
                                         throw Error(ErrorCode::kNotFound, "zone", "there is none");
                                     }),
                 Error);
    EXPECT_THAT(book().log({}), SizeIs(before));
}

TEST_F(AccessBookTest, TheLogIsNeverRewrittenAndWhoeverDoesItAnywayIsFound) {
    const auto granted = grant(ada);
    const auto second = grant(ben);
    EXPECT_ANY_THROW(sql("UPDATE access_events SET outcome = 'refused'"));
    EXPECT_ANY_THROW(sql("UPDATE access_events SET crop = x'00'"));
    EXPECT_ANY_THROW(sql("DELETE FROM access_events"));
    EXPECT_FALSE(book().brokenAt());
    sql("DROP TRIGGER access_events_are_never_rewritten");
    sql("UPDATE access_events SET reason = 'by_hand' WHERE id = 1");
    EXPECT_EQ(book().brokenAt(), granted.id);
    sql("UPDATE access_events SET reason = 'allowed' WHERE id = 1");
    EXPECT_FALSE(book().brokenAt());
    sql("DROP TRIGGER access_events_are_never_deleted");
    sql("DELETE FROM access_events WHERE id = 2");
    EXPECT_EQ(book().brokenAt(), second.id);
    EXPECT_FALSE(store->auditBrokenAt()) << "the trail itself is whole";
}

TEST_F(AccessBookTest, WhoAnEntryIsAboutAndWhatItsDoorAnsweredAreCheckedAgainstTheTrailToo) {
    const auto cleo = enrol("Cleo", 3);
    const auto granted = decide(event(ada), AccessOutcome::kGranted, AccessReason::kAllowed, ben);
    book().settle(granted.id, false, "HTTP 500");
    EXPECT_FALSE(book().brokenAt());
    EXPECT_ANY_THROW(sql("UPDATE access_events SET identity_id = 3"));
    EXPECT_ANY_THROW(sql("UPDATE access_events SET companion_id = 3"));
    sql("DROP TRIGGER access_events_keep_who_it_was; DROP TRIGGER access_events_forget_who_is_removed");
    const auto tampered = [&](const char* change, const char* back) {
        sql(change);
        EXPECT_EQ(book().brokenAt(), granted.id) << change;
        sql(back);
        EXPECT_FALSE(book().brokenAt()) << back;
    };
    tampered("UPDATE access_events SET identity_id = 3", "UPDATE access_events SET identity_id = 1");
    tampered("UPDATE access_events SET identity_id = NULL", "UPDATE access_events SET identity_id = 1");
    tampered("UPDATE access_events SET companion_id = 3", "UPDATE access_events SET companion_id = 2");
    tampered("UPDATE access_events SET companion_id = NULL", "UPDATE access_events SET companion_id = 2");
    tampered("UPDATE access_events SET door_id = NULL", "UPDATE access_events SET door_id = 1");
    sql("DROP TRIGGER access_openings_are_never_rewritten; DROP TRIGGER access_openings_are_never_deleted");
    tampered("UPDATE access_openings SET opened = 1", "UPDATE access_openings SET opened = 0");
    sql("DELETE FROM access_openings");
    EXPECT_EQ(book().brokenAt(), granted.id);
    sql("INSERT INTO access_openings (event_id, opened, trouble, at) VALUES (1, 0, 'HTTP 500', 5)");
    EXPECT_FALSE(book().brokenAt());
    // Whoever is erased, and a door that is removed, leave the entry whole.
    store->remove(ada);
    store->remove(ben);
    book().removeDoor(door);
    EXPECT_FALSE(book().brokenAt());
    EXPECT_EQ(nameOf(cleo), "Cleo");
}

TEST_F(AccessBookTest, WhatWasOfPeopleMergedOneIntoTheOtherIsTheLastOnes) {
    const auto cleo = enrol("Cleo", 3);
    store->galleryBook().setExternalId(ada, "A-7");
    store->galleryBook().setExternalId(ben, "B-7");
    store->galleryBook().setExternalId(cleo, "C-7");
    const auto first = grant(ada);
    (void)decide(event(ben), AccessOutcome::kWaiting, AccessReason::kSecondPersonNeeded);
    (void)decide(event(cleo), AccessOutcome::kRefused, AccessReason::kOutOfSchedule, ada);
    store->merge(ada, ben);
    store->merge(ben, cleo);
    EXPECT_EQ(book().survivor(ada), cleo);
    EXPECT_EQ(book().survivor(cleo), cleo);
    EXPECT_FALSE(book().survivor(IdentityId(99)));
    EXPECT_EQ(book().holderOf("A-7"), cleo);
    const auto history = book().history(door, cleo, 0);
    ASSERT_TRUE(history.lastPassage);
    EXPECT_EQ(history.lastPassage->id, first.id);
    ASSERT_THAT(history.atDoor, SizeIs(3));
    for (const auto& before : history.atDoor)
        EXPECT_EQ(before.identity, cleo);
    EXPECT_EQ(history.atDoor[2].companion, cleo);
    const auto log = book().log({.identity = cleo});
    ASSERT_THAT(log, SizeIs(3));
    EXPECT_EQ(log[2].name, "Cleo");
    EXPECT_FALSE(book().brokenAt());
}

TEST_F(AccessBookTest, ADoorsOwnEntriesAreNoReasonToReadPeopleAgain) {
    std::int64_t line = 0;
    EXPECT_TRUE(store->peopleChangedAfter(line));
    EXPECT_FALSE(store->peopleChangedAfter(line));
    const auto granted = grant(ada);
    book().settle(granted.id, true);
    EXPECT_FALSE(store->peopleChangedAfter(line));
    store->rename(ada, "Adele");
    EXPECT_TRUE(store->peopleChangedAfter(line));
    store->undo();
    EXPECT_TRUE(store->peopleChangedAfter(line));
    EXPECT_FALSE(store->peopleChangedAfter(line));
}

TEST_F(AccessBookTest, ACardLeadsToItsHolderAlsoAfterAMergeAndToNobodyOnceTheyAreRemoved) {
    store->galleryBook().setExternalId(ada, "A-7");
    EXPECT_EQ(book().holderOf("A-7"), ada);
    EXPECT_FALSE(book().holderOf(""));
    EXPECT_FALSE(book().holderOf("B-1"));
    EXPECT_THAT(book().references(ada, kRecogniser), SizeIs(1));
    EXPECT_THAT(book().references(ada, "other@1"), IsEmpty());
    grant(ada);
    store->merge(ada, ben);
    EXPECT_EQ(book().holderOf("A-7"), ben);
    EXPECT_THAT(book().references(ben, kRecogniser), SizeIs(2));
    EXPECT_EQ(book().log({.identity = ben}).at(0).name, "Ben") << "what was Ada's is Ben's";
    store->remove(ben);
    EXPECT_FALSE(book().holderOf("A-7"));
    const auto log = book().log({});
    ASSERT_THAT(log, SizeIs(1)) << "the entry stays";
    EXPECT_FALSE(log[0].identity.valid());
    EXPECT_TRUE(log[0].name.empty());
    EXPECT_THAT(book().logCrop(log[0].id), IsEmpty()) << "the picture does not";
    EXPECT_FALSE(book().brokenAt());
}

TEST_F(AccessBookTest, WhatWasDecidedOutlivesAKillBeforeTheDoorHearsOfIt) {
    store.reset();
    int told[2];
    ASSERT_EQ(pipe(told), 0);
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        auto own = Store::open(folder.path(), {.actor = "door", .clock = &clock});
        AccessEvent made = event(ada);
        for (int i = 0;; ++i) {
            made.at = clock.time + i;
            const auto id =
                own->presence()
                    .access()
                    .decide(made, 0,
                            [](const AccessHistory&) {
                                return AccessVerdict{AccessOutcome::kGranted, AccessReason::kAllowed, {}};
                            })
                    .id.value();
            if (write(told[1], &id, sizeof id) != sizeof id) _exit(1);
        }
    }
    std::int64_t last = 0, id = 0;
    for (int i = 0; i < 20; ++i) {
        ASSERT_EQ(read(told[0], &id, sizeof id), static_cast<ssize_t>(sizeof id));
        last = id;
    }
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    close(told[1]);
    while (read(told[0], &id, sizeof id) == static_cast<ssize_t>(sizeof id))
        last = id;
    close(told[0]);
    reopen();
    const auto log = book().log({.newest = 0});
    ASSERT_FALSE(log.empty());
    EXPECT_GE(log.front().id.value(), last) << "each that was said to be decided is there";
    EXPECT_EQ(log.back().id.value(), 1);
    EXPECT_THAT(log, SizeIs(log.front().id.value())) << "once";
    EXPECT_TRUE(log.front().passed()) << "nobody knows whether it opened: as if it did";
    EXPECT_FALSE(book().brokenAt());
    EXPECT_FALSE(store->auditBrokenAt());
}
