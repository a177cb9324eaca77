#include "core/store/analysis.h"

#include "tests/core/store/store_fixture.h"

using namespace lineament;
using namespace lineament::test;
using testing::SizeIs;

TEST_F(StoreTest, GivesBackAnAnalysisAsItWas) {
    const auto anna = enrol("Anna", 1);
    std::vector<Track> tracks = {someTrack(400, 300), someTrack(0, 100, 200)};
    tracks[0].identity = anna;
    tracks[0].state = TrackState::kSuggested;
    tracks[0].similarity = .71f;
    tracks[1].pooled.reset();
    const Recording recording{.source = "lobby.mp4",
                              .sha256 = "abc",
                              .size = {640, 360},
                              .framesPerSecond = 29.97,
                              .durationMs = 12'345.6,
                              .frames = 370,
                              .settings = R"({"detect_every":2})"};
    const auto id = store->saveAnalysis(recording, tracks);
    reopen();

    const auto recordings = store->recordings();
    ASSERT_THAT(recordings, SizeIs(1));
    EXPECT_EQ(recordings[0].id, id);
    EXPECT_EQ(recordings[0].source, "lobby.mp4");
    EXPECT_EQ(recordings[0].size, (SizePx{640, 360}));
    EXPECT_EQ(recordings[0].framesPerSecond, 29.97);
    EXPECT_EQ(recordings[0].durationMs, 12'345.6);
    EXPECT_EQ(recordings[0].frames, 370);
    EXPECT_EQ(recordings[0].analysedAt, clock.time);
    EXPECT_EQ(recordings[0].settings, R"({"detect_every":2})");

    const auto stored = store->tracks(id);
    ASSERT_THAT(stored, SizeIs(2));
    EXPECT_EQ(stored[0].id, tracks[0].id) << "saveAnalysis() fills the ids in, by first time";
    EXPECT_EQ(stored[0].firstMs, 0);
    ASSERT_THAT(stored[0].boxes, SizeIs(200));
    EXPECT_FALSE(stored[0].pooled);
    EXPECT_FALSE(stored[0].identity);

    const auto& named = stored[1];
    EXPECT_EQ(named.identity, anna);
    EXPECT_EQ(named.name, "Anna");
    EXPECT_EQ(named.state, TrackState::kSuggested);
    EXPECT_EQ(named.similarity, .71f);
    EXPECT_EQ(named.frames, 10);
    EXPECT_EQ(named.lastMs, 760);
    const auto given = someTrack(400, 300);
    for (std::size_t i = 0; i < given.boxes.size(); ++i) {
        EXPECT_EQ(named.boxes[i].ms, given.boxes[i].ms);
        EXPECT_EQ(named.boxes[i].box, given.boxes[i].box);
        EXPECT_EQ(named.boxes[i].score, given.boxes[i].score);
        EXPECT_EQ(named.boxes[i].interpolated, given.boxes[i].interpolated);
    }
    ASSERT_THAT(named.shots, SizeIs(2));
    EXPECT_EQ(named.shots[0].quality, 77);
    EXPECT_EQ(named.shots[0].box, given.shots[0].box);
    EXPECT_EQ(named.shots[0].crop, given.shots[0].crop);
    ASSERT_TRUE(named.pooled);
    EXPECT_EQ(named.pooled->values, given.pooled->values);
    EXPECT_EQ(named.pooled->recogniser, kRecogniser);
}

TEST_F(StoreTest, ReplacesAnEarlierAnalysisOfTheSameSource) {
    std::vector<Track> first = {someTrack(0, 100), someTrack(0, 300)};
    const auto id = store->saveAnalysis({.source = "lobby.mp4"}, first);
    std::vector<Track> elsewhere = {someTrack(0, 100)};
    const auto other = store->saveAnalysis({.source = "door.mp4"}, elsewhere);
    std::vector<Track> second = {someTrack(0, 110)};
    EXPECT_EQ(store->saveAnalysis({.source = "lobby.mp4", .frames = 99}, second), id);
    EXPECT_THAT(store->tracks(id), SizeIs(1));
    EXPECT_THAT(store->tracks(other), SizeIs(1));
    EXPECT_EQ(store->recordings()[0].frames, 99);
}

TEST_F(StoreTest, KeepsTracksWithDecisionsOverANewAnalysis) {
    const auto anna = enrol("Anna", 1);
    std::vector<Track> first = {someTrack(0, 100), someTrack(0, 500)};
    const auto id = store->saveAnalysis({.source = "lobby.mp4"}, first);
    store->assign(first[0].id, anna, TrackState::kConfirmed);

    std::vector<Track> second = {someTrack(0, 104), someTrack(0, 500), someTrack(5000, 100)};
    store->saveAnalysis({.source = "lobby.mp4"}, second);
    const auto stored = store->tracks(id);
    ASSERT_THAT(stored, SizeIs(3)) << "the face at 100 is not there twice";
    EXPECT_EQ(stored[0].id, first[0].id);
    EXPECT_EQ(stored[0].name, "Anna");
    EXPECT_NE(stored[1].id, first[1].id);
    ASSERT_THAT(second, SizeIs(3));
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(second[i].id, stored[i].id);
    EXPECT_EQ(second[0].name, "Anna");

    store->undo();
    std::vector<Track> third = {someTrack(0, 100)};
    store->saveAnalysis({.source = "lobby.mp4"}, third);
    EXPECT_THAT(store->tracks(id), SizeIs(1)) << "an undone decision holds nothing";
    EXPECT_FALSE(store->redo()) << "the track is gone";
}

TEST_F(StoreTest, NamesTracksAfterWhoThePersonIsByNow) {
    const auto anna = enrol("Anna", 1), anne = enrol("Anne", 2), gone = enrol("Ben", 3);
    store->merge(anne, anna);
    store->remove(gone);
    std::vector<Track> tracks = {someTrack(0, 100), someTrack(0, 500)};
    tracks[0].identity = anne;
    tracks[0].state = TrackState::kSuggested;
    tracks[1].identity = gone;
    tracks[1].name = "Ben";
    tracks[1].state = TrackState::kSuggested;
    store->saveAnalysis({.source = "lobby.mp4"}, tracks);
    EXPECT_EQ(tracks[0].identity, anna);
    EXPECT_EQ(tracks[0].name, "Anna");
    EXPECT_FALSE(tracks[1].identity);
    EXPECT_EQ(tracks[1].name, "");
    EXPECT_EQ(tracks[1].state, TrackState::kUnknown);
}

TEST_F(StoreTest, RefusesToConfirmNobody) {
    std::vector<Track> tracks = {someTrack(0, 100)};
    store->saveAnalysis({.source = "lobby.mp4"}, tracks);
    EXPECT_EQ(codeOf([&] { store->assign(tracks[0].id, std::nullopt, TrackState::kConfirmed); }),
              ErrorCode::kInvalidArgument);
    EXPECT_EQ(codeOf([&] { store->assign(TrackId(99), std::nullopt, TrackState::kUnknown); }),
              ErrorCode::kNotFound);
    store->assign(tracks[0].id, std::nullopt, TrackState::kRejected);
    EXPECT_EQ(store->tracks(store->recordings()[0].id)[0].state, TrackState::kRejected);
}

TEST(FollowsSameFace, NeedsMostOfTheBoxesAtTheSameTimeAndPlace) {
    EXPECT_TRUE(followsSameFace(someTrack(0, 100), someTrack(0, 100)));
    EXPECT_TRUE(followsSameFace(someTrack(80, 102, 5), someTrack(0, 100, 20))) << "a part of it";
    EXPECT_FALSE(followsSameFace(someTrack(0, 100, 20), someTrack(0, 100, 5))) << "much longer than it";
    EXPECT_FALSE(followsSameFace(someTrack(0, 160), someTrack(0, 100)));
    EXPECT_FALSE(followsSameFace(someTrack(5000, 100), someTrack(0, 100)));
}
