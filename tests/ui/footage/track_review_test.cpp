// Decisions on the desk: which list they are about, and where they go on.
#include "ui/footage/track_review.h"

#include <gtest/gtest.h>

#include <QDockWidget>
#include <QLineEdit>
#include <QListView>
#include <QTest>
#include <algorithm>

#include "core/store/case_book.h"
#include "tests/support/places.h"
#include "tests/ui/footage/sample_video.h"
#include "tests/ui/support/ui_test.h"
#include "ui/bridge/session.h"
#include "ui/footage/footage_panel.h"
#include "ui/footage/people_of_case/case_state.h"
#include "ui/footage/people_of_case/people_model.h"
#include "ui/footage/people_of_case/people_view.h"
#include "ui/footage/tracks/track_list.h"

using namespace lineament;
using namespace lineament::ui;
using lineament::test::waitUntil;

namespace {

class TrackReviewTest : public testing::Test {
  protected:
    TrackReviewTest() : workspace(test::workspaceIn(folder / "store")), session(workspace) {
        Sample sample{.path = "anna.jpg", .sha256 = std::string(64, 'a')};
        anna = workspace->store().enrol("Anna", {}, {{sample, {}}}).identity;
    }
    void show() {
        panel = std::make_unique<FootagePanel>(session, nullptr);
        panel->resize(1366, 768);
        panel->show();
        panel->activateWindow();
        ASSERT_TRUE(calm());
    }
    bool calm() {
        const auto still = [&] { return panel->idle() && !session.jobs().busy(); };
        return waitUntil(still, 60'000) && waitUntil(still, 60'000);
    }
    template <class T>
    T* part(const char* name) const {
        return panel->findChild<T*>(QString::fromLatin1(name));
    }
    QListView* peopleView() const { return part<QListView>("casePeopleView"); }
    /// A recording of the unsorted case in which somebody is suggested, or nobody known is seen, so often.
    std::vector<Track> recording(const char* name, int count, bool suggested) {
        const auto film = folder / name;
        test::makeNumberedVideo(film, 20);
        std::vector<Track> tracks(static_cast<std::size_t>(count));
        double ms = 200;
        for (auto& track : tracks) {
            track.firstMs = ms;
            track.lastMs = ms + 100;
            track.frames = 2;
            track.boxes = {{ms, {10, 10, 40, 40}}, {ms + 100, {10, 10, 40, 40}}};
            if (suggested) {
                track.identity = anna;
                track.state = TrackState::kSuggested;
                track.similarity = 0.6f;
            }
            ms += 300;
        }
        workspace->store().saveAnalysis({.source = film.string(), .durationMs = 2000}, tracks);
        workspace->store().caseBook().addSource(CaseBook::kUnsorted, film.string(), "");
        return tracks;
    }
    void open(const char* name) {
        panel->openSource(QString::fromStdString((folder / name).string()));
        ASSERT_TRUE(waitUntil([&] { return panel->player().isOpen(); }));
        ASSERT_TRUE(calm());
    }
    void click(TrackId track, Qt::KeyboardModifiers modifiers = {}) {
        for (int row = 0; row < peopleView()->model()->rowCount(); ++row) {
            const auto index = peopleView()->model()->index(row, 0);
            if (!static_cast<PeopleModel*>(peopleView()->model())->tracksOf(index).contains(track)) continue;
            peopleView()->scrollTo(index);
            peopleView()->setFocus();
            QTest::mouseClick(peopleView()->viewport(), Qt::LeftButton, modifiers,
                              peopleView()->visualRect(index).center());
            ASSERT_TRUE(calm());
            return;
        }
        FAIL() << track.value() << " is not among the people";
    }

    test::TempFolder folder;
    std::shared_ptr<Workspace> workspace;
    Session session;
    IdentityId anna;
    std::unique_ptr<FootagePanel> panel;
};

}  // namespace

TEST_F(TrackReviewTest, AmongTheTracksTheNextSuggestionIsSelectedThere) {
    const auto tracks = recording("lobby.mp4", 3, true);
    show();
    open("lobby.mp4");
    part<QDockWidget>("footageTracks")->raise();
    auto* list = part<TrackList>("trackList");
    list->view()->setFocus();
    list->select(tracks[0].id);
    for (std::size_t i = 0; i < 2; ++i) {
        QTest::keyClick(list->view(), Qt::Key_Return);
        ASSERT_TRUE(calm());
        EXPECT_EQ(panel->caseState().track(tracks[i].id)->state, TrackState::kConfirmed);
        EXPECT_EQ(list->current(), tracks[i + 1].id);
        EXPECT_EQ(panel->tracks().trackAt(list->view()->currentIndex())->id, tracks[i + 1].id);
    }
    QTest::keyClick(list->view(), Qt::Key_X);
    ASSERT_TRUE(calm());
    EXPECT_EQ(panel->caseState().track(tracks[2].id)->state, TrackState::kRejected);
}

TEST_F(TrackReviewTest, PeopleOfTwoRecordingsArePickedAndMerged) {
    const auto here = recording("lobby.mp4", 2, false), there = recording("garage.mp4", 1, false);
    show();
    open("lobby.mp4");
    auto* people = part<PeopleView>("casePeople");
    click(here[0].id);
    click(there[0].id, Qt::ControlModifier);
    EXPECT_EQ(people->selectedLines(), 2);
    EXPECT_TRUE(panel->source().endsWith(QLatin1String("lobby.mp4"))) << "whoever picks does not go there";
    QTest::keyClick(peopleView(), Qt::Key_M);
    ASSERT_TRUE(calm());
    auto& state = panel->caseState();
    EXPECT_EQ(state.numberOf(here[0].id), state.numberOf(there[0].id));
    EXPECT_NE(state.numberOf(here[0].id), state.numberOf(here[1].id));
}

TEST_F(TrackReviewTest, APersonWhoIsLookedAtInAnotherRecordingStaysChosenWhole) {
    const auto here = recording("lobby.mp4", 2, false), there = recording("garage.mp4", 1, false);
    show();
    open("garage.mp4");
    auto* people = part<PeopleView>("casePeople");
    workspace->store().caseBook().review(
        {.kind = "review.merge",
         .groupings = {{CaseBook::kUnsorted, here[0].id, 1}, {CaseBook::kUnsorted, here[1].id, 1}}});
    panel->caseState().reload();
    ASSERT_TRUE(calm());
    click(here[0].id);
    ASSERT_TRUE(waitUntil([&] { return panel->source().endsWith(QLatin1String("lobby.mp4")); }));
    ASSERT_TRUE(calm());
    EXPECT_EQ(people->selected().size(), 2);
    QTest::keyClick(peopleView(), Qt::Key_X);
    ASSERT_TRUE(calm());
    for (const auto& track : here)
        EXPECT_EQ(panel->caseState().track(track.id)->state, TrackState::kRejected) << "both looks";
}

TEST_F(TrackReviewTest, AmongThePeopleTheNextIsSelectedWhenOneIsNoFace) {
    const auto tracks = recording("lobby.mp4", 4, false);
    show();
    open("lobby.mp4");
    click(tracks[1].id);
    QTest::keyClick(peopleView(), Qt::Key_Delete);
    ASSERT_TRUE(calm());
    EXPECT_FALSE(panel->caseState().track(tracks[1].id));
    EXPECT_EQ(part<PeopleView>("casePeople")->current(), tracks[2].id);
    QTest::keyClick(peopleView(), Qt::Key_Delete);
    ASSERT_TRUE(calm());
    EXPECT_FALSE(panel->caseState().track(tracks[2].id));
    EXPECT_TRUE(panel->caseState().track(tracks[0].id));
}

TEST_F(TrackReviewTest, WhatIsSuggestedIsSelectedFirst) {
    const auto tracks = recording("lobby.mp4", 3, false);
    workspace->store().caseBook().review(
        {.kind = "review.name", .namings = {{tracks[1].id, anna, TrackState::kSuggested}}});
    show();
    open("lobby.mp4");
    EXPECT_EQ(part<TrackList>("trackList")->current(), tracks[1].id);
    EXPECT_EQ(part<PeopleView>("casePeople")->current(), tracks[1].id);
}

TEST_F(TrackReviewTest, TheReasonThatIsTypedGoesIntoTheRecordWithOneDecision) {
    const auto tracks = recording("lobby.mp4", 2, true);
    show();
    open("lobby.mp4");
    click(tracks[0].id);
    auto* line = part<QLineEdit>("decisionReason");
    EXPECT_FALSE(line->isVisible());
    QTest::keyClick(peopleView(), Qt::Key_Y);
    ASSERT_TRUE(line->isVisible());
    QTest::keyClicks(line, QStringLiteral("never mind"));
    QTest::keyClick(line, Qt::Key_Escape);
    EXPECT_FALSE(line->isVisible());
    QTest::keyClick(peopleView(), Qt::Key_Y);
    EXPECT_TRUE(line->text().isEmpty()) << "Escape takes nothing down";
    QTest::keyClicks(line, QStringLiteral("badge in frame 12"));
    QTest::keyClick(line, Qt::Key_Return);
    EXPECT_FALSE(line->isVisible());
    EXPECT_TRUE(panel->statusText().contains(QStringLiteral("badge in frame 12")));
    for (int i = 0; i < 2; ++i) {
        QTest::keyClick(peopleView(), Qt::Key_Return);
        ASSERT_TRUE(calm());
    }
    std::vector<std::string> reasons;
    for (const auto& decision : workspace->store().decisions())
        if (decision.kind == "review.confirm") reasons.push_back(decision.reason);
    std::sort(reasons.begin(), reasons.end());
    EXPECT_EQ(reasons, (std::vector<std::string>{"", "badge in frame 12"}));
    QTest::keyClick(peopleView(), Qt::Key_Y);
    QTest::keyClicks(line, QStringLiteral("for this case alone"));
    QTest::keyClick(line, Qt::Key_Return);
    ASSERT_TRUE(panel->statusText().contains(QStringLiteral("for this case alone")));
    panel->openCase(workspace->store().caseBook().createCase("Another"));
    ASSERT_TRUE(calm());
    EXPECT_FALSE(panel->statusText().contains(QStringLiteral("for this case alone")));
}

TEST_F(TrackReviewTest, EnterInTheLineOfTheAddressOpensTheStreamAndConfirmsNobody) {
    const auto tracks = recording("lobby.mp4", 1, true);
    recording("garage.mp4", 1, true);
    show();
    open("lobby.mp4");
    click(tracks[0].id);
    auto* line = part<QLineEdit>("streamAddress");
    line->show();
    line->setFocus();
    QTest::keyClicks(line, QString::fromStdString((folder / "garage.mp4").string()));
    QTest::keyClick(line, Qt::Key_Return);
    ASSERT_TRUE(calm());
    EXPECT_TRUE(panel->source().endsWith(QLatin1String("garage.mp4"))) << panel->source().toStdString();
    EXPECT_EQ(panel->caseState().track(tracks[0].id)->state, TrackState::kSuggested);
}

TEST_F(TrackReviewTest, PeopleAreNarrowedToAStretchOfTheRecording) {
    const auto here = recording("lobby.mp4", 3, false), there = recording("garage.mp4", 3, false);
    show();
    open("lobby.mp4");
    auto* people = part<PeopleView>("casePeople");
    const auto listed = [&](const Track& track) { return people->model().indexOf(track.id).isValid(); };
    auto filter = people->model().filter();
    filter.recording = panel->caseState().track(here[0].id)->recording;
    filter.stretchMs = {here[1].firstMs + 10, here[1].firstMs + 20};
    people->model().setFilter(filter);
    EXPECT_TRUE(listed(here[1]));
    for (const auto& track : {here[0], here[2], there[1]})
        EXPECT_FALSE(listed(track)) << track.id.value();
    people->setStretch({});
    EXPECT_TRUE(listed(here[0])) << "without a stretch everybody is there";
    EXPECT_TRUE(listed(there[1]));
}

TEST_F(TrackReviewTest, WhoIsSelectedStaysSoThroughUndoAndANewNumber) {
    const auto known = recording("lobby.mp4", 1, true), unknown = recording("garage.mp4", 3, false);
    show();
    open("lobby.mp4");
    auto* people = part<PeopleView>("casePeople");
    click(known[0].id);
    QTest::keyClick(peopleView(), Qt::Key_Return);
    ASSERT_TRUE(calm());
    EXPECT_EQ(people->current(), unknown[0].id) << "nothing is suggested any more: on to the unknown";
    click(known[0].id);
    QTest::keyClick(peopleView(), Qt::Key_U);
    ASSERT_TRUE(calm());
    EXPECT_EQ(panel->caseState().track(known[0].id)->state, TrackState::kSuggested);
    EXPECT_EQ(people->current(), known[0].id);
    EXPECT_EQ(people->selected(), QList<TrackId>{known[0].id});

    click(unknown[1].id);
    for (const int number : {7, 9}) {
        workspace->store().caseBook().review(
            {.kind = "review.merge", .groupings = {{CaseBook::kUnsorted, unknown[1].id, number}}});
        panel->caseState().reload();
        ASSERT_TRUE(calm());
        ASSERT_EQ(panel->caseState().numberOf(unknown[1].id), number);
        EXPECT_EQ(people->current(), unknown[1].id);
        EXPECT_EQ(people->selected(), QList<TrackId>{unknown[1].id});
    }
}

TEST_F(TrackReviewTest, APersonIsCutWhereTheFrameIsAndTheLaterPartIsSelected) {
    LINEAMENT_NEEDS(test::samplePhoto(3));  // the parts are compared, which takes the weights
    const auto here = recording("lobby.mp4", 2, false), there = recording("garage.mp4", 2, false);
    show();
    workspace->store().caseBook().review({.kind = "review.merge",
                                          .groupings = {{CaseBook::kUnsorted, here[0].id, 1},
                                                        {CaseBook::kUnsorted, here[1].id, 1},
                                                        {CaseBook::kUnsorted, there[0].id, 1},
                                                        {CaseBook::kUnsorted, there[1].id, 1}}});
    open("garage.mp4");
    click(here[0].id);
    open("garage.mp4");
    ASSERT_EQ(part<PeopleView>("casePeople")->selected().size(), 4);
    panel->player().seek(there[1].lastMs);
    ASSERT_TRUE(waitUntil([&] { return std::abs(panel->player().frame().ms - there[1].lastMs) < 60; }));
    QTest::keyClick(peopleView(), Qt::Key_S);
    ASSERT_TRUE(calm());
    auto& state = panel->caseState();
    for (const auto& track : {here[0], here[1], there[0]})
        EXPECT_TRUE(state.track(track.id)) << "only what is shown is cut";
    EXPECT_FALSE(state.track(there[1].id));
    const auto chosen = state.track(part<TrackList>("trackList")->current());
    ASSERT_TRUE(chosen);
    EXPECT_EQ(chosen->firstMs, there[1].lastMs);
}
