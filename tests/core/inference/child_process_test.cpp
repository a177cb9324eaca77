#include "core/inference/child_process.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/base/error.h"
#include "tests/support/places.h"

using namespace lineament;

TEST(ChildProcess, TellsHowAProgramEndedAndWhatItSaidLast) {
    const test::TempFolder folder;
    JobContext context;
    const auto result = runProgram({"sh", "-c", "echo said; exit 3"}, folder.path(), context);
    EXPECT_TRUE(result.started);
    EXPECT_EQ(result.status, 3);
    EXPECT_EQ(result.output, "said\n");
    EXPECT_FALSE(runProgram({"there-is-no-such-program"}, folder.path(), context).started);
}

TEST(ChildProcess, TheMostMemoryOfAProgramIsItsOwnNotThatOfWhoStartedIt) {
    const test::TempFolder folder;
    JobContext context;
    constexpr std::size_t kMiB = 1 << 20;
    std::vector<char> held(200 * kMiB);
    std::fill(held.begin(), held.end(), 'x');
    const auto result = runProgram({"sleep", "0.1"}, folder.path(), context);
    EXPECT_GT(result.peakMemory, 100'000);
    EXPECT_LT(result.peakMemory, static_cast<std::int64_t>(50 * kMiB));
    EXPECT_EQ(held.back(), 'x');
}
