#include "core/store/presence_book.h"

#include "tests/core/store/store_fixture.h"

using namespace lineament;
using namespace lineament::test;
using testing::IsEmpty;
using testing::SizeIs;

namespace {

class PresenceBookTest : public StoreTest {
  protected:
    PresenceBookTest() : ada(enrol("Ada", 1)), ben(enrol("Ben", 2)) {}
    PresenceBook& book() { return store->presence(); }
    static Sighting sighting(const std::string& key, IdentityId who, UnixMs at) {
        Sighting made;
        made.key = key, made.identity = who, made.at = at, made.zone = "Lobby", made.passage = Passage::kEntry;
        made.similarity = 0.7f, made.threshold = 0.4f, made.quality = 55;
        made.crop = bytesOf("jpeg");
        return made;
    }
    void add(const std::vector<Sighting>& sightings, int fresh) { EXPECT_EQ(book().addSightings(sightings), fresh); }
    static Shift shift(const std::string& name) {
        Shift made;
        made.name = name, made.timeZone = "Europe/Berlin", made.breaks = {{720, 750}};
        return made;
    }
    std::vector<std::string> actions() {
        std::vector<std::string> all;
        for (const auto& entry : store->auditEntries()) all.push_back(entry.action);
        return all;
    }
    static constexpr Day kDay{std::chrono::days(20'500)};
    static constexpr UnixMs kNine = 20'500LL * 86'400'000 + 9 * 3'600'000;  ///< on that day

    IdentityId ada, ben;
};

}  // namespace

TEST_F(PresenceBookTest, ASightingIsStoredOnceAndKept) {
    add({sighting("door:1", ada, 1000), sighting("door:2", ben, 2000)}, 2);
    add({sighting("door:2", ben, 2000), sighting("door:3", ben, 3000)}, 1);
    reopen();
    const auto all = book().sightings(0, 10'000);
    ASSERT_THAT(all, SizeIs(3));
    EXPECT_EQ(all[0].identity, ada);
    EXPECT_EQ(all[0].passage, Passage::kEntry);
    EXPECT_EQ(all[0].zone, "Lobby");
    EXPECT_FLOAT_EQ(all[0].similarity, 0.7f);
    EXPECT_EQ(book().sightingCrop(all[0].id), bytesOf("jpeg"));
    EXPECT_THAT(book().sightings(1001, 3000), SizeIs(1)) << "from is taken, to is not";
    EXPECT_THROW(raw().exec("UPDATE sightings SET at = 7"), SQLite::Exception) << "an observation is never rewritten";
}

TEST_F(PresenceBookTest, ACameraIsKeptWithItsRulesAndBadOnesAreRefused) {
    Camera door;
    door.name = "Door", door.source = "rtsp://user:secret@camera/1", door.zone = "Lobby";
    door.passage = Passage::kExit;
    door.id = book().saveCamera(door);
    EXPECT_EQ(book().cameras().at(0).rules, CameraRules()) << "as everywhere";
    door.rules = {
        .area = {{0.25f, 0}, {1, 0}, {1, 0.5f}}, .detector = "blazeface", .minFacePx = 48, .fmr = 1e-5};
    book().saveCamera(door);
    reopen();
    const auto kept = book().cameras().at(0);
    EXPECT_EQ(kept.rules, door.rules);
    EXPECT_EQ(kept.passage, Passage::kExit);
    const auto line = store->auditEntries().back();
    EXPECT_EQ(line.action, "camera.change");
    EXPECT_NE(line.detail.find("blazeface"), std::string::npos);
    EXPECT_EQ(line.detail.find("secret"), std::string::npos);
    door.rules.area.pop_back();
    EXPECT_EQ(codeOf([&] { book().saveCamera(door); }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(book().cameras().at(0).rules.area.size(), 3u);
}

TEST_F(PresenceBookTest, ASightingOfWhoeverOrWhateverIsGoneIsNoError) {
    Camera door;
    door.name = "Door", door.source = "film";
    door.id = book().saveCamera(door);
    auto of = sighting("door:1", ada, 1000), other = sighting("door:2", ben, 1000);
    of.camera = other.camera = door.id;
    store->remove(ada);
    book().removeCamera(door.id);
    add({of, other}, 1);
    const auto all = book().sightings(0, 10'000);
    ASSERT_THAT(all, SizeIs(1)) << "whoever was removed is nobody";
    EXPECT_EQ(all[0].identity, ben);
    EXPECT_FALSE(all[0].camera.valid()) << "what was seen stays";
}

TEST_F(PresenceBookTest, ASightingSaysWhereInARecordingItWas) {
    auto made = sighting("film:1", ada, 1000);
    made.recording = "/films/lobby.mp4", made.recordingMs = 61'240.5;
    add({made, sighting("live:1", ada, 2000)}, 2);
    const auto all = book().sightings(0, 10'000);
    EXPECT_EQ(all[0].recording, "/films/lobby.mp4");
    EXPECT_EQ(all[0].recordingMs, 61'240.5);
    EXPECT_EQ(all[1].recording, "");
    EXPECT_THROW(raw().exec("UPDATE sightings SET recording_ms = 7"), SQLite::Exception);
}

TEST_F(PresenceBookTest, WhatIsKnownOfPeopleMergedOneIntoTheOtherIsTheLastOnes) {
    const auto cleo = enrol("Cleo", 3);
    add({sighting("a", ada, 1000), sighting("b", ben, 2000)}, 2);
    const auto id = book().saveShift(shift("Early"));
    book().assign({ada, id, kDay, std::nullopt});
    book().saveDayOff({kDay, ben, "leave"});
    book().correct(
        {.identity = ada, .day = kDay, .kind = Correction::Kind::kEntry, .at = kNine, .reason = "why"});
    store->merge(ada, ben);
    store->merge(ben, cleo);
    for (const auto& found : book().sightings(0, 10'000))
        EXPECT_EQ(found.identity, cleo);
    EXPECT_EQ(book().assignments().at(0).identity, cleo);
    EXPECT_EQ(book().daysOff().at(0).identity, cleo);
    EXPECT_EQ(book().corrections(kDay, kDay).at(0).identity, cleo);
    book().correct({.identity = cleo,
                    .day = kDay,
                    .kind = Correction::Kind::kIgnore,
                    .sighting = book().sightings(0, 10'000).at(0).id,
                    .reason = "somebody else"});
}

TEST_F(PresenceBookTest, SightingsFollowAMergeAndGoWithThePerson) {
    add({sighting("a", ada, 1000), sighting("b", ben, 2000)}, 2);
    store->merge(ben, ada);
    for (const auto& found : book().sightings(0, 10'000)) EXPECT_EQ(found.identity, ada);
    store->remove(ada);
    EXPECT_THAT(book().sightings(0, 10'000), IsEmpty());
}

TEST_F(PresenceBookTest, ShiftsAssignmentsAndDaysOffComeBack) {
    const auto id = book().saveShift(shift("Early"));
    auto changed = shift("Early");
    changed.fromMinute = 360, changed.weekdays = 0b1111111;
    EXPECT_EQ(book().saveShift(changed), id);
    book().assign({ada, id, kDay, kDay + std::chrono::days(30)});
    book().assign({ben, id, kDay, std::nullopt});
    book().saveDayOff({kDay, std::nullopt, "Holiday"});
    book().saveDayOff({kDay, ada, "Leave"});
    book().saveDayOff({kDay, ada, "Sick"});
    reopen();
    ASSERT_THAT(book().shifts(), SizeIs(1));
    EXPECT_EQ(book().shifts()[0].fromMinute, 360);
    EXPECT_EQ(book().shifts()[0].breaks, (std::vector<Break>{{720, 750}}));
    ASSERT_THAT(book().assignments(), SizeIs(2));
    EXPECT_EQ(book().assignments()[0].to, kDay + std::chrono::days(30));
    EXPECT_EQ(book().assignments()[1].to, std::nullopt);
    ASSERT_THAT(book().daysOff(), SizeIs(2));
    EXPECT_EQ(book().daysOff()[1].name, "Sick");
    EXPECT_TRUE(book().removeDayOff(kDay, ada));
    EXPECT_FALSE(book().removeDayOff(kDay, ada));
    book().removeShift(id);
    EXPECT_THAT(book().assignments(), IsEmpty());
    EXPECT_EQ(codeOf([&] { book().assign({ada, id, kDay, std::nullopt}); }), ErrorCode::kNotFound);
    EXPECT_EQ(codeOf([&] { book().assign({IdentityId(99), id, kDay, std::nullopt}); }), ErrorCode::kNotFound);
}

TEST_F(PresenceBookTest, CorrectionsNeedAReasonAreAuditedAndStayToBeSeenWhenRevoked) {
    add({sighting("a", ada, 1000)}, 1);
    const auto seen = book().sightings(0, 10'000)[0].id;
    EXPECT_EQ(codeOf([&] { book().correct({{}, ada, kDay, Correction::Kind::kEntry, kNine, {}, " "}); }),
              ErrorCode::kInvalidArgument);
    EXPECT_EQ(codeOf([&] {
                  book().correct({{}, ada, kDay, Correction::Kind::kEntry, kNine + 7 * 86'400'000, {}, "a slip"});
              }),
              ErrorCode::kInvalidArgument);
    EXPECT_EQ(codeOf([&] { book().correct({{}, ben, kDay, Correction::Kind::kIgnore, 0, seen, "not Ben"}); }),
              ErrorCode::kNotFound);
    const auto entry = book().correct({{}, ada, kDay, Correction::Kind::kEntry, kNine, {}, "badge forgotten"});
    book().correct({{}, ada, kDay, Correction::Kind::kIgnore, 0, seen, "her sister"});
    book().revoke(entry, "she was wrong");
    const auto all = book().corrections(kDay, kDay);
    ASSERT_THAT(all, SizeIs(2));
    EXPECT_TRUE(all[0].revoked);
    EXPECT_EQ(all[0].actor, "tester");
    EXPECT_EQ(all[0].reason, "badge forgotten");
    EXPECT_EQ(all[1].sighting, seen);
    EXPECT_THAT(book().sightings(0, 10'000), SizeIs(1)) << "the observation stays";
    EXPECT_THAT(actions(), testing::IsSupersetOf({"attendance.correct", "attendance.revoke"}));
    EXPECT_EQ(store->auditBrokenAt(), std::nullopt);
    EXPECT_EQ(codeOf([&] { book().revoke(entry, "again"); }), ErrorCode::kNotFound);
}

TEST_F(PresenceBookTest, CorrectionsAreTakenBackAndMadeAgainAndBothAreWrittenDown) {
    const auto entry = book().correct({{}, ada, kDay, Correction::Kind::kEntry, kNine, {}, "badge forgotten"});
    const auto holds = [&] { return !book().corrections(kDay, kDay).at(0).revoked; };
    EXPECT_EQ(store->undo()->kind, "attendance.correct");
    EXPECT_FALSE(holds());
    reopen();
    EXPECT_EQ(store->redo()->kind, "attendance.correct");
    EXPECT_TRUE(holds());
    book().revoke(entry, "she was wrong");
    EXPECT_FALSE(holds());
    EXPECT_EQ(store->undo()->kind, "attendance.revoke");
    EXPECT_TRUE(holds());
    EXPECT_EQ(store->decisions(1)[0].reason, "she was wrong");
    EXPECT_THAT(actions(), testing::IsSupersetOf({"decision.undo", "decision.redo"}));
    store->undo();
    store->remove(ada);
    EXPECT_FALSE(store->redo()) << "of somebody who is erased nothing is left to do again";
    EXPECT_EQ(store->auditBrokenAt(), std::nullopt);
}

TEST_F(PresenceBookTest, CamerasAreNamedOnceAndLeaveTheirSightings) {
    const auto door = book().saveCamera({{}, "Door", "rtsp://user:secret@door/1", "Lobby", Passage::kEntry});
    EXPECT_EQ(codeOf([&] { book().saveCamera({{}, "Door", "camera:0", "", Passage::kSeen}); }), ErrorCode::kInvalidArgument);
    auto seen = sighting("a", ada, 1000);
    seen.camera = door;
    add({seen}, 1);
    book().saveCamera({door, "Front door", "camera:1", "Hall", Passage::kExit});
    EXPECT_EQ(book().cameras().at(0).name, "Front door");
    EXPECT_EQ(book().sightings(0, 10'000).at(0).zone, "Lobby") << "where it was then";
    book().removeCamera(door);
    EXPECT_THAT(book().cameras(), IsEmpty());
    EXPECT_FALSE(book().sightings(0, 10'000).at(0).camera.valid());
    for (const auto& entry : store->auditEntries()) EXPECT_EQ(entry.detail.find("secret"), std::string::npos);
}
