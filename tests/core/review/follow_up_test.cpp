#include "core/review/follow_up.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "core/base/error.h"

using namespace lineament;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

Track at(std::int64_t id, double firstMs, std::vector<float> pooled, std::int64_t recording = 1) {
    Track track;
    track.id = TrackId(id);
    track.recording = RecordingId(recording);
    track.firstMs = firstMs;
    track.lastMs = firstMs + 100;
    if (!pooled.empty()) track.pooled = Template{"r@1", std::move(pooled)};
    return track;
}

const std::vector<Template> kReference = {{"r@1", {1, 0}}};

class TracksLike : public testing::Test {
  protected:
    std::vector<LikeTrack> like(std::vector<TrackId> named = {}, IdentityId person = {}) {
        return tracksLike({tracks, refusals}, kReference, person, named, 0.5f);
    }
    std::vector<Track> tracks = {at(1, 0, {1, 0}),   at(2, 0, {0.8f, 0.6f}),      at(3, 500, {0.6f, 0.8f}),
                                 at(4, 500, {0, 1}), at(5, 0, {0.9f, 0.435f}, 2), at(6, 900, {})};
    std::vector<std::pair<TrackId, IdentityId>> refusals;
};

}  // namespace

TEST_F(TracksLike, AreNeverSeenBesideThePersonInOneFrame) {
    EXPECT_THAT(like({TrackId(1)}), ElementsAre(LikeTrack{TrackId(5), 0.9f}, LikeTrack{TrackId(3), 0.6f}))
        << "track 2 is in the same frame as track 1, track 5 in another recording";
    EXPECT_THAT(like(), ElementsAre(LikeTrack{TrackId(1), 1}, LikeTrack{TrackId(5), 0.9f},
                                    LikeTrack{TrackId(3), 0.6f}));
}

TEST_F(TracksLike, LeaveOutWhatWasRefusedOrNamed) {
    refusals = {{TrackId(3), IdentityId(9)}};
    tracks[4].identity = IdentityId(8);
    EXPECT_THAT(like({TrackId(1)}, IdentityId(9)), IsEmpty());
    EXPECT_THAT(like({TrackId(1)}, IdentityId(7)), ElementsAre(LikeTrack{TrackId(3), 0.6f}));
}

TEST_F(TracksLike, KnowWhereThePersonIsAlready) {
    tracks[0].identity = IdentityId(9);
    EXPECT_THAT(like({}, IdentityId(9)),
                ElementsAre(LikeTrack{TrackId(5), 0.9f}, LikeTrack{TrackId(3), 0.6f}));
}

TEST(SuggestionFor, SkipsWhatWasRefused) {
    const std::vector<Candidate> candidates = {{IdentityId(1), "Anna", 0.9f, {}},
                                               {IdentityId(2), "Anne", 0.7f, {}}};
    const std::vector<std::pair<TrackId, IdentityId>> refusals = {{TrackId(5), IdentityId(1)}};
    EXPECT_EQ(suggestionFor(TrackId(4), candidates, 0.5f, refusals)->name, "Anna");
    EXPECT_EQ(suggestionFor(TrackId(5), candidates, 0.5f, refusals)->name, "Anne");
    EXPECT_FALSE(suggestionFor(TrackId(5), candidates, 0.8f, refusals));
}

TEST(SplitTrack, SharesBoxesAndShotsByTime) {
    Track track = at(1, 0, {1, 0});
    for (int i = 0; i < 10; ++i)
        track.boxes.push_back({i * 40.0, {static_cast<float>(i), 0, 10, 10}, 1, false});
    track.shots = {{320, {}, 90, {}}, {80, {}, 60, {}}};
    const auto [before, after] = splitTrack(track, 160);
    EXPECT_EQ(before.frames, 4);
    EXPECT_EQ(after.frames, 6);
    EXPECT_EQ(before.lastMs, 120);
    EXPECT_EQ(after.firstMs, 160);
    ASSERT_EQ(before.shots.size(), 1u);
    EXPECT_EQ(before.shots[0].ms, 80);
    EXPECT_FALSE(after.pooled);
    EXPECT_FALSE(after.id.valid());
    EXPECT_THROW(splitTrack(track, 0), Error);
    EXPECT_THROW(splitTrack(track, 400), Error);
}
