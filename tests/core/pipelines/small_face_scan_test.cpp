#include "core/pipelines/small_face_scan.h"

#include <gtest/gtest.h>

#include <opencv2/core.hpp>

using namespace lineament;

namespace {

Face face(float x, float y, float size, float score) {
    Face made;
    made.box = {x, y, size, size};
    made.score = score;
    return made;
}

}  // namespace

TEST(SmallFaceScan, CoversEveryFrameSizeInTurnsWithRoomForAFaceInTheOverlap) {
    for (const cv::Size frame :
         {cv::Size(640, 360), cv::Size(1920, 1080), cv::Size(1080, 1920), cv::Size(3840, 2160)}) {
        SmallFaceScan scan(16);
        cv::Mat seen = cv::Mat::zeros(frame, CV_8U);
        const auto first = scan.next(frame);
        ASSERT_TRUE(first);
        auto tile = first;
        int tiles = 0;
        do {
            EXPECT_EQ(*tile & cv::Rect({0, 0}, frame), *tile);
            cv::Rect inner = *tile;  // where a face of 40 px may have its corner
            inner.width = tile->br().x < frame.width ? inner.width - 40 : inner.width;
            inner.height = tile->br().y < frame.height ? inner.height - 40 : inner.height;
            seen(inner) = 1;
            tile = scan.next(frame);
            ASSERT_LT(++tiles, 200);
        } while (*tile != *first);
        EXPECT_EQ(cv::countNonZero(seen), frame.area()) << frame;
    }
}

TEST(SmallFaceScan, LeavesSmallFramesWhole) {
    EXPECT_FALSE(SmallFaceScan(16).next({320, 240}));
}

TEST(SmallFaceScan, MergesTileAndFrameWithoutDoubles) {
    const cv::Rect tile(200, 100, 300, 200);
    const auto faces = mergedFaces({face(250, 150, 40, 0.7f), face(20, 20, 60, 0.9f)},
                                   {face(50, 50, 42, 0.8f), face(100, 20, 16, 0.75f)}, tile, {640, 360});
    ASSERT_EQ(faces.size(), 3u);
    EXPECT_FLOAT_EQ(faces[1].box.x, 250);
    EXPECT_FLOAT_EQ(faces[1].box.width, 42) << "the surer of the two";
    EXPECT_FLOAT_EQ(faces[2].box.x, 300);
}

TEST(SmallFaceScan, LeavesOutWhatTheEdgeOfATileCuts) {
    const cv::Rect tile(200, 0, 300, 360);
    EXPECT_TRUE(mergedFaces({}, {face(0, 50, 40, 0.9f)}, tile, {640, 360}).empty());
    EXPECT_TRUE(mergedFaces({}, {face(260, 50, 40, 0.9f)}, tile, {640, 360}).empty());
    EXPECT_EQ(mergedFaces({}, {face(100, 0, 40, 0.9f)}, tile, {640, 360}).size(), 1u)
        << "the frame's own edge";
}
