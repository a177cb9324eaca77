#include "core/presence/camera_area.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/base/error.h"

using namespace lineament;

namespace {

constexpr SizePx kPicture{200, 100};

BoxPx faceAt(float x, float y) {
    return {x - 5, y - 6, 10, 12};
}

bool accepted(const CameraRules& rules) {
    try {
        rules.validate();
        return true;
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::kInvalidArgument);
        return false;
    }
}

}  // namespace

TEST(CameraArea, WithoutOneEverythingCounts) {
    EXPECT_TRUE(inArea({}, faceAt(1, 1), kPicture));
}

TEST(CameraArea, TheMiddleOfAFaceDecides) {
    const std::vector<CornerRel> leftHalf = {{0, 0}, {0.5f, 0}, {0.5f, 1}, {0, 1}};
    EXPECT_TRUE(inArea(leftHalf, faceAt(99, 50), kPicture)) << "though half of it lies outside";
    EXPECT_FALSE(inArea(leftHalf, faceAt(101, 50), kPicture));
    EXPECT_TRUE(inArea(leftHalf, faceAt(1, 1), kPicture));
    EXPECT_TRUE(inArea(leftHalf, faceAt(1, 99), kPicture));
}

TEST(CameraArea, DentsAreOutside) {
    // A "C" that is open to the right.
    const std::vector<CornerRel> c = {{0, 0},       {1, 0},    {1, 0.2f}, {0.2f, 0.2f},
                                      {0.2f, 0.8f}, {1, 0.8f}, {1, 1},    {0, 1}};
    EXPECT_TRUE(inArea(c, faceAt(20, 50), kPicture));
    EXPECT_TRUE(inArea(c, faceAt(150, 10), kPicture));
    EXPECT_TRUE(inArea(c, faceAt(150, 90), kPicture));
    EXPECT_FALSE(inArea(c, faceAt(150, 50), kPicture));
}

TEST(CameraArea, EveryPointIsInExactlyOneOfTwoHalves) {
    const std::vector<CornerRel> upper = {{0, 0}, {1, 0}, {0, 1}}, lower = {{1, 0}, {1, 1}, {0, 1}};
    for (int x = 1; x < kPicture.width; x += 7)
        for (int y = 1; y < kPicture.height; y += 5) {
            const auto face = faceAt(static_cast<float>(x) + 0.25f, static_cast<float>(y) + 0.25f);
            EXPECT_NE(inArea(upper, face, kPicture), inArea(lower, face, kPicture)) << x << " " << y;
        }
}

TEST(CameraRules, ValuesOutOfRangeAreRefused) {
    CameraRules rules;
    EXPECT_TRUE(accepted(rules));
    rules.area = {{0, 0}, {1, 0}, {1, 1}};
    rules.minFacePx = 2000, rules.fmr = 1e-4;
    EXPECT_TRUE(accepted(rules));
    for (const auto& area : {std::vector<CornerRel>{{0, 0}, {1, 1}},
                             {{0, 0}, {1.01f, 0}, {1, 1}},
                             {{0, 0}, {0, -0.01f}, {1, 1}},
                             {{0, 0}, {NAN, 0}, {1, 1}},
                             {{0.1f, 0.1f}, {0.2f, 0.2f}, {0.3f, 0.3f}},
                             std::vector<CornerRel>(33)})
        EXPECT_FALSE(accepted({.area = area}));
    EXPECT_FALSE(accepted({.minFacePx = -1}));
    EXPECT_FALSE(accepted({.minFacePx = 2001}));
    EXPECT_FALSE(accepted({.minFacePx = NAN}));
    EXPECT_FALSE(accepted({.fmr = 0.5}));
    EXPECT_FALSE(accepted({.fmr = 1e-10}));
    EXPECT_FALSE(accepted({.fmr = NAN}));
}
