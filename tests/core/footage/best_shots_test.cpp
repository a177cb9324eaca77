#include "core/footage/best_shots.h"

#include <gtest/gtest.h>

using lineament::BestShots;
using lineament::Look;
using lineament::Template;

namespace {

Look look(double ms, float quality, std::vector<float> values = {1, 0}) {
    return {{.ms = ms, .quality = quality}, Template{"net@1", std::move(values)}};
}

std::vector<double> times(const BestShots& shots) {
    std::vector<double> ms;
    for (const auto& shot : shots.shots())
        ms.push_back(shot.ms);
    return ms;
}

}  // namespace

TEST(BestShots, KeepsTheBestAndOrdersThemBestFirst) {
    BestShots shots(2, 400);
    shots.add(look(0, 40));
    shots.add(look(1000, 80));
    shots.add(look(2000, 60));
    EXPECT_EQ(times(shots), (std::vector<double>{1000, 2000}));
}

TEST(BestShots, KeepsThemApartInTime) {
    BestShots shots(5, 400);
    shots.add(look(0, 50));
    EXPECT_FALSE(shots.wants(200, 50));
    EXPECT_TRUE(shots.wants(200, 60));
    shots.add(look(200, 60));
    EXPECT_EQ(times(shots), std::vector<double>{200});
    EXPECT_TRUE(shots.wants(600, 10));
}

TEST(BestShots, DoesNotPayForALookThatIsHardlyBetter) {
    BestShots shots(1, 0);
    shots.add(look(0, 50));
    EXPECT_FALSE(shots.wants(1000, 51));
    EXPECT_TRUE(shots.wants(1000, 55));
}

TEST(BestShots, PoolsByQualityToUnitLength) {
    BestShots shots(5, 0);
    EXPECT_FALSE(shots.pooled());
    shots.add(look(0, 30, {1, 0}));
    shots.add(look(1000, 40, {0, 1}));
    const auto pooled = shots.pooled();
    ASSERT_TRUE(pooled);
    EXPECT_EQ(pooled->recogniser, "net@1");
    EXPECT_NEAR(pooled->values[0], 0.6, 1e-6);
    EXPECT_NEAR(pooled->values[1], 0.8, 1e-6);
}
