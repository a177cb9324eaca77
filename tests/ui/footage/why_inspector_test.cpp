#include "ui/footage/why_inspector.h"

#include <gtest/gtest.h>

#include <QAction>
#include <atomic>
#include <chrono>
#include <thread>

#include "tests/support/places.h"
#include "tests/ui/support/ui_test.h"
#include "ui/bridge/session.h"

using namespace lineament;
using namespace lineament::ui;
using lineament::test::waitUntil;

TEST(WhyInspector, SearchesNoMoreOnceItsTrackIsGone) {
    test::TempFolder folder;
    Session session(test::workspaceIn(folder / "store"));
    QAction confirm, reject, name;
    WhyInspector why(session, {&confirm, &reject, &name});
    Track track;
    track.id = TrackId(1);
    why.show(&track, QStringLiteral("Unknown-1"));
    // Its search waits in its lane until it is gone.
    std::atomic<bool> go = false;
    for (int i = 0; i < 4; ++i)
        session.jobs().run<bool>(
            QStringLiteral("in the way"), JobLane::Short,
            [&](JobContext&) {
                while (!go)
                    std::this_thread::sleep_for(std::chrono::milliseconds(2));
                return true;
            },
            &why, [](bool&) {});
    ASSERT_TRUE(waitUntil([&] { return why.searching(); }));
    why.show(nullptr, {});
    EXPECT_FALSE(why.searching());
    go = true;
    ASSERT_TRUE(waitUntil([&] { return !session.jobs().busy(); }));
    EXPECT_FALSE(why.searching());
}
