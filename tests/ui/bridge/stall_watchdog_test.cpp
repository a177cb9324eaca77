#include "ui/bridge/stall_watchdog.h"

#include <QEventLoop>
#include <QTimer>
#include <chrono>
#include <thread>

#include "tests/support/places.h"
#include "tests/ui/support/ui_test.h"
#include "ui/widgets/application.h"

using namespace lineament::ui;
using namespace std::chrono_literals;
using lineament::test::waitUntil;

namespace {

StallWatchdog& dog() {
    return static_cast<Application*>(QCoreApplication::instance())->watchdog();
}

/// Runs the work inside an event of its own.
void inAnEvent(const std::function<void()>& work) {
    bool done = false;
    QObject receiver;
    receiver.setObjectName(QStringLiteral("slowOne"));
    QMetaObject::invokeMethod(
        &receiver, [&] { work(), done = true; }, Qt::QueuedConnection);
    ASSERT_TRUE(waitUntil([&] { return done; }));
}

}  // namespace

TEST(StallWatchdog, NamesTheEventThatHeldTheThread) {
    dog().clear();
    inAnEvent([] { std::this_thread::sleep_for(80ms); });
    const auto stalls = dog().stalls();
    const auto it = std::find_if(stalls.begin(), stalls.end(),
                                 [](const Stall& s) { return s.what.contains(QStringLiteral("slowOne")); });
    ASSERT_NE(it, stalls.end());
    EXPECT_GE(it->wallMs, 80);
    EXPECT_LT(it->cpuMs, 50) << "sleeping is not work";
}

TEST(StallWatchdog, NestedLoopsAreNotStalls) {
    dog().clear();
    inAnEvent([] {
        QEventLoop loop;
        QTimer::singleShot(120, &loop, &QEventLoop::quit);
        loop.exec();
    });
    for (const auto& stall : dog().stalls())
        EXPECT_FALSE(stall.what.contains(QStringLiteral("slowOne")));
}

TEST(StallWatchdog, QuickEventsAreNotRemembered) {
    dog().clear();
    inAnEvent([] {});
    for (const auto& stall : dog().stalls())
        EXPECT_FALSE(stall.what.contains(QStringLiteral("slowOne")));
}
