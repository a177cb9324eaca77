#include "core/base/job_context.h"

#include <gtest/gtest.h>

#include <chrono>
#include <thread>

using namespace lineament;
using namespace std::chrono_literals;

TEST(JobContext, ThrowsCancelledThatNoCatchOfErrorsSwallows) {
    std::stop_source stop;
    JobContext context(stop.get_token());
    EXPECT_NO_THROW(context.checkpoint());
    stop.request_stop();
    bool swallowed = false;
    try {
        try {
            context.checkpoint();
        } catch (const std::exception&) {
            swallowed = true;
        }
    } catch (const Cancelled&) {
    }
    EXPECT_FALSE(swallowed);
}

TEST(JobContext, TellsRateAndTimeLeftOnceItKnows) {
    Progress last;
    JobContext context({}, [&](const Progress& progress) { last = progress; });
    context.report("work", 0, 100);
    EXPECT_FALSE(last.secondsLeft);
    std::this_thread::sleep_for(600ms);
    context.report("work", 30, 100);
    ASSERT_TRUE(last.secondsLeft);
    EXPECT_NEAR(last.ratePerSecond, 50, 10);
    EXPECT_NEAR(*last.secondsLeft, 70 / last.ratePerSecond, 0.1);
}

TEST(JobContext, TurnsWhatAJobThrowsIntoAnOutcome) {
    EXPECT_EQ(std::get<0>(outcomeOf<int>([] { return 7; })), 7);
    const auto failed = outcomeOf<int>([]() -> int { throw Error(ErrorCode::kUnreadable, "a.jpg", "empty"); });
    EXPECT_EQ(std::get<1>(failed).code(), ErrorCode::kUnreadable);
    const auto cancelled = outcomeOf<int>([]() -> int { throw Cancelled{}; });
    EXPECT_EQ(cancelled.index(), 2u);
}
