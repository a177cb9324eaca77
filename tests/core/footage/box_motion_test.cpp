#include "core/footage/box_motion.h"

#include <gtest/gtest.h>

#include <cmath>

using lineament::BoxMotion;
using lineament::BoxPx;

TEST(BoxMotion, PredictsASteadyMove) {
    BoxMotion motion({0, 0, 50, 60}, 0);
    for (int i = 1; i <= 10; ++i)
        motion.correct({i * 4.0f, i * 2.0f, 50, 60}, i * 40.0);
    const BoxPx next = motion.predict(440);
    EXPECT_NEAR(next.x, 44, 1.5);
    EXPECT_NEAR(next.y, 22, 1.5);
    EXPECT_NEAR(next.width, 50, 1);
}

TEST(BoxMotion, DoesNotLetALostFaceFlyAway) {
    BoxMotion motion({0, 0, 50, 50}, 0);
    for (int i = 1; i <= 10; ++i)
        motion.correct({i * 10.0f, 0, 50, 50}, i * 40.0);
    EXPECT_LT(motion.predict(400 + 5000).x, 100 + 80);
}

TEST(BoxMotion, StaysFiniteForEmptyBoxes) {
    BoxMotion motion({10, 10, 0, 0}, 0);
    motion.correct({10, 10, 0, 0}, 40);
    EXPECT_TRUE(std::isfinite(motion.predict(80).x));
    EXPECT_GT(motion.predict(80).width, 0);
}
