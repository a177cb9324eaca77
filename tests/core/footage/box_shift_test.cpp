#include "core/footage/box_shift.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

using namespace lineament;

namespace {

/// Something with texture, the same for the same seed.
cv::Mat textured(cv::Size size, std::uint64_t seed) {
    cv::Mat coarse(size.height / 6 + 2, size.width / 6 + 2, CV_8U), fine;
    cv::RNG rng(seed);
    rng.fill(coarse, cv::RNG::UNIFORM, 0, 255);
    cv::resize(coarse, fine, size, 0, 0, cv::INTER_CUBIC);
    return fine;
}

/// A round head at a place, before a wall.
cv::Mat frameWith(const cv::Mat& head, cv::Point2f at) {
    cv::Mat frame = textured({640, 360}, 7), mask(head.size(), CV_8U, cv::Scalar(0)), moved, over;
    cv::ellipse(mask, cv::Rect({}, head.size()).size() / 2, head.size() / 2, 0, 0, 360, 255, cv::FILLED);
    const cv::Matx23f shift(1, 0, at.x, 0, 1, at.y);
    cv::warpAffine(head, moved, shift, frame.size());
    cv::warpAffine(mask, over, shift, frame.size(), cv::INTER_NEAREST);
    moved.copyTo(frame, over);
    return frame;
}

}  // namespace

TEST(BoxShift, FollowsAHeadOutOfThePictureAndBack) {
    const cv::Mat head = textured({150, 200}, 3);
    BoxPx box{300, 80, 150, 200};
    cv::Point2f at(300, 80);
    cv::Mat last = frameWith(head, at);
    for (int step = 0; step < 40; ++step) {
        at += step < 20 ? cv::Point2f(14, -1.5f) : cv::Point2f(-14, 1.5f);  // to 580: 60 of 150 are seen
        const cv::Mat next = frameWith(head, at);
        const auto shift = boxShift(last, next, box);
        ASSERT_TRUE(shift) << step;
        box.x += shift->x;
        box.y += shift->y;
        EXPECT_NEAR(box.x, at.x, 6) << step;
        EXPECT_NEAR(box.y, at.y, 6) << step;
        last = next;
    }
}

TEST(BoxShift, TheWallBesideTheHeadHasNoSay) {
    const cv::Mat head = textured({150, 200}, 3);
    const BoxPx wide{240, 80, 210, 200};  // a hand drew it too wide
    const auto shift = boxShift(frameWith(head, {300, 80}), frameWith(head, {310, 84}), wide);
    ASSERT_TRUE(shift);
    EXPECT_NEAR(shift->x, 10, 2);
    EXPECT_NEAR(shift->y, 4, 2);
}

TEST(BoxShift, SaysThatItLostWhatIsNotThereAnyMore) {
    const cv::Mat head = textured({150, 200}, 3);
    const BoxPx box{300, 80, 150, 200};
    EXPECT_FALSE(boxShift(frameWith(head, {300, 80}), textured({640, 360}, 11), box));
    EXPECT_FALSE(
        boxShift(cv::Mat(360, 640, CV_8U, cv::Scalar(90)), cv::Mat(360, 640, CV_8U, cv::Scalar(90)), box))
        << "in an even surface nothing can be followed";
    EXPECT_FALSE(boxShift(frameWith(head, {300, 80}), frameWith(head, {300, 80}), {900, 80, 150, 200}));
}
