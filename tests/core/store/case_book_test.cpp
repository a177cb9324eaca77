#include "core/store/case_book.h"

#include <algorithm>

#include "core/store/decision_actions.h"
#include "core/store/presence_book.h"
#include "tests/core/store/store_fixture.h"

using namespace lineament;
using namespace lineament::test;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

namespace {

class CaseBookTest : public StoreTest {
  protected:
    CaseBookTest() {
        std::vector<Track> tracks = {someTrack(0, 100), someTrack(0, 500), someTrack(900, 100)};
        for (auto& track : tracks)
            track.pooled = Template{kRecogniser, {1, 0}};
        tracks[0].shots = {{0, {1, 2, 3, 4}, 50, bytesOf("jpeg")}, {40, {1, 2, 3, 4}, 40, bytesOf("second")}};
        recording = store->saveAnalysis({.source = "lobby.mp4", .sha256 = "abc"}, tracks);
        for (const auto& track : tracks)
            ids.push_back(track.id);
    }
    CaseBook& book() { return store->caseBook(); }
    Track trackOf(TrackId id) {
        for (auto& track : store->tracks(recording))
            if (track.id == id) return track;
        return {};
    }
    std::vector<TrackId> shown() {
        std::vector<TrackId> shown;
        for (const auto& track : store->tracks(recording))
            shown.push_back(track.id);
        return shown;
    }
    ReviewDecision naming(const std::string& name) {
        ReviewDecision decision{.kind = "review.name"};
        decision.enrolment = {name, "", {someSample(1), someSample(2)}};
        decision.namings = {{ids[0], IdentityId(), TrackState::kConfirmed, 0.9f},
                            {ids[2], IdentityId(), TrackState::kSuggested, 0.6f, false}};
        return decision;
    }

    RecordingId recording;
    std::vector<TrackId> ids;
};

}  // namespace

TEST_F(CaseBookTest, EverySourceIsInACase) {
    EXPECT_THAT(book().sources(CaseBook::kUnsorted), SizeIs(1));
    const auto lobby = book().createCase("Lobby 12 Nov");
    book().addSource(lobby, "lobby.mp4", "abc");
    book().addSource(lobby, "stairs.mp4", "");
    EXPECT_THAT(book().sources(CaseBook::kUnsorted), IsEmpty());
    const auto sources = book().sources(lobby);
    ASSERT_THAT(sources, SizeIs(2));
    EXPECT_EQ(sources[0].recording, recording);
    EXPECT_FALSE(sources[1].recording.valid()) << "not analysed yet";
    book().removeSource(lobby, "lobby.mp4");
    EXPECT_THAT(book().sources(CaseBook::kUnsorted), SizeIs(1)) << "nothing is lost";
}

TEST_F(CaseBookTest, ARecordingIsFoundByItsCameraAndTheTimeItCovers) {
    Camera door;
    door.name = "Door", door.source = "rtsp://door/1";
    door.id = store->presence().saveCamera(door);
    const auto lobby = book().createCase("Lobby");
    book().addSource(lobby, "first.mp4", "");
    book().addSource(lobby, "second.mp4", "");
    constexpr UnixMs kBegun = 1'794'441'600'000;
    book().setRecorded("first.mp4", {kBegun, 60'000, {}, false});
    EXPECT_EQ(book().sources(lobby)[0].recorded.startedAt, kBegun) << "as the container says";
    EXPECT_FALSE(book().recordedMoment(door.id, kBegun)) << "by which camera is not known";
    book().setRecorded("first.mp4", {kBegun + 1000, 0, door.id, true});
    book().setRecorded("first.mp4", {kBegun, 70'000, {}, false});
    book().setRecorded("second.mp4", {kBegun + 31'000, 60'000, door.id, true});
    reopen();
    const auto kept = book().sources(lobby)[0].recorded;
    EXPECT_EQ(kept.startedAt, kBegun + 1000) << "what a person said stays";
    EXPECT_TRUE(kept.byPerson);
    EXPECT_EQ(kept.camera, door.id);
    EXPECT_EQ(kept.durationMs, 60'000) << "which was known";
    EXPECT_FALSE(book().recordedMoment(door.id, kBegun + 999)) << "before it began";
    const auto early = book().recordedMoment(door.id, kBegun + 5'000);
    ASSERT_TRUE(early);
    EXPECT_EQ(early->source, "first.mp4");
    EXPECT_EQ(early->ms, 4'000);
    EXPECT_EQ(book().recordedMoment(door.id, kBegun + 40'000)->source, "second.mp4") << "which began last";
    EXPECT_FALSE(book().recordedMoment(door.id, kBegun + 91'001)) << "after both";
    EXPECT_EQ(store->auditEntries().back().action, "case.recorded");
    EXPECT_EQ(codeOf([&] { book().setRecorded("nowhere.mp4", {}); }), ErrorCode::kNotFound);
    EXPECT_EQ(codeOf([&] {
                  book().setRecorded("first.mp4", {{}, 0, CameraId(99), true});
              }),
              ErrorCode::kNotFound);
    EXPECT_EQ(codeOf([&] {
                  book().setRecorded("first.mp4", {-1, 0, {}, true});
              }),
              ErrorCode::kInvalidArgument);
    store->presence().removeCamera(door.id);
    EXPECT_FALSE(book().sources(lobby)[0].recorded.camera.valid());
}

TEST_F(CaseBookTest, ACaseKeepsItsNotesAndSettings) {
    const auto id = book().createCase("Lobby");
    auto changed = book().getCase(id);
    changed.notes = "seen by the porter";
    changed.settings = R"({"min_face_px":24})";
    book().saveCase(changed);
    reopen();
    EXPECT_EQ(book().getCase(id).notes, "seen by the porter");
    EXPECT_EQ(book().getCase(id).settings, R"({"min_face_px":24})");
    changed.settings = "{";
    EXPECT_EQ(codeOf([&] { book().saveCase(changed); }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(codeOf([&] { book().createCase(" "); }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(codeOf([&] { (void)book().getCase(CaseId(99)); }), ErrorCode::kNotFound);
    clock.time += 1000;
    book().markOpened(id);
    EXPECT_EQ(book().cases().front().id, id);
}

TEST_F(CaseBookTest, OutlinesHaveEverythingButPixels) {
    const auto outlines = book().outlines(std::vector{recording});
    const auto whole = store->tracks(recording);
    ASSERT_EQ(outlines.size(), whole.size());
    for (std::size_t i = 0; i < whole.size(); ++i) {
        EXPECT_EQ(outlines[i].id, whole[i].id);
        EXPECT_EQ(outlines[i].boxes.size(), whole[i].boxes.size());
        ASSERT_EQ(outlines[i].shots.size(), whole[i].shots.size());
        for (const auto& shot : outlines[i].shots)
            EXPECT_THAT(shot.crop, IsEmpty());
    }
    EXPECT_EQ(book().shotCrop(ids[0], 1), bytesOf("second"));
    EXPECT_THAT(book().shotCrop(ids[0], 2), IsEmpty());
}

TEST_F(CaseBookTest, NamingSomebodyNewIsOneStepThatTakesThePersonBackToo) {
    const auto outcome = book().review(naming("Maria"));
    ASSERT_TRUE(outcome.enrolled && outcome.created);
    EXPECT_EQ(trackOf(ids[0]).name, "Maria");
    EXPECT_FLOAT_EQ(trackOf(ids[0]).similarity, 0.9f);
    EXPECT_EQ(trackOf(ids[2]).state, TrackState::kSuggested);
    EXPECT_THAT(store->templates(kRecogniser), SizeIs(2));
    for (int round = 0; round < 2; ++round) {
        reopen();
        EXPECT_EQ(store->undo()->kind, "review.name");
        EXPECT_THAT(store->identities(), IsEmpty());
        EXPECT_FALSE(store->identityNamed("Maria"));
        EXPECT_THAT(store->templates(kRecogniser), IsEmpty());
        EXPECT_EQ(trackOf(ids[0]).state, TrackState::kUnknown);
        EXPECT_EQ(trackOf(ids[2]).state, TrackState::kUnknown);
        EXPECT_FALSE(store->undo());
        reopen();
        EXPECT_TRUE(store->redo());
        EXPECT_EQ(store->identityNamed("Maria")->id, *outcome.enrolled);
        EXPECT_THAT(store->templates(kRecogniser), SizeIs(2));
        EXPECT_EQ(trackOf(ids[0]).name, "Maria");
        EXPECT_EQ(trackOf(ids[2]).state, TrackState::kSuggested);
    }
    EXPECT_FALSE(store->auditBrokenAt());
}

TEST_F(CaseBookTest, SomebodyWhoWasGivenOtherPhotosSinceStays) {
    const auto maria = *book().review(naming("Maria")).enrolled;
    enrol("Maria", 5);
    store->undo();
    ASSERT_TRUE(store->identity(maria));
    EXPECT_THAT(store->samples(maria), SizeIs(1)) << "only the photos of the decision are taken back";
}

TEST_F(CaseBookTest, AReferenceLeadsToItsSample) {
    const auto maria = *book().review(naming("Maria")).enrolled;
    const auto templates = store->templates(kRecogniser);
    const auto sample = book().referenceOf(templates[1].id);
    ASSERT_TRUE(sample);
    EXPECT_EQ(sample->identity, maria);
    EXPECT_EQ(sample->id, templates[1].sample);
    EXPECT_FALSE(book().referenceOf(TemplateId(99)));
}

TEST_F(CaseBookTest, ARefusedPairIsKnownUntilItIsTakenBack) {
    const auto anna = enrol("Anna", 1), anne = enrol("Anne", 2);
    ReviewDecision decision{.kind = "review.reject"};
    decision.namings = {{ids[0], std::nullopt, TrackState::kRejected}};
    decision.refusals = {{ids[0], anna}};
    book().review(decision);
    EXPECT_THAT(book().refusals(std::vector{recording}), ElementsAre(std::pair(ids[0], anna)));
    store->merge(anna, anne);
    EXPECT_THAT(book().refusals(std::vector{recording}),
                testing::UnorderedElementsAre(std::pair(ids[0], anna), std::pair(ids[0], anne)))
        << "it holds for whom the person was merged into";
    store->undo();
    store->undo();
    EXPECT_THAT(book().refusals(std::vector{recording}), IsEmpty());
}

TEST_F(CaseBookTest, WhatIsNoFaceStaysAwayAlsoAfterAnotherAnalysis) {
    ReviewDecision decision{.kind = "review.not_a_face"};
    decision.hidden = {{ids[1], TrackHidden::kNotAFace}};
    book().review(decision);
    EXPECT_THAT(shown(), ElementsAre(ids[0], ids[2]));
    std::vector<Track> again = {someTrack(0, 100), someTrack(0, 500)};
    store->saveAnalysis({.source = "lobby.mp4"}, again);
    EXPECT_THAT(again, SizeIs(1));
    EXPECT_THAT(shown(), SizeIs(1));
    store->undo();
    EXPECT_THAT(shown(), SizeIs(2));
}

TEST_F(CaseBookTest, ASplitIsTakenBackAndDoneAgain) {
    ReviewDecision decision{.kind = "review.split"};
    decision.hidden = {{ids[0], TrackHidden::kReplaced}};
    for (const double from : {0.0, 200.0}) {
        Track part = someTrack(from, 100, 5);
        part.recording = recording;
        decision.added.push_back({part, false, CaseBook::kUnsorted, from > 0 ? 2 : 1});
    }
    const auto parts = book().review(decision).added;
    ASSERT_THAT(parts, SizeIs(2));
    EXPECT_THAT(shown(), ElementsAre(ids[1], parts[0], parts[1], ids[2]));
    EXPECT_THAT(book().unknowns(CaseBook::kUnsorted), SizeIs(2));
    store->undo();
    EXPECT_THAT(shown(), ElementsAre(ids[0], ids[1], ids[2]));
    store->redo();
    EXPECT_THAT(shown(), ElementsAre(ids[1], parts[0], parts[1], ids[2]));
}

TEST_F(CaseBookTest, ABoxDrawnByHandIsKnownAsSuch) {
    ReviewDecision decision{.kind = "review.draw"};
    Track drawn = someTrack(2000, 300, 3);
    drawn.recording = recording;
    decision.added = {{drawn, true, {}, 0}};
    const auto id = book().review(decision).added.front();
    EXPECT_THAT(book().drawnTracks(recording), ElementsAre(id));
    store->undo();
    EXPECT_THAT(book().drawnTracks(recording), IsEmpty());
}

TEST_F(CaseBookTest, ClusteringLeavesWhatAPersonPutTogether) {
    book().saveUnknowns(CaseBook::kUnsorted, {{ids[0], 1}, {ids[1], 2}, {ids[2], 3}});
    ReviewDecision decision{.kind = "review.together"};
    decision.groupings = {{CaseBook::kUnsorted, ids[2], 1}};
    book().review(decision);
    book().saveUnknowns(CaseBook::kUnsorted, {{ids[0], 1}, {ids[1], 2}, {ids[2], 4}});
    auto unknowns = book().unknowns(CaseBook::kUnsorted);
    EXPECT_EQ(unknowns.back().number, 1);
    EXPECT_TRUE(unknowns.back().byHand);
    store->undo();
    unknowns = book().unknowns(CaseBook::kUnsorted);
    EXPECT_EQ(unknowns.back().number, 3);
    EXPECT_FALSE(unknowns.back().byHand);
}

TEST_F(CaseBookTest, SuggestionsNeverTouchWhatAPersonDecided) {
    const auto anna = enrol("Anna", 1);
    store->assign(ids[0], std::nullopt, TrackState::kUnknown);
    book().suggest(
        {{ids[0], anna, TrackState::kSuggested, 0.7f}, {ids[1], anna, TrackState::kSuggested, 0.6f}});
    EXPECT_EQ(trackOf(ids[0]).state, TrackState::kUnknown);
    EXPECT_EQ(trackOf(ids[1]).state, TrackState::kSuggested);
    EXPECT_FLOAT_EQ(trackOf(ids[1]).similarity, 0.6f);
}

TEST_F(CaseBookTest, TheLogForgetsWhomItNamedWithThePerson) {
    const auto maria = *book().review(naming("Maria")).enrolled;
    store->remove(maria);
    for (const auto& decision : store->decisions(0)) {
        EXPECT_EQ(decision.after.find("samples"), std::string::npos) << decision.kind;
        EXPECT_EQ(decision.before.find("samples"), std::string::npos) << decision.kind;
    }
    EXPECT_FALSE(store->undo()) << "what was decided about them cannot be taken back";
}

TEST_F(CaseBookTest, UndoOutlivesAnotherAnalysis) {
    const auto anna = enrol("Anna", 1);
    ReviewDecision decision{.kind = "review.name"};
    decision.namings = {{ids[0], anna, TrackState::kConfirmed, 0.8f},
                        {ids[1], anna, TrackState::kSuggested, 0.6f, false}};
    book().review(decision);
    std::vector<Track> again = {someTrack(5000, 100)};
    store->saveAnalysis({.source = "lobby.mp4"}, again);  // the suggested track is gone
    ASSERT_TRUE(store->undo());
    EXPECT_EQ(trackOf(ids[0]).state, TrackState::kUnknown);
    EXPECT_TRUE(store->redo());
}

TEST_F(CaseBookTest, MarksLastUntilTheyAreRemoved) {
    const auto anna = enrol("Anna", 1);
    book().setMark(CaseBook::kUnsorted, {anna, "wanted as a witness"});
    reopen();
    ASSERT_THAT(book().marks(CaseBook::kUnsorted), SizeIs(1));
    EXPECT_EQ(book().marks(CaseBook::kUnsorted)[0].note, "wanted as a witness");
    book().removeMark(CaseBook::kUnsorted, anna);
    EXPECT_THAT(book().marks(CaseBook::kUnsorted), IsEmpty());
}
