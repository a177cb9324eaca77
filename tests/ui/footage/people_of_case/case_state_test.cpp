#include "ui/footage/people_of_case/case_state.h"

#include <QTest>

#include "core/store/alert_book.h"
#include "tests/support/places.h"
#include "tests/ui/support/ui_test.h"

using namespace lineament;
using namespace lineament::ui;
using lineament::test::waitUntil;

TEST(CaseState, PeopleOfAWatchlistAreMarkedFromItsOwnThresholdOn) {
    const test::TempFolder folder;
    const auto workspace = test::workspaceIn(folder / "store");
    auto& store = workspace->store();
    Sample sample{.path = "anna.jpg", .sha256 = std::string(64, 'a')};
    const auto anna = store.enrol("Anna", {}, {{sample, {}}}).identity;
    Watchlist list{.name = "Visitors", .colour = ListColour::kBlue, .fmr = 1e-5, .members = {anna}};
    store.alertBook().saveWatchlist(list);
    const auto threshold = static_cast<float>(workspace->engine().calibration().thresholdAt(list.fmr));

    Session session(workspace);
    CaseState state(session);
    state.open(CaseBook::kUnsorted);
    ASSERT_TRUE(waitUntil([&] { return !state.loading(); }));
    Track track;
    track.identity = anna;
    track.state = TrackState::kSuggested;
    track.similarity = threshold - 0.01f;
    EXPECT_FALSE(state.watched(track)) << "a name that is suggested at a looser threshold is no hit";
    track.similarity = threshold + 0.01f;
    ASSERT_TRUE(state.watched(track));
    EXPECT_EQ(state.watched(track)->colour, ListColour::kBlue);
    EXPECT_EQ(state.watched(track)->list, "Visitors");
    track.state = TrackState::kRejected;
    EXPECT_FALSE(state.watched(track)) << "somebody said that it is not Anna";
    track.state = TrackState::kConfirmed;
    track.similarity = 0.1f;
    EXPECT_TRUE(state.watched(track)) << "somebody said that it is Anna";
    track.identity.reset();
    EXPECT_FALSE(state.watched(track));

    store.caseBook().setMark(CaseBook::kUnsorted, {anna, ""});
    state.reload();
    ASSERT_TRUE(waitUntil([&] { return !state.loading() && state.isMarked(anna); }));
    track.identity = anna;
    ASSERT_TRUE(state.watched(track));
    EXPECT_TRUE(state.watched(track)->list.empty()) << "the mark of the case goes first";
}
