#include "core/enhance/filters/filters.h"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/base/job_context.h"
#include "core/enhance/enhancer.h"

using namespace lineament;
using namespace lineament::enhance;

namespace {

/// Discs and bars on a slope of grey: edges of all directions.
cv::Mat scene() {
    cv::Mat picture(180, 240, CV_8UC3);
    for (int y = 0; y < picture.rows; ++y)
        for (int x = 0; x < picture.cols; ++x)
            picture.at<cv::Vec3b>(y, x) = cv::Vec3b::all(static_cast<unsigned char>(60 + x / 3));
    cv::circle(picture, {80, 90}, 50, {200, 180, 190}, cv::FILLED, cv::LINE_AA);
    cv::circle(picture, {95, 80}, 18, {30, 40, 35}, cv::FILLED, cv::LINE_AA);
    for (int x = 150; x < 230; x += 16)
        cv::rectangle(picture, cv::Rect(x, 30, 8, 120), cv::Scalar::all(220), cv::FILLED);
    return picture;
}

cv::Mat noisy(const cv::Mat& picture, double deviation, int seed) {
    cv::RNG random(static_cast<std::uint64_t>(seed));
    cv::Mat noise(picture.size(), CV_16SC3), result;
    random.fill(noise, cv::RNG::NORMAL, 0, deviation);
    cv::add(picture, noise, result, cv::noArray(), CV_8U);
    return result;
}

double psnr(const cv::Mat& a, const cv::Mat& b) {
    return cv::PSNR(a, b);
}

}  // namespace

TEST(Denoise, EstimatesTheNoiseAndTakesMostOfItAway) {
    const auto truth = scene();
    const auto poor = noisy(truth, 12, 1);
    EXPECT_NEAR(estimatedNoise(poor), 12 * std::sqrt(0.299 * 0.299 + 0.587 * 0.587 + 0.114 * 0.114), 2)
        << "of the grey picture";
    EXPECT_LT(estimatedNoise(truth), 1.5);
    EXPECT_GT(psnr(denoise(poor, {}), truth), psnr(poor, truth) + 4);
}

TEST(Denoise, StandsStillOverTimeAndFollowsWhatMoves) {
    const auto truth = scene();
    FrameMemory memory;
    cv::Mat last, before;
    double flickerIn = 0, flickerOut = 0;
    for (int i = 0; i < 8; ++i) {
        const auto frame = noisy(truth, 10, 100 + i);
        const auto clean = denoise(frame, {}, &memory);
        if (i > 3)
            flickerIn += cv::norm(frame, before, cv::NORM_L1),
                flickerOut += cv::norm(clean, last, cv::NORM_L1);
        before = frame, last = clean;
    }
    EXPECT_LT(flickerOut, flickerIn / 4);
    // A bright square appears: it is there in the first frame, not faded in.
    auto moved = truth.clone();
    cv::rectangle(moved, cv::Rect(10, 10, 40, 40), cv::Scalar::all(250), cv::FILLED);
    const auto after = denoise(noisy(moved, 10, 200), {}, &memory);
    EXPECT_GT(cv::mean(after(cv::Rect(15, 15, 30, 30)))[0], 235);
}

TEST(Deblur, EstimatesTheBlurAndUndoesSomeOfIt) {
    const auto truth = scene();
    for (const double radius : {1.5, 3.0}) {
        cv::Mat poor;
        cv::GaussianBlur(truth, poor, {}, radius);
        EXPECT_NEAR(estimatedBlur(poor), radius, 0.35 * radius);
        for (const double iterations : {15.0, 0.0})
            EXPECT_GT(psnr(deblur(poor, {0, iterations, 0.1}), truth), psnr(poor, truth) + 1)
                << radius << ' ' << iterations;
    }
    EXPECT_LT(estimatedBlur(truth), 0.8);
}

TEST(Light, MakesAColourCastNeutralAndLiftsShadowsAlone) {
    cv::Mat cast;
    cv::multiply(scene(), cv::Scalar(0.6, 0.9, 1.0), cast);
    const auto mean = cv::mean(relight(cast, {0, 1, 0, 1}));
    EXPECT_NEAR(mean[0], mean[2], 6);
    const auto same = relight(scene(), {0, 1, 0, 0});
    EXPECT_EQ(cv::norm(same, scene(), cv::NORM_INF), 0) << "all parameters neutral";
    const cv::Mat dark(20, 20, CV_8UC3, cv::Scalar::all(40)), bright(20, 20, CV_8UC3, cv::Scalar::all(235));
    EXPECT_GT(cv::mean(relight(dark, {0, 1, 1, 0}))[0], 55);
    EXPECT_NEAR(cv::mean(relight(bright, {0, 1, 1, 0}))[0], 235, 2);
}

TEST(Light, DoesNotFlickerOverTime) {
    FrameMemory memory;
    cv::Mat last, lastAlone;
    double with = 0, without = 0;
    for (int i = 0; i < 8; ++i) {
        auto frame = noisy(scene(), 1, 300 + i);
        // Something small moves: tiles of its surroundings must not breathe with it.
        cv::circle(frame, {20 + 3 * i, 160}, 9, cv::Scalar::all(i % 2 ? 255 : 0), cv::FILLED);
        const auto lit = relight(frame, {3, 1, 0, 0}, &memory), alone = relight(frame, {3, 1, 0, 0});
        const cv::Rect still(0, 20, 60, 110);
        if (i > 2) {
            with += cv::norm(lit(still), last(still), cv::NORM_L1);
            without += cv::norm(alone(still), lastAlone(still), cv::NORM_L1);
        }
        last = lit, lastAlone = alone;
    }
    EXPECT_LT(with, 0.8 * without);
}

TEST(Filters, TakePicturesOfAnySize) {
    for (const cv::Size size : {cv::Size(1, 1), cv::Size(3, 200), cv::Size(101, 7)}) {
        const cv::Mat picture(size, CV_8UC3, cv::Scalar(10, 100, 200));
        EXPECT_EQ(denoise(picture, {8}).size(), size);
        EXPECT_EQ(deblur(picture, {2}).size(), size);
        EXPECT_EQ(deblur(picture, {2, 0}).size(), size);
        EXPECT_EQ(relight(picture, {}).size(), size);
    }
    EXPECT_THROW(denoise({}, {}), Error);
    EXPECT_THROW(relight(cv::Mat(4, 4, CV_8U), {}), Error);
}

TEST(Enhancer, RunsFromTheOriginalEveryTimeAndStopsWhenAsked) {
    const auto picture = noisy(scene(), 8, 3);
    const auto original = picture.clone();
    const Enhancer enhancer(nullptr, Device::kCpu, Precision::kFp32, parseChain("denoise,light"));
    JobContext context;
    const auto once = enhancer.run(picture, {}, context), twice = enhancer.run(picture, {}, context);
    EXPECT_EQ(cv::norm(picture, original, cv::NORM_INF), 0);
    EXPECT_EQ(cv::norm(once.bgr, twice.bgr, cv::NORM_INF), 0);
    std::stop_source stop;
    stop.request_stop();
    JobContext stopped(stop.get_token());
    EXPECT_THROW(enhancer.run(picture, {}, stopped), Cancelled);
}
