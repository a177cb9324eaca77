#include "core/base/clock.h"

#include <gtest/gtest.h>

using namespace lineament;

TEST(Clock, WritesIso8601WithMilliseconds) {
    EXPECT_EQ(iso8601(0), "1970-01-01T00:00:00.000Z");
    EXPECT_EQ(iso8601(1'794'475'800'250), "2026-11-12T09:30:00.250Z");
    EXPECT_EQ(iso8601(-1), "1969-12-31T23:59:59.999Z");
}

TEST(Clock, OfTheSystemMovesForward) {
    const auto before = Clock::system().now();
    EXPECT_GE(Clock::system().now(), before);
    EXPECT_GT(before, 1'700'000'000'000);
}
