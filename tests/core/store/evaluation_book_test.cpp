#include "core/store/evaluation_book.h"

#include "core/store/case_book.h"
#include "tests/core/store/store_fixture.h"

using namespace lineament;
using namespace lineament::test;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

namespace {

class EvaluationBookTest : public StoreTest {
  protected:
    EvaluationBook& book() { return EvaluationBook::of(*store); }
    const std::string list = std::string(64, 'a'), other = std::string(64, 'b');
};

}  // namespace

TEST_F(EvaluationBookTest, AWrongLabelIsKeptByItsListAndTakenBackByMarkingItAgain) {
    book().markLabel(list, 12, true, "the right one is a twin");
    book().markLabel(list, 3, true);
    book().markLabel(list, 3, true);  // is so already
    book().markLabel(other, 7, false);
    reopen();
    auto marks = book().labelMarks(list);
    ASSERT_THAT(marks, SizeIs(2));
    EXPECT_EQ(marks[0].line, 3);
    EXPECT_EQ(marks[1].line, 12);
    EXPECT_EQ(marks[1].actor, "tester");
    EXPECT_EQ(marks[1].at, clock.time);
    EXPECT_EQ(marks[1].reason, "the right one is a twin");
    EXPECT_THAT(book().labelMarks(other), IsEmpty());
    EXPECT_THAT(store->decisions(), SizeIs(2));

    book().markLabel(list, 12, false);
    EXPECT_THAT(book().labelMarks(list), SizeIs(1));
    const auto entry = store->auditEntries(1).at(0);
    EXPECT_EQ(entry.action, "label.mark");
    EXPECT_EQ(entry.subject, "list:" + list);
    EXPECT_NE(entry.detail.find("line 12"), std::string::npos);
    EXPECT_FALSE(store->auditBrokenAt());

    store->undo();  // it is wrong again, as it was said then
    EXPECT_EQ(book().labelMarks(list).at(1).reason, "the right one is a twin");
    store->undo();
    store->undo();
    EXPECT_THAT(book().labelMarks(list), IsEmpty());
    store->redo();
    EXPECT_EQ(book().labelMarks(list).at(0).line, 12);
}

TEST_F(EvaluationBookTest, SeveralLabelsAreOneDecisionThatIsMadeWholeOrNotAtAll) {
    book().markLabel(list, 5, true, "earlier");
    book().markLabels(list, {{12, true}, {3, true}, {5, true}}, "twins");
    ASSERT_THAT(book().labelMarks(list), SizeIs(3));
    EXPECT_EQ(book().labelMarks(list)[1].reason, "earlier") << "it was so already";
    ASSERT_THAT(store->decisions(), SizeIs(2));
    EXPECT_NE(store->auditEntries(1).at(0).detail.find("line 3, line 12"), std::string::npos);
    reopen();
    store->undo();
    ASSERT_THAT(book().labelMarks(list), SizeIs(1));
    EXPECT_EQ(book().labelMarks(list)[0].line, 5);
    store->redo();
    EXPECT_THAT(book().labelMarks(list), SizeIs(3));

    book().markLabels(list, {{3, false}, {7, true}});
    EXPECT_THAT(book().labelMarks(list), SizeIs(3));
    const std::vector<LabelVerdict> damaged = {{20, true}, {21, true}, {1, true}},
                                    both = {{20, true}, {20, false}};
    EXPECT_EQ(codeOf([&] { book().markLabels(list, damaged); }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(codeOf([&] { book().markLabels(list, both); }), ErrorCode::kInvalidArgument);
    EXPECT_THAT(book().labelMarks(list), SizeIs(3)) << "not the first of them either";
    EXPECT_THAT(store->decisions(), SizeIs(3));
}

TEST_F(EvaluationBookTest, AMarkOfAnEarlierVersionIsTakenBack) {
    book().markLabel(list, 12, true, "twin");
    {
        // As one line stood before several could be marked at once.
        auto database = raw();
        database.exec("UPDATE decisions SET before = '{\"list\":\"" + list +
                      "\",\"line\":12,\"mark\":null}', after = '{\"list\":\"" + list +
                      "\",\"line\":12,\"mark\":{\"actor\":\"tester\",\"at\":5,\"reason\":\"twin\"}}'");
    }
    store->undo();
    EXPECT_THAT(book().labelMarks(list), IsEmpty());
    store->redo();
    ASSERT_THAT(book().labelMarks(list), SizeIs(1));
    EXPECT_EQ(book().labelMarks(list)[0].at, 5);
}

TEST_F(EvaluationBookTest, WhatIsNoListOrLineIsRefused) {
    EXPECT_EQ(codeOf([&] { book().markLabel("pairs.csv", 3, true); }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(codeOf([&] { book().markLabel(list, 1, true); }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(codeOf([&] { book().markLabel(list, 2, true, "\xff"); }), ErrorCode::kInvalidArgument);
    EXPECT_THAT(store->decisions(), IsEmpty());
}

TEST_F(EvaluationBookTest, AThresholdIsADecisionThatIsUndoneAndDoneAgain) {
    book().setThreshold("threshold.search/x", "0.4", "measured on the lobby");
    book().setThreshold("threshold.search/x", "0.4");
    book().setThreshold("threshold.search/x", "0.5");
    const auto decisions = store->decisions();
    ASSERT_THAT(decisions, SizeIs(2));
    EXPECT_EQ(decisions[1].kind, "threshold.apply");
    EXPECT_EQ(decisions[1].reason, "measured on the lobby");
    EXPECT_EQ(decisions[1].actor, "tester");
    EXPECT_NE(store->auditEntries(1).at(0).detail.find("0.5"), std::string::npos);

    ASSERT_TRUE(store->undo());
    EXPECT_EQ(store->setting("threshold.search/x"), "0.4");
    ASSERT_TRUE(store->undo());
    EXPECT_EQ(store->setting("threshold.search/x"), "") << "nothing is in force";
    reopen();
    ASSERT_TRUE(store->redo());
    EXPECT_EQ(store->setting("threshold.search/x"), "0.4");
    book().setThreshold("threshold.search/x", "");
    EXPECT_EQ(store->decisions(1).at(0).kind, "threshold.withdraw");
    store->undo();
    EXPECT_EQ(store->setting("threshold.search/x"), "0.4");
}

TEST_F(EvaluationBookTest, OnlyTracksThatAPersonJudgedAreProbes) {
    const auto anna = enrol("Anna", 1);
    std::vector<Track> tracks;
    for (int i = 0; i < 6; ++i)
        tracks.push_back(someTrack(1000.0 * i, 100.0f + i));
    tracks[1].identity = anna;
    tracks[1].state = TrackState::kSuggested;
    store->saveAnalysis({.source = "lobby.mp4", .sha256 = "abc"}, tracks);
    store->assign(tracks[0].id, anna, TrackState::kConfirmed);
    // 1: a suggestion that nobody looked at; 2: rejected; 3 and 4: put together by hand; 5: clustered alone.
    store->assign(tracks[2].id, std::nullopt, TrackState::kRejected);
    auto& cases = store->caseBook();
    cases.saveUnknowns(CaseBook::kUnsorted, {{tracks[5].id, 9, false}});
    ReviewDecision together{.kind = "review.merge"};
    together.groupings = {{CaseBook::kUnsorted, tracks[3].id, 4}, {CaseBook::kUnsorted, tracks[4].id, 4}};
    cases.review(together);

    const auto judged = book().judgedTracks(kRecogniser);
    ASSERT_THAT(judged, SizeIs(4));
    EXPECT_EQ(judged[0].id, tracks[0].id);
    EXPECT_EQ(judged[0].identity, anna);
    EXPECT_EQ(judged[0].quality, 77);
    EXPECT_EQ(judged[0].value.values, tracks[0].pooled->values);
    EXPECT_FALSE(judged[1].identity);
    EXPECT_EQ(judged[1].unknown.second, 0);
    EXPECT_EQ(judged[2].unknown, std::pair(CaseBook::kUnsorted, 4));
    EXPECT_EQ(judged[3].unknown, judged[2].unknown);
    EXPECT_THAT(book().judgedTracks("other@1"), IsEmpty());
    store->undo();
    EXPECT_THAT(book().judgedTracks(kRecogniser), SizeIs(2));
}

TEST_F(EvaluationBookTest, SamplesOfARecordingAreKnownByTheirPath) {
    std::vector<Track> none;
    const auto lobby = store->saveAnalysis({.source = "/v/lobby.mp4", .sha256 = "abc"}, none);
    const auto folder = store->saveAnalysis({.source = "/v/stills", .sha256 = ""}, none);
    std::vector<SampleId> ids;
    int n = 1;
    for (const char* path :
         {"/v/lobby.mp4#t=1.500", "/v/lobby.mp4.jpg", "/v/stills/a.jpg", "/v/stills2/a.jpg"}) {
        auto sample = someSample(n++);
        sample.sample.path = path;
        ids.push_back(store->enrol("Anna", "", {sample}).samples.at(0));
    }
    EXPECT_THAT(book().samplesFrom(lobby), ElementsAre(ids[0]));
    EXPECT_THAT(book().samplesFrom(folder), ElementsAre(ids[2]));
    store->removeSample(ids[0]);
    EXPECT_THAT(book().samplesFrom(lobby), IsEmpty());
}
