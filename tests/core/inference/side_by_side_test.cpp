#include "core/inference/side_by_side.h"

#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

#include "core/base/job_context.h"
#include "core/inference/device.h"

using namespace lineament;

namespace {

struct Threads {
    explicit Threads(int count) { setThreads(count); }
    ~Threads() { setThreads(0); }
};

}  // namespace

TEST(SideBySide, DoesEveryItemOnceWhateverTheThreads) {
    for (const int count : {1, 2, 5}) {
        const Threads threads(count);
        for (const std::size_t items : {0u, 1u, 2u, 3u, 7u, 100u}) {
            std::vector<std::atomic<int>> done(items);
            sideBySide(items, [&](std::size_t begin, std::size_t end) {
                EXPECT_LT(begin, end);
                for (std::size_t i = begin; i < end; ++i)
                    ++done[i];
            });
            for (const auto& times : done)
                EXPECT_EQ(times, 1) << items << " items on " << count << " threads";
        }
    }
}

TEST(SideBySide, MakesNoMorePartsThanThreads) {
    const Threads threads(3);
    std::atomic<int> parts = 0;
    sideBySide(50, [&](std::size_t, std::size_t) {
        ++parts;
        EXPECT_TRUE(isBesideOthers());
    });
    EXPECT_EQ(parts, 3);
    EXPECT_FALSE(isBesideOthers());
}

TEST(SideBySide, LeavesOneItemAllThreads) {
    const Threads threads(2);
    sideBySide(1, [&](std::size_t, std::size_t) { EXPECT_FALSE(isBesideOthers()); });
}

TEST(SideBySide, RunsCallsWithinCallsOneAfterAnother) {
    const Threads threads(4);
    std::mutex mutex;
    std::set<std::size_t> seen;
    sideBySide(4, [&](std::size_t begin, std::size_t) {
        const auto thread = std::this_thread::get_id();
        int calls = 0;
        sideBySide(10, [&](std::size_t from, std::size_t to) {
            ++calls;
            EXPECT_EQ(std::this_thread::get_id(), thread);
            EXPECT_EQ(to - from, 10u);
        });
        EXPECT_EQ(calls, 1);
        EXPECT_TRUE(isBesideOthers());
        const std::lock_guard lock(mutex);
        seen.insert(begin);
    });
    EXPECT_EQ(seen.size(), 4u);
}

TEST(SideBySide, TellsTheErrorAndThatOneCancelled) {
    const Threads threads(2);
    EXPECT_THROW(sideBySide(8, [](std::size_t, std::size_t) { throw std::runtime_error("broken"); }),
                 std::runtime_error);
    EXPECT_THROW(sideBySide(8, [](std::size_t, std::size_t) { throw Cancelled{}; }), Cancelled);
    EXPECT_FALSE(isBesideOthers());
}
