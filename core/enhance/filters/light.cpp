#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/base/check.h"
#include "core/enhance/filters/filters.h"

namespace lineament::enhance {
namespace {

/// Factors that make the Minkowski mean of the picture neutral, none of them extreme.
std::array<double, 3> neutralGains(const cv::Mat& bgr) {
    constexpr double kNorm = 6;
    std::array<double, 3> means{};
    for (int y = 0; y < bgr.rows; y += 2) {
        const auto* row = bgr.ptr<cv::Vec3b>(y);
        for (int x = 0; x < bgr.cols; x += 2)
            for (int c = 0; c < 3; ++c) {
                const double level = row[x][c] / 255.0;
                means[static_cast<std::size_t>(c)] += level * level * level * level * level * level;
            }
    }
    for (auto& mean : means)
        mean = std::pow(std::max(mean, 1e-12), 1 / kNorm);
    const double grey = (means[0] + means[1] + means[2]) / 3;
    std::array<double, 3> gains{};
    for (std::size_t c = 0; c < 3; ++c)
        gains[c] = std::clamp(grey / means[c], 0.5, 2.0);
    return gains;
}

/// What local contrast adds changes only where the scene does: tiles of CLAHE answer to noise anywhere in
/// them.
void steady(const cv::Mat& luma, cv::Mat& contrasted, FrameMemory& memory) {
    cv::Mat lift, motion;
    cv::subtract(contrasted, luma, lift, cv::noArray(), CV_32F);
    if (memory.luma.size() == luma.size()) {
        cv::absdiff(luma, memory.luma, motion);
        cv::boxFilter(motion, motion, -1, {7, 7});
        constexpr float kStill = 1.5f, kMoving = 6, kSlowest = 0.1f;
        for (int y = 0; y < lift.rows; ++y) {
            const auto* moved = motion.ptr<unsigned char>(y);
            const auto* before = memory.lift.ptr<float>(y);
            auto* now = lift.ptr<float>(y);
            for (int x = 0; x < lift.cols; ++x) {
                const float share = std::clamp((moved[x] - kStill) / (kMoving - kStill), kSlowest, 1.0f);
                now[x] = before[x] + share * (now[x] - before[x]);
            }
        }
        cv::add(luma, lift, contrasted, cv::noArray(), CV_8U);
    }
    luma.copyTo(memory.luma);
    memory.lift = lift;
}

}  // namespace

cv::Mat relight(const cv::Mat& bgr, const Light& options, FrameMemory* memory) {
    LINEAMENT_REQUIRE(bgr.type() == CV_8UC3 && !bgr.empty(), "picture", "it must be 8-bit BGR and not empty");
    auto gains = neutralGains(bgr);
    if (memory) {
        for (std::size_t c = 0; c < 3; ++c)
            memory->gains[c] =
                memory->gains[c] <= 0 ? gains[c] : memory->gains[c] + 0.05 * (gains[c] - memory->gains[c]);
        gains = memory->gains;
    }
    cv::Mat curves(1, 256, CV_8UC3);
    for (int level = 0; level < 256; ++level)
        for (int c = 0; c < 3; ++c) {
            double value =
                level / 255.0 * (1 + options.whiteBalance * (gains[static_cast<std::size_t>(c)] - 1));
            value = std::pow(std::clamp(value, 0.0, 1.0), 1 / options.gamma);
            // Lifts what is dark and leaves black, white and their slopes alone.
            value += options.shadows * 0.9 * value * std::pow(1 - value, 3);
            curves.at<cv::Vec3b>(level)[c] = cv::saturate_cast<unsigned char>(value * 255);
        }
    cv::Mat result;
    cv::LUT(bgr, curves, result);
    if (options.localContrast <= 0) return result;
    cv::Mat lab;
    cv::cvtColor(result, lab, cv::COLOR_BGR2YCrCb);
    std::vector<cv::Mat> planes;
    cv::split(lab, planes);
    cv::Mat contrasted;
    cv::createCLAHE(options.localContrast, {8, 8})->apply(planes[0], contrasted);
    if (memory) steady(planes[0], contrasted, *memory);
    planes[0] = contrasted;
    cv::merge(planes, lab);
    cv::cvtColor(lab, result, cv::COLOR_YCrCb2BGR);
    return result;
}

}  // namespace lineament::enhance
