#include "app/cli/interrupts.h"

#include <signal.h>
#include <unistd.h>

#include <chrono>

#include "app/cli/failure.h"
#include "tests/support/places.h"

using lineament::cli::Interrupts;

TEST(Interrupts, ASignalBecomesAStopRequest) {
    const Interrupts interrupts;
    EXPECT_FALSE(interrupts.stopToken().stop_requested());
    kill(getpid(), SIGTERM);
    const auto start = std::chrono::steady_clock::now();
    while (!interrupts.stopToken().stop_requested() &&
           std::chrono::steady_clock::now() - start < std::chrono::seconds(5))
        std::this_thread::yield();
    EXPECT_TRUE(interrupts.stopToken().stop_requested());
}

TEST(Interrupts, TheSecondSignalEndsTheProcess) {
    EXPECT_EXIT(
        {
            const Interrupts interrupts;
            kill(getpid(), SIGINT);
            while (!interrupts.stopToken().stop_requested())
                std::this_thread::yield();
            kill(getpid(), SIGINT);
            pause();
        },
        testing::ExitedWithCode(lineament::cli::kCancelledBySignal), "");
}

TEST(Interrupts, EndsWithoutWaiting) {
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < 20; ++i)
        const Interrupts interrupts;
    EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(2));
}
