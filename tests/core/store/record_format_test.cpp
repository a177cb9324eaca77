#include "core/store/record_format.h"

#include "tests/core/store/store_fixture.h"

using namespace lineament;
using namespace lineament::test;

TEST(RecordFormat, BoxesTakeTwentyNineBytes) {
    const auto boxes = someTrack(0, 100, 50).boxes;
    EXPECT_EQ(packBoxes(boxes).size(), 1 + 50u * 29);
    EXPECT_EQ(unpackBoxes(packBoxes({})).size(), 0u);
}

TEST(RecordFormat, DamagedBytesAreRefused) {
    auto boxes = packBoxes(someTrack(0, 100).boxes);
    boxes.pop_back();
    EXPECT_EQ(codeOf([&] { unpackBoxes(boxes); }), ErrorCode::kStoreUnusable);
    EXPECT_EQ(codeOf([&] { unpackBoxes({}); }), ErrorCode::kStoreUnusable);
    boxes = packBoxes(someTrack(0, 100).boxes);
    boxes[0] = std::byte{9};
    EXPECT_EQ(codeOf([&] { unpackBoxes(boxes); }), ErrorCode::kStoreUnusable) << "a format to come";
    EXPECT_EQ(codeOf([&] { unpackFloats(std::vector<std::byte>(7)); }), ErrorCode::kStoreUnusable);
    const auto face = someFace(1);
    EXPECT_EQ(codeOf([&] { faceFrom("{", packLandmarks(face)); }), ErrorCode::kStoreUnusable);
    EXPECT_EQ(codeOf([&] { faceFrom("{}", packLandmarks(face)); }), ErrorCode::kStoreUnusable);
    EXPECT_EQ(codeOf([&] { faceFrom(faceToJson(face), std::vector<std::byte>(16)); }),
              ErrorCode::kStoreUnusable);
}

TEST(RecordFormat, TrackStatesHaveNames) {
    for (const auto state :
         {TrackState::kUnknown, TrackState::kSuggested, TrackState::kConfirmed, TrackState::kRejected})
        EXPECT_EQ(trackStateFrom(nameOf(state)), state);
    EXPECT_EQ(codeOf([&] { trackStateFrom("maybe"); }), ErrorCode::kStoreUnusable);
}
