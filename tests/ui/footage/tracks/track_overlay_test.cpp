#include "ui/footage/tracks/track_overlay.h"

#include <gtest/gtest.h>

using namespace lineament;
using namespace lineament::ui;

namespace {

Track moving() {
    Track track;
    track.boxes = {{1000, {0, 0, 10, 20}, 1, false},
                   {1100, {100, 50, 20, 40}, 1, false},
                   {4000, {0, 0, 10, 10}, 1, false}};
    return track;
}

}  // namespace

TEST(TrackOverlay, BoxesFollowBetweenFrames) {
    const auto box = boxAt(moving(), 1025);
    ASSERT_TRUE(box);
    EXPECT_FLOAT_EQ(box->x, 25);
    EXPECT_FLOAT_EQ(box->y, 12.5f);
    EXPECT_FLOAT_EQ(box->width, 12.5f);
    EXPECT_FLOAT_EQ(box->height, 25);
}

TEST(TrackOverlay, BoxesAreExactAtTheirFrames) {
    EXPECT_EQ(*boxAt(moving(), 1000), (BoxPx{0, 0, 10, 20}));
    EXPECT_EQ(*boxAt(moving(), 1100), (BoxPx{100, 50, 20, 40}));
}

TEST(TrackOverlay, NobodyIsShownWhereNobodyWasSeen) {
    EXPECT_FALSE(boxAt(moving(), 900));
    EXPECT_FALSE(boxAt(moving(), 4100));
    EXPECT_FALSE(boxAt(moving(), 2500)) << "a gap of three seconds is two looks";
    EXPECT_FALSE(boxAt(Track{}, 0));
}

TEST(TrackOverlay, ABoxDoesNotFlickerAtTheRoundingOfFrameTimes) {
    EXPECT_TRUE(boxAt(moving(), 999));
    EXPECT_TRUE(boxAt(moving(), 1101));
}

TEST(TrackOverlay, EveryStateWearsAnotherMark) {
    EXPECT_EQ(markOf(TrackState::kConfirmed), Mark::Confirmed);
    EXPECT_EQ(markOf(TrackState::kSuggested), Mark::Suggested);
    EXPECT_EQ(markOf(TrackState::kUnknown), Mark::Unknown);
    EXPECT_EQ(markOf(TrackState::kRejected), Mark::Rejected);
}
