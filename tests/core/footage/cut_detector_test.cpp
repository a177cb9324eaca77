#include "core/footage/cut_detector.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

using lineament::CutDetector;

namespace {

/// A scene of coloured blobs, wider than the frame so that a camera can pan over it.
cv::Mat scene(std::uint64_t seed, int width = 960) {
    cv::RNG random(seed);
    cv::Mat picture(180, width, CV_8UC3,
                    cv::Scalar(random.uniform(20, 200), random.uniform(20, 200), random.uniform(20, 200)));
    for (int i = 0; i < width / 16; ++i)
        cv::circle(picture, {random.uniform(0, width), random.uniform(0, 180)}, random.uniform(8, 45),
                   cv::Scalar(random.uniform(0, 255), random.uniform(0, 255), random.uniform(0, 255)),
                   cv::FILLED);
    cv::GaussianBlur(picture, picture, {}, 2);
    return picture;
}

cv::Mat window(const cv::Mat& picture, int x = 0) {
    return picture(cv::Rect(x, 0, 320, 180)).clone();
}

cv::Mat noisy(cv::Mat picture, std::uint64_t seed) {
    cv::Mat noise(picture.size(), CV_16SC3);
    cv::RNG(seed).fill(noise, cv::RNG::NORMAL, 0, 8);
    cv::add(picture, noise, picture, cv::noArray(), CV_8U);
    return picture;
}

}  // namespace

TEST(CutDetector, FindsTheCutsOfManyScenesAndNothingElse) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        CutDetector detector;
        for (int frame = 0; frame < 30; ++frame) {
            const bool second = frame >= 12;
            EXPECT_EQ(detector.isCut(noisy(window(scene(second ? 100 + seed : seed)), frame)), frame == 12)
                << "scene " << seed << " frame " << frame;
        }
    }
}

TEST(CutDetector, IsNotFooledByASwiftPan) {
    const cv::Mat wide = scene(5, 1600);
    CutDetector detector;
    for (int frame = 0; frame < 50; ++frame)
        EXPECT_FALSE(detector.isCut(window(wide, frame * 25))) << frame;
}

TEST(CutDetector, IsNotFooledByALargeMovingThing) {
    const cv::Mat background = window(scene(6));
    CutDetector detector;
    for (int frame = 0; frame < 40; ++frame) {
        cv::Mat picture = background.clone();
        cv::ellipse(picture, {frame * 12 - 60, 100}, {60, 90}, 0, 0, 360, {90, 120, 190}, cv::FILLED);
        EXPECT_FALSE(detector.isCut(picture)) << frame;
    }
}

TEST(CutDetector, IsNotFooledByFlashes) {
    const cv::Mat picture = window(scene(7));
    CutDetector detector;
    for (int frame = 0; frame < 30; ++frame) {
        cv::Mat lit;
        const double gain = frame == 10 ? 2.2 : frame == 20 ? 20 : 1;
        picture.convertTo(lit, CV_8U, gain, frame == 20 ? 200 : 0);
        EXPECT_FALSE(detector.isCut(lit)) << frame;
    }
}

TEST(CutDetector, ComparesAcrossBlackFrames) {
    CutDetector detector;
    const cv::Mat black = cv::Mat::zeros(180, 320, CV_8UC3);
    EXPECT_FALSE(detector.isCut(window(scene(8))));
    EXPECT_FALSE(detector.isCut(black));
    EXPECT_FALSE(detector.isCut(window(scene(8)))) << "the same scene goes on";
    EXPECT_FALSE(detector.isCut(black));
    EXPECT_TRUE(detector.isCut(window(scene(9)))) << "another scene";
}
