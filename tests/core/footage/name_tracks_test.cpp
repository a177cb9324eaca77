#include "core/footage/name_tracks.h"

#include <gtest/gtest.h>

using namespace lineament;

namespace {

const IdentityId kAnn(1), kBob(2);
Candidate ann(float similarity) {
    return {kAnn, "Ann", similarity, {}};
}
Candidate bob(float similarity) {
    return {kBob, "Bob", similarity, {}};
}

Track track(double firstMs, double lastMs) {
    Track made;
    made.firstMs = firstMs;
    made.lastMs = lastMs;
    return made;
}

}  // namespace

TEST(NameTracks, NamesATrackByItsBestCandidateOverTheThreshold) {
    std::vector<Track> tracks = {track(0, 10), track(20, 30)};
    nameTracks(tracks, std::vector<std::vector<Candidate>>{{ann(0.6f), bob(0.1f)}, {bob(0.3f)}}, 0.4f);
    EXPECT_EQ(tracks[0].identity, kAnn);
    EXPECT_EQ(tracks[0].name, "Ann");
    EXPECT_EQ(tracks[0].state, TrackState::kSuggested);
    EXPECT_FALSE(tracks[1].identity);
    EXPECT_FLOAT_EQ(tracks[1].similarity, 0.3f);
    EXPECT_EQ(tracks[1].state, TrackState::kUnknown);
}

TEST(NameTracks, NamesTheSamePersonAgainAtAnotherTime) {
    std::vector<Track> tracks = {track(0, 10), track(11, 30)};
    nameTracks(tracks, std::vector<std::vector<Candidate>>{{ann(0.6f)}, {ann(0.7f)}}, 0.4f);
    EXPECT_EQ(tracks[0].identity, kAnn);
    EXPECT_EQ(tracks[1].identity, kAnn);
}

TEST(NameTracks, LetsTheMoreSimilarKeepTheNameInOneFrame) {
    std::vector<Track> tracks = {track(0, 10), track(10, 30)};
    nameTracks(tracks, std::vector<std::vector<Candidate>>{{ann(0.6f), bob(0.5f)}, {ann(0.7f), bob(0.45f)}},
               0.4f);
    EXPECT_EQ(tracks[0].identity, kBob) << "falls to its next candidate";
    EXPECT_EQ(tracks[1].identity, kAnn);
}

TEST(NameTracks, LeavesTheOtherUnknownIfItHasNoFurtherCandidate) {
    std::vector<Track> tracks = {track(0, 10), track(5, 30)};
    nameTracks(tracks, std::vector<std::vector<Candidate>>{{ann(0.6f), bob(0.2f)}, {ann(0.7f)}}, 0.4f);
    EXPECT_FALSE(tracks[0].identity);
    EXPECT_TRUE(tracks[0].name.empty());
    EXPECT_FLOAT_EQ(tracks[0].similarity, 0.6f);
}
