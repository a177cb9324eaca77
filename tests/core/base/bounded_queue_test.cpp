#include "core/base/bounded_queue.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

using namespace lineament;
using namespace std::chrono_literals;

TEST(BoundedQueue, KeepsOrderAndHoldsTheFasterSideBack) {
    BoundedQueue<int> queue(2);
    std::atomic<int> pushed = 0;
    std::jthread producer([&] {
        for (int i = 0; i < 100; ++i) {
            ASSERT_TRUE(queue.push(i));
            ++pushed;
        }
        queue.close();
    });
    std::this_thread::sleep_for(20ms);
    EXPECT_LE(pushed, 2);
    for (int i = 0; i < 100; ++i) EXPECT_EQ(queue.pop(), i);
    EXPECT_EQ(queue.pop(), std::nullopt);
}

TEST(BoundedQueue, WakesAWaitingReaderWhenAStopIsRequested) {
    BoundedQueue<int> queue(1);
    std::stop_source stop;
    std::jthread canceller([&] {
        std::this_thread::sleep_for(10ms);
        stop.request_stop();
    });
    EXPECT_EQ(queue.pop(stop.get_token()), std::nullopt);
}

TEST(BoundedQueue, RefusesItemsOnceClosed) {
    BoundedQueue<int> queue(1);
    ASSERT_TRUE(queue.push(1));
    queue.close();
    EXPECT_FALSE(queue.push(2));
    EXPECT_EQ(queue.pop(), 1);
}
