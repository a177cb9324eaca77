#include "core/presence/time_zone.h"

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/presence/calendar.h"
#include "tests/core/presence/wall_clock.h"

using namespace lineament;
using test::offsetByLibrary;
using test::wallClock;

namespace {

Day dayFrom(const char* text) {
    return *dayFromIso(text);
}

}  // namespace

TEST(TimeZone, AgreesWithTheSystemOverACentury) {
    for (const char* name : {"Europe/Berlin", "America/New_York", "Asia/Shanghai", "Australia/Lord_Howe",
                             "Asia/Kathmandu", "America/Sao_Paulo", "Africa/Casablanca", "Pacific/Apia"}) {
        const auto zone = TimeZone::named(name);
        for (UnixMs at = 0; at < 3'200'000'000'000; at += 86'400'000LL * 5 + 7'777'000)
            ASSERT_EQ(zone->offsetAt(at), offsetByLibrary(name, at)) << name << " " << iso8601(at);
    }
}

TEST(TimeZone, FindsWhenTheClockOnTheWallShowsATime) {
    const auto berlin = TimeZone::named("Europe/Berlin");
    EXPECT_EQ(berlin->utcOf(dayFrom("2026-01-15"), 9 * 3'600'000),
              wallClock("Europe/Berlin", 2026, 1, 15, 9 * 60));
    EXPECT_EQ(berlin->utcOf(dayFrom("2026-07-15"), 9 * 3'600'000),
              wallClock("Europe/Berlin", 2026, 7, 15, 9 * 60));
    EXPECT_EQ(berlin->utcOf(dayFrom("2026-07-14"), 33 * 3'600'000),
              wallClock("Europe/Berlin", 2026, 7, 15, 9 * 60));
    EXPECT_EQ(berlin->isoAt(berlin->utcOf(dayFrom("2026-07-15"), 9 * 3'600'000)),
              "2026-07-15T09:00:00.000+02:00");
}

TEST(TimeZone, KnowsTheHourThatIsSkippedAndTheOneThatComesTwice) {
    const auto berlin = TimeZone::named("Europe/Berlin");
    const auto skipped = berlin->utcOf(dayFrom("2026-03-29"), 2 * 3'600'000 + 1'800'000);
    EXPECT_EQ(berlin->isoAt(skipped), "2026-03-29T03:30:00.000+02:00");
    const auto twice = berlin->utcOf(dayFrom("2026-10-25"), 2 * 3'600'000 + 1'800'000);
    EXPECT_EQ(berlin->isoAt(twice), "2026-10-25T02:30:00.000+02:00");
    EXPECT_EQ(berlin->utcOf(dayFrom("2026-10-26"), 0) - berlin->utcOf(dayFrom("2026-10-25"), 0),
              25 * 3'600'000);
}

TEST(TimeZone, RefusesNamesThatAreNoneAndFilesThatAreDamaged) {
    for (const char* name : {"Mars/Olympus", "../../etc/passwd", "/etc/passwd", "Europe"})
        EXPECT_THROW(TimeZone::named(name), Error) << name;
    const std::string bytes("TZif2 nothing of use");
    EXPECT_THROW(TimeZone("x", std::as_bytes(std::span(bytes))), Error);
}

TEST(Calendar, ReadsDaysAndTimesOfIso8601Alone) {
    EXPECT_EQ(isoOf(dayFrom("2024-02-29")), "2024-02-29");
    for (const char* text :
         {"2023-02-29", "2023-13-01", "23-01-01", "2023-01-01 ", "", "2023-1-1", "2023-01-01T00:00"})
        EXPECT_FALSE(dayFromIso(text)) << text;
    const auto time = timeFromIso("2026-11-12T09:30:15.25+01:00");
    ASSERT_TRUE(time);
    EXPECT_EQ(time->msOfDay, ((9 * 60 + 30) * 60 + 15) * 1000 + 250);
    EXPECT_EQ(time->offsetSeconds, 3600);
    EXPECT_FALSE(timeFromIso("2026-11-12T09:30")->offsetSeconds);
    for (const char* text :
         {"2026-11-12", "2026-11-12T24:00", "2026-11-12T09:60", "2026-11-12T09:30+1", "2026-11-12T09:30x"})
        EXPECT_FALSE(timeFromIso(text)) << text;
    EXPECT_EQ(weekdayOf(dayFrom("2026-11-12")), 3);
}
