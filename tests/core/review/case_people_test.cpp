#include "core/review/case_people.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace lineament;
using testing::ElementsAre;

namespace {

Track track(std::int64_t id, TrackState state, std::int64_t identity = 0, const char* name = "",
            float similarity = 0, float quality = 50) {
    Track track;
    track.id = TrackId(id);
    track.recording = RecordingId(1);
    track.firstMs = static_cast<double>(id) * 1000;
    track.state = state;
    if (identity) track.identity = IdentityId(identity);
    track.name = name;
    track.similarity = similarity;
    track.shots = {{track.firstMs, {}, quality, {}}};
    return track;
}

std::vector<int> numbersOf(const std::vector<UnknownNumber>& unknowns) {
    std::vector<int> numbers;
    for (const auto& unknown : unknowns)
        numbers.push_back(unknown.number);
    return numbers;
}

const std::vector<TrackId> kFour = {TrackId(1), TrackId(2), TrackId(3), TrackId(4)};

}  // namespace

TEST(CasePeople, AreSuggestionsThenPeopleThenUnknowns) {
    const std::vector<Track> tracks = {
        track(1, TrackState::kUnknown),
        track(2, TrackState::kConfirmed, 7, "Zoe", 0.8f, 20),
        track(3, TrackState::kSuggested, 7, "Zoe", 0.5f),
        track(4, TrackState::kSuggested, 8, "Anna", 0.7f),
        track(5, TrackState::kConfirmed, 7, "Zoe", 0.8f, 90),
        track(6, TrackState::kRejected),
        track(7, TrackState::kUnknown),
    };
    const std::vector<UnknownNumber> numbers = {{TrackId(1), 4}, {TrackId(6), 4}};
    const auto people = peopleOfCase(tracks, numbers);
    ASSERT_EQ(people.size(), 5u);
    EXPECT_EQ(people[0].name, "Anna") << "the surest suggestion first";
    EXPECT_THAT(people[1].tracks, ElementsAre(2));
    EXPECT_EQ(people[2].section, CasePerson::Section::kConfirmed);
    EXPECT_THAT(people[2].tracks, ElementsAre(1, 4));
    EXPECT_EQ(people[2].best, 4u);
    EXPECT_EQ(people[3].number, 4);
    EXPECT_THAT(people[3].tracks, ElementsAre(0, 5)) << "who was refused a name is an unknown";
    EXPECT_EQ(people[4].number, 0) << "not clustered yet";
}

TEST(NumberUnknowns, NumbersByCluster) {
    EXPECT_THAT(numbersOf(numberUnknowns(kFour, std::vector{0, 1, 0, -1}, {})), ElementsAre(1, 2, 1, 3));
}

TEST(NumberUnknowns, AClusterKeepsItsNumber) {
    const std::vector<UnknownNumber> before = {
        {TrackId(1), 5}, {TrackId(2), 2}, {TrackId(3), 5}, {TrackId(9), 8}};
    EXPECT_THAT(numbersOf(numberUnknowns(kFour, std::vector{1, 0, 1, 2}, before)), ElementsAre(5, 2, 5, 9))
        << "8 was somebody else's";
    EXPECT_THAT(numbersOf(numberUnknowns(kFour, std::vector{0, 0, 0, 0}, before)), ElementsAre(5, 5, 5, 5))
        << "the number of most";
    EXPECT_THAT(numbersOf(numberUnknowns(kFour, std::vector{0, 1, 2, 3}, before)), ElementsAre(5, 2, 9, 10))
        << "of a cluster that fell apart one part keeps it";
}

TEST(NumberUnknowns, WhatAPersonPutTogetherStays) {
    const std::vector<UnknownNumber> before = {
        {TrackId(1), 1, true}, {TrackId(2), 2}, {TrackId(3), 2}, {TrackId(4), 2}};
    const auto numbers = numberUnknowns(kFour, std::vector{0, 0, 0, 1}, before);
    EXPECT_THAT(numbersOf(numbers), ElementsAre(1, 1, 1, 2)) << "the hand counts for more than two machines";
    EXPECT_TRUE(numbers[0].byHand);
    EXPECT_FALSE(numbers[1].byHand);
}
