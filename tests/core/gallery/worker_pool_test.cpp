#include "core/gallery/worker_pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <stdexcept>

using namespace lineament;

TEST(WorkerPool, CallsEachThreadOnceARound) {
    WorkerPool pool(4);
    ASSERT_EQ(pool.threads(), 4);
    for (int round = 0; round < 200; ++round) {
        std::vector<std::atomic<int>> calls(4);
        pool.run([&](int thread) { ++calls[thread]; });
        for (const auto& count : calls)
            ASSERT_EQ(count, 1);
    }
}

TEST(WorkerPool, KeepsItsThreadsBetweenRounds) {
    WorkerPool pool(3);
    std::mutex mutex;
    std::set<std::thread::id> seen;
    for (int round = 0; round < 20; ++round)
        pool.run([&](int) {
            std::lock_guard lock(mutex);
            seen.insert(std::this_thread::get_id());
        });
    EXPECT_EQ(seen.size(), 3u);
}

TEST(WorkerPool, ThrowsWhatAWorkerThrewAndGoesOn) {
    WorkerPool pool(3);
    EXPECT_THROW(pool.run([](int thread) {
        if (thread == 2) throw std::runtime_error("worker");
    }),
                 std::runtime_error);
    EXPECT_THROW(pool.run([](int thread) {
        if (thread == 0) throw std::runtime_error("caller");
    }),
                 std::runtime_error);
    std::atomic<int> calls = 0;
    pool.run([&](int) { ++calls; });
    EXPECT_EQ(calls, 3);
}

TEST(WorkerPool, LetsACallerWorkAloneWhileItIsBusy) {
    WorkerPool pool(2);
    int alone = 0;
    pool.run([&](int thread) {
        if (thread == 0)
            pool.run([&](int inner) { alone += inner == 0 ? 1 : 100; });  // would deadlock if it waited
    });
    EXPECT_EQ(alone, 1);
}

TEST(WorkerPool, IsSharedWhileSomebodyHoldsIt) {
    WorkerPool::setSharedThreads(3);
    const auto pool = WorkerPool::shared();
    EXPECT_EQ(pool, WorkerPool::shared());
    EXPECT_EQ(pool->threads(), 3);
    WorkerPool::setSharedThreads(0);
    EXPECT_GE(WorkerPool::shared()->threads(), 1);
}
