#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <opencv2/photo.hpp>

#include "core/base/check.h"
#include "core/enhance/filters/filters.h"

namespace lineament::enhance {
namespace {

void requirePicture(const cv::Mat& bgr) {
    LINEAMENT_REQUIRE(bgr.type() == CV_8UC3 && !bgr.empty(), "picture", "it must be 8-bit BGR and not empty");
}

cv::Mat spatially(const cv::Mat& bgr, double deviation, double colour, bool quick) {
    // h of OpenCV's weights: what is taken away grows with it; of video the search is short, since time does
    // the rest.
    const float h = static_cast<float>(std::clamp(0.9 * deviation, 0.0, 60.0));
    cv::Mat ycc, luma, smooth;
    cv::cvtColor(bgr, ycc, cv::COLOR_BGR2YCrCb);
    std::vector<cv::Mat> planes;
    cv::split(ycc, planes);
    if (h > 0.3f) {
        cv::fastNlMeansDenoising(planes[0], luma, h, quick ? 3 : 5, quick ? 7 : 17);
        planes[0] = luma;
    }
    if (const double width = colour * deviation / 4; width > 0.2) {
        for (int plane : {1, 2}) {
            cv::GaussianBlur(planes[static_cast<std::size_t>(plane)], smooth, {}, std::min(6.0, width));
            planes[static_cast<std::size_t>(plane)] = smooth.clone();
        }
    }
    cv::merge(planes, ycc);
    cv::Mat result;
    cv::cvtColor(ycc, result, cv::COLOR_YCrCb2BGR);
    return result;
}

/// Moves the average towards the frame: at once where the scene moved, slowly where it stands still.
cv::Mat overTime(const cv::Mat& bgr, double deviation, double keep, FrameMemory& memory) {
    if (memory.averaged.size() != bgr.size()) {
        bgr.convertTo(memory.averaged, CV_32FC3);
        return bgr.clone();
    }
    cv::Mat before, difference, motion;
    memory.averaged.convertTo(before, CV_8UC3);
    cv::absdiff(bgr, before, difference);
    cv::cvtColor(difference, motion, cv::COLOR_BGR2GRAY);
    cv::boxFilter(motion, motion, -1, {5, 5});  // noise is averaged out, motion is not
    // Still below the mean of the noise's magnitude, moving from two and a half times it on.
    const double still = 0.9 * deviation + 0.5, moving = 2.5 * deviation + 2;
    cv::Mat weights(1, 256, CV_8U);
    for (int level = 0; level < 256; ++level) {
        const double standing = std::clamp((moving - level) / (moving - still), 0.0, 1.0);
        weights.at<unsigned char>(level) =
            static_cast<unsigned char>(std::lround(255 * (1 - keep * standing)));
    }
    cv::Mat weight;
    cv::LUT(motion, weights, weight);
    for (int y = 0; y < bgr.rows; ++y) {
        const auto* now = bgr.ptr<unsigned char>(y);
        const auto* share = weight.ptr<unsigned char>(y);
        auto* average = memory.averaged.ptr<float>(y);
        for (int x = 0; x < bgr.cols; ++x) {
            const float towards = share[x] / 255.0f;
            for (int c = 3 * x; c < 3 * x + 3; ++c)
                average[c] += towards * (static_cast<float>(now[c]) - average[c]);
        }
    }
    cv::Mat result;
    memory.averaged.convertTo(result, CV_8UC3);
    return result;
}

}  // namespace

double estimatedNoise(const cv::Mat& bgr) {
    requirePicture(bgr);
    cv::Mat grey, response;
    cv::cvtColor(bgr, grey, cv::COLOR_BGR2GRAY);
    if (grey.rows < 5 || grey.cols < 5) return 0;
    const cv::Matx33f kernel(1, -2, 1, -2, 4, -2, 1, -2, 1);
    cv::filter2D(grey, response, CV_16S, kernel);
    std::vector<int> counts(8 * 255 + 1);
    std::int64_t all = 0;
    for (int y = 1; y + 1 < response.rows; ++y)
        for (int x = 1; x + 1 < response.cols; ++x)
            ++counts[static_cast<std::size_t>(std::min(8 * 255, std::abs(response.at<short>(y, x))))], ++all;
    std::int64_t seen = 0;
    double median = 0;
    for (std::size_t level = 0; level < counts.size(); ++level) {
        if (2 * (seen + counts[level]) >= all) {
            median = static_cast<double>(level) - 0.5 +
                     (all / 2.0 - static_cast<double>(seen)) / std::max(1, counts[level]);
            break;
        }
        seen += counts[level];
    }
    // The kernel's values have a norm of 6; the median of a normal magnitude is 0.6745 deviations.
    return std::max(0.0, median / 0.6745 / 6);
}

cv::Mat denoise(const cv::Mat& bgr, const Denoise& options, FrameMemory* memory) {
    requirePicture(bgr);
    double deviation = options.strength;
    if (deviation <= 0) {
        deviation = estimatedNoise(bgr);
        if (memory) {
            memory->noise = memory->noise < 0 ? deviation : memory->noise + 0.1 * (deviation - memory->noise);
            deviation = memory->noise;
        }
        deviation = std::min(deviation, 40.0);
    }
    if (deviation < 0.3) return bgr.clone();
    if (!memory) return spatially(bgr, deviation, options.colour, false);
    // What is averaged over time has little noise left for the search.
    const cv::Mat steady = options.overTime > 0 ? overTime(bgr, deviation, options.overTime, *memory) : bgr;
    const double left = deviation * std::sqrt((1 - options.overTime) / (1 + options.overTime));
    return spatially(steady, std::max(left, 0.4 * deviation), options.colour, true);
}

}  // namespace lineament::enhance
