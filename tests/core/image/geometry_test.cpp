#include "core/image/geometry.h"

#include <gtest/gtest.h>

#include <cmath>

using namespace lineament;

TEST(Geometry, MeasuresOverlap) {
    const BoxPx box{10, 10, 20, 20};
    EXPECT_FLOAT_EQ(iou(box, box), 1);
    EXPECT_FLOAT_EQ(iou(box, {20, 10, 20, 20}), 1.0f / 3);
    EXPECT_FLOAT_EQ(iou(box, {30, 10, 5, 5}), 0);
    EXPECT_FLOAT_EQ(iou(box, {}), 0);
}

TEST(Geometry, ClipsToTheImage) {
    EXPECT_EQ(clip({-5, -5, 20, 10}, {10, 10}), (BoxPx{0, 0, 10, 5}));
    EXPECT_EQ(clip({50, 50, 20, 10}, {10, 10}).area(), 0);
}

TEST(Geometry, ScalesAboutTheCentre) {
    const auto grown = scaled({10, 20, 20, 40}, 2);
    EXPECT_EQ(grown, (BoxPx{0, 0, 40, 80}));
    EXPECT_EQ(squaredByHeight({10, 20, 20, 40}), (BoxPx{0, 20, 40, 40}));
}

TEST(Geometry, TakesFivePointsFromSixtyEight) {
    Landmarks68 points{};
    for (const int i : {37, 38, 40, 41})
        points[static_cast<std::size_t>(i)] = {10, 20};
    for (const int i : {43, 44, 46, 47})
        points[static_cast<std::size_t>(i)] = {30, 20};
    points[30] = {20, 30};
    points[48] = {12, 40}, points[60] = {14, 40};
    points[54] = {28, 40}, points[64] = {26, 40};
    EXPECT_EQ(fivePoints(points), (Landmarks5{{{10, 20}, {30, 20}, {20, 30}, {13, 40}, {27, 40}}}));
}

TEST(Geometry, InvertsASimilarity) {
    const SimilarityTransform transform{1.5 * std::cos(0.3), 1.5 * std::sin(0.3), 7, -3};
    const auto back = transform.inverse()(transform({12, 34}));
    EXPECT_NEAR(back.x, 12, 1e-4);
    EXPECT_NEAR(back.y, 34, 1e-4);
}
