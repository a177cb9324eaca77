#include "core/store/decision_actions.h"

#include <functional>
#include <sstream>

#include "tests/core/store/store_fixture.h"

using namespace lineament;
using namespace lineament::test;
using testing::ElementsAre;
using testing::SizeIs;

namespace {

/// Everything that undo has to restore, in one comparable text.
std::string stateOf(const Store& store) {
    std::ostringstream state;
    for (const auto& identity : store.identities()) {
        state << "identity " << identity.id.value() << ' ' << identity.name << " [" << identity.externalId
              << "]:";
        for (const auto& sample : store.samples(identity.id))
            state << ' ' << sample.id.value();
        state << '\n';
    }
    for (const auto& value : store.templates(kRecogniser))
        state << "template " << value.id.value() << " of " << value.identity.value() << '\n';
    for (const auto& recording : store.recordings())
        for (const auto& track : store.tracks(recording.id))
            state << "track " << track.id.value() << ' ' << track.name << ' '
                  << track.identity.value_or(IdentityId()).value() << ' ' << static_cast<int>(track.state)
                  << ' ' << track.similarity << '\n';
    return state.str();
}

class Decisions : public StoreTest {
  protected:
    Decisions() {
        anna = store->enrol("Anna", "", {someSample(1), someSample(2)}).identity;
        const auto enrolled = store->enrol("Anne", "S-7", {someSample(3), someSample(1)});
        anne = enrolled.identity;
        sample = enrolled.samples[0];
        std::vector<Track> tracks = {someTrack(0, 100), someTrack(0, 500)};
        tracks[1].identity = anne;
        tracks[1].state = TrackState::kSuggested;
        store->saveAnalysis({.source = "lobby.mp4"}, tracks);
        track = tracks[0].id;
    }

    /// Does it, then undoes and redoes it, each after reopening too.
    void expectUndoAndRedo(const std::function<void()>& decide, const std::string& kind) {
        const auto before = stateOf(*store);
        decide();
        const auto after = stateOf(*store);
        ASSERT_NE(before, after);
        for (int round = 0; round < 2; ++round) {
            reopen();
            const auto undone = store->undo();
            ASSERT_TRUE(undone);
            EXPECT_EQ(undone->kind, kind);
            EXPECT_TRUE(undone->undone);
            EXPECT_EQ(stateOf(*store), before);
            EXPECT_FALSE(store->undo()) << "there was one decision";
            reopen();
            const auto redone = store->redo();
            ASSERT_TRUE(redone);
            EXPECT_EQ(redone->id, undone->id);
            EXPECT_FALSE(redone->undone);
            EXPECT_EQ(stateOf(*store), after);
            EXPECT_FALSE(store->redo());
        }
        EXPECT_FALSE(store->auditBrokenAt());
    }

    IdentityId anna, anne;
    SampleId sample;
    TrackId track;
};

}  // namespace

TEST_F(Decisions, RenameIsUndoneAndRedone) {
    expectUndoAndRedo([&] { store->rename(anna, "Hannah", "typo"); }, "identity.rename");
}

TEST_F(Decisions, MergeIsUndoneExactlyAndRedone) {
    expectUndoAndRedo([&] { store->merge(anne, anna, "same person"); }, "identity.merge");
}

TEST_F(Decisions, RemovalOfASampleIsUndoneAndRedone) {
    expectUndoAndRedo([&] { store->removeSample(sample, "blurred"); }, "sample.remove");
}

TEST_F(Decisions, NamingATrackIsUndoneAndRedone) {
    expectUndoAndRedo([&] { store->assign(track, anna, TrackState::kConfirmed, "it is her"); },
                      "track.assign");
}

TEST_F(Decisions, AMergedPersonIsOneEverywhere) {
    store->merge(anne, anna);
    EXPECT_FALSE(store->identity(anne));
    EXPECT_THAT(store->identities(), SizeIs(1));
    EXPECT_EQ(store->identity(anna)->samples, 4);
    EXPECT_EQ(store->identity(anna)->externalId, "S-7") << "a survivor without an external id takes it over";
    for (const auto& value : store->templates(kRecogniser))
        EXPECT_EQ(value.identity, anna);
    EXPECT_EQ(store->tracks(store->recordings()[0].id)[1].name, "Anna");
    EXPECT_EQ(store->enrol("whoever", "S-7", {someSample(9)}).identity, anna);
    EXPECT_EQ(codeOf([&] { store->rename(anne, "Ghost"); }), ErrorCode::kNotFound);
    EXPECT_EQ(codeOf([&] { store->merge(anna, anne); }), ErrorCode::kNotFound);
    EXPECT_EQ(codeOf([&] { store->merge(anna, anna); }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(codeOf([&] { store->assign(track, anne, TrackState::kConfirmed); }), ErrorCode::kNotFound);
}

TEST_F(Decisions, WhatWasEnrolledAfterAMergeStaysWithTheSurvivor) {
    store->merge(anne, anna);
    const auto later = store->enrol("Anna", "", {someSample(20)}).samples[0];
    store->undo();
    EXPECT_EQ(store->identity(anne)->samples, 2);
    EXPECT_EQ(store->identity(anna)->samples, 3);
    EXPECT_EQ(store->samples(anna).back().id, later);
    const auto own = store->enrol("Anne", "", {someSample(21)}).samples[0];
    store->redo();  // takes along what has come since
    EXPECT_EQ(store->identity(anna)->samples, 6);
    store->undo();
    EXPECT_EQ(store->samples(anne).back().id, own);
    EXPECT_EQ(store->identity(anne)->samples, 3);
}

TEST_F(Decisions, ManyAreUndoneInReverseAndRedoneInOrder) {
    std::vector<std::string> states = {stateOf(*store)};
    const auto carol = enrol("Carol", 30);
    states[0] = stateOf(*store);
    store->assign(track, anne, TrackState::kConfirmed);
    states.push_back(stateOf(*store));
    store->rename(anne, "Annegret");
    states.push_back(stateOf(*store));
    store->merge(anne, anna);
    states.push_back(stateOf(*store));
    store->merge(anna, carol);
    states.push_back(stateOf(*store));
    store->removeSample(sample);
    states.push_back(stateOf(*store));
    reopen();
    for (std::size_t i = states.size() - 1; i-- > 0;) {
        ASSERT_TRUE(store->undo());
        EXPECT_EQ(stateOf(*store), states[i]) << "undo to " << i;
    }
    EXPECT_FALSE(store->undo());
    for (std::size_t i = 1; i < states.size(); ++i) {
        ASSERT_TRUE(store->redo());
        EXPECT_EQ(stateOf(*store), states[i]) << "redo to " << i;
    }
    EXPECT_FALSE(store->redo());
}

TEST_F(Decisions, ANewDecisionEndsRedoing) {
    store->rename(anna, "B");
    store->rename(anna, "C");
    store->undo();
    store->undo();
    store->rename(anna, "D");
    EXPECT_FALSE(store->redo());
    store->undo();
    EXPECT_EQ(nameOf(anna), "Anna");
    ASSERT_TRUE(store->redo());
    EXPECT_EQ(nameOf(anna), "D");
}

TEST_F(Decisions, AreListedNewestFirstWithWhoWhenAndWhy) {
    store->rename(anna, "B", "first");
    clock.time += 5000;
    store->rename(anna, "C", "second");
    store->undo();
    const auto all = store->decisions();
    ASSERT_THAT(all, SizeIs(2));
    EXPECT_EQ(all[0].reason, "second");
    EXPECT_EQ(all[0].at, clock.time);
    EXPECT_EQ(all[0].actor, "tester");
    EXPECT_EQ(all[0].subject, "identity:" + std::to_string(anna.value()));
    EXPECT_EQ(all[0].before, R"({"name":"B"})");
    EXPECT_EQ(all[0].after, R"({"name":"C"})");
    EXPECT_TRUE(all[0].undone);
    EXPECT_FALSE(all[1].undone);
    EXPECT_THAT(store->decisions(1), SizeIs(1));
}

TEST_F(Decisions, UndoHoldsForWhatAnotherProgramDecided) {
    Store::open(folder.path())->rename(anna, "Hannah");
    ASSERT_TRUE(store->undo());
    EXPECT_EQ(nameOf(anna), "Anna");
}
