#include "core/presence/attendance.h"

#include <gmock/gmock.h>

#include <map>
#include <random>

#include "core/base/error.h"
#include "core/presence/calendar.h"
#include "tests/core/presence/wall_clock.h"

using namespace lineament;
using test::wallClock;
using enum AttendanceStatus;

namespace {

constexpr UnixMs kMinute = 60'000;
constexpr const char* kBerlin = "Europe/Berlin";
constexpr UnixMs kMuchLater = 4'000'000'000'000;

Day day(const char* text) {
    return *dayFromIso(text);
}

/// One person with one shift, 12 March 2026, a Thursday.
class AttendanceTest : public testing::Test {
  protected:
    AttendanceTest() {
        basis.people = {IdentityId(1)};
        Shift shift;
        shift.id = ShiftId(1);
        shift.name = "Day";
        shift.timeZone = kBerlin;
        shift.fromMinute = 8 * 60, shift.toMinute = 16 * 60;
        basis.shifts = {shift};
        basis.assignments = {{IdentityId(1), ShiftId(1), day("2026-01-01"), std::nullopt}};
        basis.timeZone = kBerlin;
    }
    Shift& shift() { return basis.shifts[0]; }
    static UnixMs at(int hour, int minute, int dayOfMonth = 12) {
        return wallClock(kBerlin, 2026, 3, dayOfMonth, hour * 60 + minute);
    }
    void seen(UnixMs when, Passage passage = Passage::kSeen) {
        Sighting sighting;
        sighting.id = SightingId(static_cast<std::int64_t>(basis.sightings.size()) + 1);
        sighting.identity = IdentityId(1);
        sighting.at = when;
        sighting.passage = passage;
        basis.sightings.push_back(sighting);
    }
    void corrected(Correction::Kind kind, UnixMs when, int sighting = 0) {
        basis.corrections.push_back({CorrectionId(1), IdentityId(1), day("2026-03-12"), kind, when,
                                     SightingId(sighting), "forgot", "tester", 0, false});
    }
    AttendanceDay only(UnixMs now = kMuchLater) {
        const auto days = attendance(basis, day("2026-03-12"), day("2026-03-12"), now);
        EXPECT_EQ(days.size(), 1u);
        return days.empty() ? AttendanceDay{} : days[0];
    }

    AttendanceBasis basis;
};

}  // namespace

TEST_F(AttendanceTest, FirstAndLastLookMakeTheDay) {
    seen(at(16, 2)), seen(at(7, 55)), seen(at(12, 0));
    const auto day = only();
    EXPECT_EQ(day.status, kPresent);
    EXPECT_EQ(day.firstSeen, at(7, 55));
    EXPECT_EQ(day.lastSeen, at(16, 2));
    EXPECT_EQ(day.workedMinutes, 8 * 60 + 7);
    EXPECT_EQ(day.overtimeMinutes, 0) << "two minutes are no overtime";
}

TEST_F(AttendanceTest, GraceIsGivenAndNotMore) {
    seen(at(8, 5)), seen(at(15, 55));
    EXPECT_EQ(only().status, kPresent);
    basis.sightings.clear();
    seen(at(8, 6)), seen(at(15, 54));
    const auto day = only();
    EXPECT_EQ(day.status, kLateLeftEarly);
    EXPECT_EQ(day.lateMinutes, 6);
    EXPECT_EQ(day.earlyMinutes, 6);
}

TEST_F(AttendanceTest, EntriesAndExitsCountAndTheTimeOutsideDoesNot) {
    shift().breaks = {{12 * 60, 12 * 60 + 30}};
    seen(at(7, 30)), seen(at(8, 0), Passage::kEntry), seen(at(11, 0), Passage::kExit), seen(at(11, 30));
    seen(at(13, 0), Passage::kEntry), seen(at(16, 30), Passage::kExit), seen(at(17, 0));
    const auto day = only();
    EXPECT_EQ(day.firstSeen, at(7, 30));
    EXPECT_EQ(day.lastSeen, at(17, 0));
    EXPECT_EQ(day.departure, at(16, 30)) << "seen outside afterwards is not there";
    EXPECT_EQ(day.workedMinutes, 3 * 60 + 30 + 3 * 60 + 30) << "the break was outside anyway";
    EXPECT_EQ(day.overtimeMinutes, 30);
}

TEST_F(AttendanceTest, OvertimeIsWhenSomebodyIsThereAfterTheEndNotWhenTheyAreOutside) {
    seen(at(8, 0), Passage::kEntry), seen(at(16, 0), Passage::kExit);
    seen(at(20, 0), Passage::kEntry), seen(at(20, 20), Passage::kExit);
    EXPECT_EQ(only().overtimeMinutes, 20);
    basis.sightings.clear();
    seen(at(19, 0), Passage::kEntry), seen(at(19, 0), Passage::kExit);
    EXPECT_EQ(only().overtimeMinutes, 0) << "who came after the end was not there from the end on";
}

TEST_F(AttendanceTest, WhoComesAfterTheEndOfTheShiftIsAbsentNotLateByAllOfIt) {
    seen(at(17, 0)), seen(at(18, 30));
    auto day = only();
    EXPECT_EQ(day.status, kAbsent);
    EXPECT_TRUE(day.outsideShift);
    EXPECT_EQ(day.lateMinutes, 0);
    EXPECT_EQ(day.earlyMinutes, 0);
    EXPECT_EQ(day.firstSeen, at(17, 0)) << "the observation stays";
    EXPECT_EQ(day.workedMinutes, 90);
    EXPECT_EQ(day.overtimeMinutes, 90) << "they were there after the end";
    basis.sightings.clear();
    seen(at(16, 0));
    EXPECT_EQ(only().status, kAbsent) << "the end itself is no time of the shift";
    basis.sightings.clear();
    seen(at(15, 59)), seen(at(16, 30));
    day = only();
    EXPECT_EQ(day.status, kLate) << "one minute is";
    EXPECT_EQ(day.lateMinutes, 7 * 60 + 59);
    EXPECT_FALSE(day.outsideShift);
}

TEST_F(AttendanceTest, WhoWentBeforeTheShiftBeganIsAbsentAndExpectedUntilThen) {
    seen(at(7, 0), Passage::kEntry), seen(at(7, 30), Passage::kExit);
    EXPECT_EQ(only(at(7, 45)).status, kExpected);
    for (const auto now : {at(10, 0), kMuchLater}) {
        const auto day = only(now);
        EXPECT_EQ(day.status, kAbsent);
        EXPECT_TRUE(day.outsideShift);
        EXPECT_EQ(day.earlyMinutes, 0);
        EXPECT_EQ(day.overtimeMinutes, 0) << "overtime comes after a shift";
    }
    seen(at(16, 30), Passage::kEntry), seen(at(17, 0), Passage::kExit);
    EXPECT_EQ(only().status, kAbsent) << "before and after is not during";
    EXPECT_FALSE((corrected(Correction::Kind::kEntry, at(8, 0)), only().outsideShift)) << "said by hand";
}

TEST_F(AttendanceTest, WhoMayHaveBeenThereIsIncompleteNotAbsent) {
    const auto status = [&](std::initializer_list<std::pair<UnixMs, Passage>> looks) {
        basis.sightings.clear();
        for (const auto& [when, passage] : looks)
            seen(when, passage);
        const auto day = only();
        EXPECT_FALSE(day.outsideShift);
        return day.status;
    };
    using enum Passage;
    EXPECT_EQ(status({{at(7, 50), kSeen}, {at(7, 52), kSeen}}), kIncomplete) << "nothing says that they went";
    EXPECT_EQ(only(at(10, 0)).status, kPresent);
    EXPECT_EQ(status({{at(16, 5), kExit}}), kIncomplete) << "who goes was there";
    EXPECT_EQ(status({{at(7, 0), kEntry}, {at(7, 30), kExit}, {at(10, 0), kSeen}}), kIncomplete)
        << "seen during the shift, but not to come in again";
}

TEST_F(AttendanceTest, TimesOutsideTheShiftDoNotHideThatSomebodyCameLateOrWentEarly) {
    using enum Passage;
    seen(at(7, 0), kEntry), seen(at(7, 20), kExit), seen(at(9, 0), kEntry), seen(at(15, 0), kExit);
    seen(at(17, 0), kEntry), seen(at(17, 10), kExit);
    const auto day = only();
    EXPECT_EQ(day.status, kLateLeftEarly);
    EXPECT_EQ(day.lateMinutes, 60);
    EXPECT_EQ(day.earlyMinutes, 60);
    EXPECT_EQ(day.arrival, at(7, 0));
    EXPECT_EQ(day.departure, at(17, 10));
}

TEST_F(AttendanceTest, BreaksAreNotWorked) {
    shift().breaks = {{12 * 60, 12 * 60 + 30}, {15 * 60, 15 * 60 + 10}};
    seen(at(8, 0)), seen(at(16, 0));
    EXPECT_EQ(only().workedMinutes, 8 * 60 - 40);
}

TEST_F(AttendanceTest, AnOpenEndIsIncompleteAndNobodyIsAbsent) {
    EXPECT_EQ(only().status, kAbsent);
    EXPECT_EQ(only(at(8, 3)).status, kExpected) << "the grace has not passed";
    EXPECT_EQ(only(at(8, 6)).status, kAbsent);
    seen(at(8, 0), Passage::kEntry);
    EXPECT_EQ(only().status, kIncomplete);
    EXPECT_EQ(only(at(10, 0)).status, kPresent) << "the shift is not over";
}

TEST_F(AttendanceTest, CorrectionsCountAndLeaveTheObservation) {
    seen(at(9, 0)), seen(at(15, 0)), seen(at(20, 0));
    corrected(Correction::Kind::kEntry, at(8, 0));
    corrected(Correction::Kind::kExit, at(16, 0));
    corrected(Correction::Kind::kIgnore, 0, 3);
    auto day = only();
    EXPECT_TRUE(day.corrected);
    EXPECT_EQ(day.status, kPresent);
    EXPECT_EQ(day.arrival, at(8, 0));
    EXPECT_EQ(day.departure, at(16, 0));
    EXPECT_EQ(day.firstSeen, at(9, 0));
    EXPECT_EQ(day.lastSeen, at(20, 0));
    for (auto& correction : basis.corrections)
        correction.revoked = true;
    day = only();
    EXPECT_FALSE(day.corrected);
    EXPECT_EQ(day.lateMinutes, 60);
    EXPECT_EQ(day.departure, at(20, 0));
}

TEST_F(AttendanceTest, DaysOffAndWeekendsAreNoAbsence) {
    basis.daysOff = {{day("2026-03-12"), IdentityId(1), "Leave"}};
    EXPECT_EQ(only().status, kDayOff);
    seen(at(10, 0)), seen(at(12, 0));
    EXPECT_EQ(only().status, kDayOff);
    EXPECT_EQ(only().overtimeMinutes, 120);
    basis.sightings.clear();
    EXPECT_THAT(attendance(basis, day("2026-03-14"), day("2026-03-15"), kMuchLater), testing::IsEmpty());
}

TEST_F(AttendanceTest, ANightBelongsToTheDayOnWhichItBegins) {
    shift().fromMinute = 22 * 60, shift().toMinute = 30 * 60;
    seen(at(21, 50)), seen(at(6, 5, 13)), seen(at(22, 1, 13)), seen(at(6, 0, 14));
    const auto days = attendance(basis, day("2026-03-12"), day("2026-03-13"), kMuchLater);
    ASSERT_EQ(days.size(), 2u);
    EXPECT_EQ(days[0].lastSeen, at(6, 5, 13));
    EXPECT_EQ(days[1].firstSeen, at(22, 1, 13));
    EXPECT_EQ(days[1].status, kPresent);
}

TEST_F(AttendanceTest, TheNightOnWhichTheClockIsPutBackHasNineHours) {
    shift().fromMinute = 22 * 60, shift().toMinute = 30 * 60;
    shift().weekdays = 0b1111111;
    const auto clock = [](int dayOfMonth, int minute) {
        return wallClock(kBerlin, 2026, 10, dayOfMonth, minute);
    };
    seen(clock(24, 22 * 60)), seen(clock(25, 6 * 60));
    const auto days = attendance(basis, day("2026-10-24"), day("2026-10-24"), kMuchLater);
    ASSERT_EQ(days.size(), 1u);
    EXPECT_EQ(days[0].status, kPresent);
    EXPECT_EQ(days[0].shiftTo - days[0].shiftFrom, 9 * 60 * kMinute);
    EXPECT_EQ(days[0].workedMinutes, 9 * 60);
    EXPECT_EQ(days[0].overtimeMinutes, 0);
}

TEST_F(AttendanceTest, ADayKnowsItsLooksAlsoTheIgnoredOnes) {
    seen(at(16, 0)), seen(at(8, 0)), seen(at(9, 0), Passage::kSeen);
    corrected(Correction::Kind::kIgnore, 0, 3);
    EXPECT_THAT(only().sightings, testing::ElementsAre(SightingId(2), SightingId(3), SightingId(1)));
}

TEST_F(AttendanceTest, PeopleWithoutAShiftAreListedWhenTheyWereSeen) {
    basis.assignments.clear();
    EXPECT_THAT(attendance(basis, day("2026-03-01"), day("2026-03-31"), kMuchLater), testing::IsEmpty());
    seen(at(0, 10)), seen(at(23, 50));
    const auto days = attendance(basis, day("2026-03-01"), day("2026-03-31"), kMuchLater);
    ASSERT_EQ(days.size(), 1u);
    EXPECT_EQ(isoOf(days[0].day), "2026-03-12");
    EXPECT_EQ(days[0].status, kPresent);
}

TEST_F(AttendanceTest, AClockSetBackLosesNobody) {
    seen(at(8, 0)), seen(at(7, 58)), seen(at(16, 0)), seen(at(15, 58));
    EXPECT_EQ(only().firstSeen, at(7, 58));
    EXPECT_EQ(only(at(12, 0)).lastSeen, at(8, 0)) << "what lies ahead has not happened";
}

TEST_F(AttendanceTest, ShiftsOutOfRangeAreRefused) {
    shift().toMinute = shift().fromMinute;
    EXPECT_THROW(only(), Error);
    shift().toMinute = shift().fromMinute + 24 * 60 + 1;
    EXPECT_THROW(only(), Error);
    shift().toMinute = 16 * 60;
    shift().breaks = {{12 * 60, 13 * 60}, {12 * 60 + 30, 14 * 60}};
    EXPECT_THROW(only(), Error);
    shift().breaks.clear();
    EXPECT_THROW(attendance(basis, day("2026-03-12"), day("2026-03-11"), kMuchLater), Error);
    basis.timeZone = "Nowhere/At_All";
    EXPECT_THROW(only(), Error) << "also where nobody is without a shift";
}

namespace {

/// A month of 200 people in three shifts, made from what truly happened: the expected figures are worked out
/// beside the events, by the C library's clock and without the rules under test.
struct Month {
    struct Expected {
        AttendanceStatus status;
        int late = 0, early = 0, overtime = 0, worked = 0;
        std::optional<UnixMs> first, last;
    };
    AttendanceBasis basis;
    std::map<std::pair<int, std::int64_t>, Expected> expected;  // by day of the month and person

    void look(int person, UnixMs at, Passage passage) {
        Sighting sighting;
        sighting.id = SightingId(static_cast<std::int64_t>(basis.sightings.size()) + 1);
        sighting.identity = IdentityId(person);
        sighting.at = at;
        sighting.passage = passage;
        basis.sightings.push_back(sighting);
    }
    void say(int person, Day day, Correction::Kind kind, UnixMs at, SightingId sighting = {}) {
        basis.corrections.push_back({CorrectionId(static_cast<std::int64_t>(basis.corrections.size()) + 1),
                                     IdentityId(person), day, kind, at, sighting, "said so", "boss", 0,
                                     false});
    }

    Month() {
        const auto shift = [&](int id, const char* zone, int from, int to, Break pause) {
            Shift made;
            made.id = ShiftId(id);
            made.name = "shift " + std::to_string(id);
            made.timeZone = zone;
            made.fromMinute = from, made.toMinute = to;
            made.breaks = {pause};
            made.weekdays = id == 2 ? 0b1111111 : 0b11111;
            basis.shifts.push_back(made);
        };
        shift(1, kBerlin, 8 * 60, 16 * 60 + 30, {12 * 60, 12 * 60 + 30});
        shift(2, kBerlin, 22 * 60, 30 * 60, {24 * 60 + 20, 24 * 60 + 50});
        shift(3, "America/New_York", 9 * 60, 17 * 60, {12 * 60, 13 * 60});
        basis.daysOff.push_back({day("2026-03-17"), std::nullopt, "Holiday"});
        std::mt19937 random(8);
        for (int person = 1; person <= 200; ++person) {
            basis.people.push_back(IdentityId(person));
            const auto& mine = basis.shifts[static_cast<std::size_t>(person % 3)];
            basis.assignments.push_back({IdentityId(person), mine.id, day("2026-03-01"), day("2026-03-31")});
            for (int d = 1; d <= 31; ++d)
                live(person, d, mine, random);
        }
        std::shuffle(basis.sightings.begin(), basis.sightings.end(), random);
    }

    void live(int person, int d, const Shift& shift, std::mt19937& random) {
        const int weekday = (d + 5) % 7;  // 1 March 2026 was a Sunday
        if (!(shift.weekdays >> weekday & 1)) return;
        const Day date = day("2026-03-01") + std::chrono::days(d - 1);
        if (d == 17) {
            expected[{d, person}] = {kDayOff};
            return;
        }
        const auto clock = [&](int minute) { return wallClock(shift.timeZone, 2026, 3, d, minute); };
        const UnixMs from = clock(shift.fromMinute), to = clock(shift.toMinute);
        const int pause = shift.breaks[0].toMinute - shift.breaks[0].fromMinute;
        const int kind = static_cast<int>(random() % 10);
        int late = static_cast<int>(random() % 6) - 10, after = static_cast<int>(random() % 15);
        if (kind == 0) {
            expected[{d, person}] = {kAbsent};
            return;
        }
        if (kind == 1 || kind == 3) late = 6 + static_cast<int>(random() % 90);
        if (kind == 2 || kind == 3) after = -6 - static_cast<int>(random() % 60);
        if (kind == 4) after = 15 + static_cast<int>(random() % 120);
        const UnixMs arrival = from + late * kMinute, departure = to + after * kMinute;
        Expected truth{kPresent,
                       late > 5 ? late : 0,
                       after < -5 ? -after : 0,
                       after >= 15 ? after : 0,
                       static_cast<int>((departure - arrival) / kMinute) - pause,
                       arrival,
                       departure};
        truth.status = truth.late && truth.early ? kLateLeftEarly
                       : truth.late              ? kLate
                       : truth.early             ? kLeftEarly
                                                 : kPresent;
        const bool doors = person % 2;
        const auto in = doors ? Passage::kEntry : Passage::kSeen,
                   out = doors ? Passage::kExit : Passage::kSeen;
        if (kind == 7) {  // came in unseen, and said so
            truth.first = arrival + (departure - arrival) / 2;
            say(person, date, Correction::Kind::kEntry, arrival);
        } else {
            look(person, arrival, in);
        }
        look(person, arrival + (departure - arrival) / 2, Passage::kSeen);
        if (kind == 5) {  // went out unseen, and said so
            truth.last = arrival + (departure - arrival) / 2;
            say(person, date, Correction::Kind::kExit, departure);
        } else {
            look(person, departure, out);
        }
        if (kind == 6) {  // somebody else was taken for them two hours before
            look(person, arrival - 120 * kMinute, in);
            truth.first = arrival - 120 * kMinute;
            say(person, date, Correction::Kind::kIgnore, 0, basis.sightings.back().id);
        }
        expected[{d, person}] = truth;
    }
};

}  // namespace

TEST(AttendanceMonth, OfTwoHundredPeopleAgreesWithAnIndependentCalculation) {
    const Month month;
    const auto days = attendance(month.basis, day("2026-03-01"), day("2026-03-31"), kMuchLater);
    ASSERT_EQ(days.size(), month.expected.size());
    std::map<AttendanceStatus, int> counts;
    for (const auto& found : days) {
        const auto& want =
            month.expected.at({(found.day - day("2026-03-01")).count() + 1, found.identity.value()});
        const auto where = isoOf(found.day) + " person " + std::to_string(found.identity.value());
        ++counts[want.status];
        ASSERT_EQ(name(found.status), name(want.status)) << where;
        ASSERT_EQ(found.lateMinutes, want.late) << where;
        ASSERT_EQ(found.earlyMinutes, want.early) << where;
        ASSERT_EQ(found.overtimeMinutes, want.overtime) << where;
        ASSERT_EQ(found.workedMinutes, want.worked) << where;
        ASSERT_EQ(found.firstSeen, want.first) << where;
        ASSERT_EQ(found.lastSeen, want.last) << where;
    }
    for (const auto status : {kPresent, kLate, kLeftEarly, kLateLeftEarly, kAbsent, kDayOff})
        EXPECT_GT(counts[status], 50) << name(status);
    // The night of 28 March has seven hours: the clock was put forward.
    for (const auto& found : days)
        if (isoOf(found.day) == "2026-03-28" && found.shift == ShiftId(2)) {
            EXPECT_EQ(found.shiftTo - found.shiftFrom, 7 * 60 * kMinute);
        }
}
