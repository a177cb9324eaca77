#include "core/base/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <stop_token>
#include <vector>

using namespace lineament;

TEST(ForEachInParallel, DoesEachOnce) {
    JobContext context;
    for (const int threads : {0, 1, 4}) {
        std::vector<std::atomic<int>> calls(500);
        forEachInParallel(calls.size(), threads, "test", context, [&](std::size_t i) { ++calls[i]; });
        for (const auto& count : calls)
            ASSERT_EQ(count, 1) << threads;
    }
    forEachInParallel(0, 4, "test", context, [](std::size_t) { FAIL(); });
}

TEST(ForEachInParallel, ThrowsTheFirstFailureAndBeginsNoMore) {
    JobContext context;
    std::atomic<int> calls = 0;
    EXPECT_THROW(forEachInParallel(10'000, 3, "test", context,
                                   [&](std::size_t i) {
                                       ++calls;
                                       if (i == 5) throw std::runtime_error("5");
                                   }),
                 std::runtime_error);
    EXPECT_LT(calls, 10'000);
}

TEST(ForEachInParallel, EndsWhenItIsStopped) {
    std::stop_source stop;
    const JobContext context(stop.get_token());
    std::atomic<int> calls = 0;
    EXPECT_THROW(forEachInParallel(10'000, 2, "test", context,
                                   [&](std::size_t) {
                                       if (++calls == 20) stop.request_stop();
                                   }),
                 Cancelled);
    EXPECT_LT(calls, 100);
}
