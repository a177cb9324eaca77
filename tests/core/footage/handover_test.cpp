#include "core/footage/handover.h"

#include <gtest/gtest.h>

using namespace lineament;

namespace {

Track seen(int from, int to, BoxPx box, float score = 0.9f) {
    Track track;
    for (int i = from; i <= to; ++i)
        track.boxes.push_back({i * 40.0, box, score, false});
    track.firstMs = from * 40.0;
    track.lastMs = to * 40.0;
    track.frames = to - from + 1;
    track.shots = {{track.firstMs, box, 50, {}}};
    return track;
}

const BoxPx kHead = {100, 100, 100, 120}, kProfile = {70, 110, 80, 130}, kElsewhere = {400, 100, 100, 120};

}  // namespace

TEST(Handover, TwoBoxesOfATurningHeadAreOneTrack) {
    const auto tracks =
        joinHandovers({seen(0, 14, kHead), seen(10, 20, kProfile, 0.6f), seen(0, 20, kElsewhere)}, 5);
    ASSERT_EQ(tracks.size(), 2u);
    EXPECT_EQ(tracks[0].frames, 21);
    EXPECT_EQ(tracks[0].lastMs, 800);
    EXPECT_EQ(tracks[0].boxes[12].box, kHead) << "the surer of two boxes is kept";
    EXPECT_EQ(tracks[0].boxes[15].box, kProfile);
    EXPECT_EQ(tracks[0].shots.size(), 2u);
}

TEST(Handover, TwoPeopleBesideOneAnotherStayTwo) {
    EXPECT_EQ(joinHandovers({seen(0, 14, kHead), seen(10, 20, kElsewhere)}, 5).size(), 2u);
    EXPECT_EQ(joinHandovers({seen(0, 40, kHead), seen(10, 50, kProfile)}, 5).size(), 2u)
        << "both for over a second";
    EXPECT_EQ(joinHandovers({seen(0, 20, kHead), seen(5, 10, kProfile)}, 5).size(), 2u) << "nothing goes on";
    EXPECT_EQ(joinHandovers({seen(0, 9, kHead), seen(10, 20, kProfile)}, 5).size(), 2u)
        << "never both at once";
}

TEST(Handover, LooksThatSpeakAgainstItKeepThemApart) {
    auto first = seen(0, 14, kHead), second = seen(10, 20, kProfile);
    first.pooled = Template{"r@1", {1, 0}};
    second.pooled = Template{"r@1", {0, 1}};
    EXPECT_EQ(joinHandovers({first, second}, 5).size(), 2u);
    second.pooled = Template{"r@1", {0.8f, 0.6f}};
    const auto joined = joinHandovers({first, second}, 5);
    ASSERT_EQ(joined.size(), 1u);
    EXPECT_NEAR(joined[0].pooled->values[0], 0.9487f, 1e-3);
}
