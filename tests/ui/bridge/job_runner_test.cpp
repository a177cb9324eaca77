#include "ui/bridge/job_runner.h"

#include <QPointer>
#include <QThread>
#include <atomic>
#include <thread>

#include "tests/support/places.h"
#include "tests/ui/support/ui_test.h"

using namespace lineament;
using namespace lineament::ui;
using namespace std::chrono_literals;
using lineament::test::waitUntil;

namespace {

/// Counts the signals of a job in the order they came.
struct Signals : QObject {
    explicit Signals(JobHandle* job) {
        connect(job, &JobHandle::finished, this, [this] { seen << QStringLiteral("finished"); });
        connect(job, &JobHandle::failed, this, [this] { seen << QStringLiteral("failed"); });
        connect(job, &JobHandle::cancelled, this, [this] { seen << QStringLiteral("cancelled"); });
        connect(job, &JobHandle::ended, this, [this] { seen << QStringLiteral("ended"); });
        connect(job, &JobHandle::progressed, this, [this] { ++progressed; });
    }
    QStringList seen;
    int progressed = 0;
};

/// Works until it is told to stop.
int untilStopped(JobContext& job) {
    for (;;) {
        job.checkpoint();
        std::this_thread::sleep_for(2ms);
    }
}

}  // namespace

TEST(JobRunner, ResultArrivesOnTheGuiThreadBeforeTheOneTerminalSignal) {
    JobRunner runner;
    std::thread::id worker;
    int result = 0;
    bool sameThread = false;
    auto* job = runner.run<int>(
        QStringLiteral("count"), JobLane::Short,
        [&](JobContext&) { return worker = std::this_thread::get_id(), 41; }, nullptr,
        [&](int& value) {
            result = value + 1;
            sameThread = QThread::currentThread() == runner.thread();
        });
    Signals signalsOf(job);
    ASSERT_TRUE(waitUntil([&] { return job->hasEnded(); }));
    EXPECT_EQ(result, 42);
    EXPECT_TRUE(sameThread);
    EXPECT_NE(worker, std::this_thread::get_id());
    EXPECT_EQ(signalsOf.seen, QStringList({QStringLiteral("finished"), QStringLiteral("ended")}));
    EXPECT_FALSE(runner.busy());
}

TEST(JobRunner, ErrorBecomesASentence) {
    JobRunner runner;
    auto* job = runner.run<int>(
        QStringLiteral("fail"), JobLane::Short,
        [](JobContext&) -> int { throw Error(ErrorCode::kDiskFull, "/tmp/x", "no space left"); }, nullptr,
        [](int&) { FAIL() << "called in spite of the error"; });
    Signals signalsOf(job);
    ASSERT_TRUE(waitUntil([&] { return job->hasEnded(); }));
    EXPECT_EQ(job->state(), JobHandle::State::Failed);
    EXPECT_TRUE(job->errorText().contains(QStringLiteral("no space left")));
    EXPECT_EQ(signalsOf.seen, QStringList({QStringLiteral("failed"), QStringLiteral("ended")}));
}

TEST(JobRunner, ErrorInTheCallbackFailsTheJob) {
    JobRunner runner;
    auto* job = runner.run<int>(
        QStringLiteral("fail late"), JobLane::Short, [](JobContext&) { return 1; }, nullptr,
        [](int&) { throw Error(ErrorCode::kInternal, "", "callback"); });
    ASSERT_TRUE(waitUntil([&] { return job->hasEnded(); }));
    EXPECT_EQ(job->state(), JobHandle::State::Failed);
}

TEST(JobRunner, CancelAsksAndTheJobEndsOnce) {
    JobRunner runner;
    auto* job = runner.run<int>(QStringLiteral("endless"), JobLane::Long, untilStopped, nullptr, {});
    Signals signalsOf(job);
    ASSERT_TRUE(waitUntil([&] { return job->state() == JobHandle::State::Running; }));
    job->cancel();
    job->cancel();
    EXPECT_TRUE(job->cancelRequested());
    ASSERT_TRUE(waitUntil([&] { return job->hasEnded(); }));
    EXPECT_EQ(signalsOf.seen, QStringList({QStringLiteral("cancelled"), QStringLiteral("ended")}));
}

TEST(JobRunner, QueuedJobIsCancelledWithoutRunning) {
    JobRunner runner;
    auto* first = runner.run<int>(QStringLiteral("first"), JobLane::Long, untilStopped, nullptr, {});
    std::atomic<bool> ran = false;
    auto* second = runner.run<int>(QStringLiteral("second"), JobLane::Long,
                                   [&](JobContext&) { return ran = true, 0; }, nullptr, {});
    EXPECT_EQ(second->state(), JobHandle::State::Queued);
    second->cancel();
    Signals signalsOf(second);  // connected after the call: the signal must not have come yet
    ASSERT_TRUE(waitUntil([&] { return second->hasEnded(); }));
    EXPECT_EQ(signalsOf.seen, QStringList({QStringLiteral("cancelled"), QStringLiteral("ended")}));
    EXPECT_FALSE(first->hasEnded());
    first->cancel();
    ASSERT_TRUE(waitUntil([&] { return !runner.busy(); }));
    EXPECT_FALSE(ran);
}

TEST(JobRunner, LongJobsRunOneAfterAnotherShortOnesBeside) {
    JobRunner runner;
    std::atomic<int> running = 0, most = 0;
    const auto work = [&](JobContext&) {
        most = std::max(most.load(), ++running);
        std::this_thread::sleep_for(20ms);
        return --running, 0;
    };
    for (int i = 0; i < 3; ++i)
        runner.run<int>(QStringLiteral("long"), JobLane::Long, work, nullptr, {});
    bool shortDone = false;
    runner.run<int>(
        QStringLiteral("short"), JobLane::Short, [](JobContext&) { return 0; }, nullptr,
        [&](int&) { shortDone = true; });
    ASSERT_TRUE(waitUntil([&] { return shortDone; }));
    EXPECT_TRUE(runner.busy()) << "the short job waited for the long ones";
    ASSERT_TRUE(waitUntil([&] { return !runner.busy(); }));
    EXPECT_EQ(most, 1);
}

TEST(JobRunner, AJobThatIsHurriedRunsNextOfThoseThatWait) {
    JobRunner runner;
    QStringList order;
    auto* first = runner.run<int>(QStringLiteral("first"), JobLane::Long, untilStopped, nullptr, {});
    QList<JobHandle*> jobs;
    for (const char* name : {"a", "b", "c"})
        jobs << runner.run<int>(
            QString::fromLatin1(name), JobLane::Long, [](JobContext&) { return 0; }, nullptr,
            [&order, name](int&) { order << QString::fromLatin1(name); });
    jobs[2]->hurry();
    first->hurry();  // runs already: nothing to do
    first->cancel();
    ASSERT_TRUE(waitUntil([&] { return !runner.busy(); }));
    EXPECT_EQ(order, QStringList({QStringLiteral("c"), QStringLiteral("a"), QStringLiteral("b")}));
}

TEST(JobRunner, CallbackDiesWithItsContextTheSignalDoesNot) {
    JobRunner runner;
    auto context = std::make_unique<QObject>();
    std::atomic<bool> go = false;
    bool called = false;
    auto* job = runner.run<int>(
        QStringLiteral("orphan"), JobLane::Short,
        [&](JobContext&) {
            while (!go)
                std::this_thread::sleep_for(1ms);
            return 0;
        },
        context.get(), [&](int&) { called = true; });
    Signals signalsOf(job);
    context.reset();
    go = true;
    ASSERT_TRUE(waitUntil([&] { return job->hasEnded(); }));
    EXPECT_FALSE(called);
    EXPECT_EQ(signalsOf.seen, QStringList({QStringLiteral("finished"), QStringLiteral("ended")}));
}

TEST(JobRunner, ProgressComesAtMostFifteenTimesASecond) {
    JobRunner runner;
    auto* job = runner.run<int>(QStringLiteral("progress"), JobLane::Long,
                                [](JobContext& context) {
                                    for (int i = 1; i <= 400; ++i) {
                                        context.report("step", i, 400);
                                        std::this_thread::sleep_for(1ms);
                                    }
                                    return 0;
                                },
                                nullptr, {});
    Signals signalsOf(job);
    QElapsedTimer timer;
    timer.start();
    ASSERT_TRUE(waitUntil([&] { return job->hasEnded(); }));
    EXPECT_GE(signalsOf.progressed, 1);
    EXPECT_LE(signalsOf.progressed, timer.elapsed() / 66 + 1);
    EXPECT_EQ(job->progress().done, 400) << "the last word is kept";
}

TEST(JobRunner, WorkIsReleasedWhenItHasEnded) {
    JobRunner runner;
    auto heavy = std::make_shared<int>(7);
    const std::weak_ptr<int> watched = heavy;
    auto* job = runner.run<int>(QStringLiteral("heavy"), JobLane::Short,
                                [heavy](JobContext&) { return *heavy; }, nullptr, {});
    heavy.reset();
    ASSERT_TRUE(waitUntil([&] { return job->hasEnded(); }));
    EXPECT_TRUE(watched.expired());
}

TEST(JobRunner, AfterRefuseNewEveryNewJobIsCancelled) {
    JobRunner runner;
    runner.refuseNew();
    auto* job =
        runner.run<int>(QStringLiteral("late"), JobLane::Short, [](JobContext&) { return 0; }, nullptr, {});
    ASSERT_TRUE(waitUntil([&] { return job->hasEnded(); }));
    EXPECT_EQ(job->state(), JobHandle::State::Cancelled);
}

TEST(JobRunner, ClearEndedKeepsWhatRuns) {
    JobRunner runner;
    auto* done =
        runner.run<int>(QStringLiteral("done"), JobLane::Short, [](JobContext&) { return 0; }, nullptr, {});
    ASSERT_TRUE(waitUntil([&] { return done->hasEnded(); }));
    auto* running = runner.run<int>(QStringLiteral("running"), JobLane::Long, untilStopped, nullptr, {});
    runner.clearEnded();
    EXPECT_EQ(runner.jobs(), QList<JobHandle*>{running});
    runner.cancelAll();
    ASSERT_TRUE(waitUntil([&] { return !runner.busy(); }));
}

TEST(JobRunner, DestroyedWhileBusyAsksAndLeavesNoThread) {
    std::atomic<bool> stopped = false;
    {
        JobRunner runner;
        auto* job = runner.run<int>(QStringLiteral("endless"), JobLane::Long,
                                    [&](JobContext& context) {
                                        try {
                                            return untilStopped(context);
                                        } catch (const Cancelled&) {
                                            stopped = true;
                                            throw;
                                        }
                                    },
                                    nullptr, {});
        ASSERT_TRUE(waitUntil([&] { return job->state() == JobHandle::State::Running; }));
        std::this_thread::sleep_for(10ms);
    }
    EXPECT_TRUE(stopped);
}
