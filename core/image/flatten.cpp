#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "core/image/decoders.h"

namespace lineament::image {
namespace {

constexpr int kMidGrey = 128;

bool transparentEverywhere(const cv::Mat& bgra) {
    for (int y = 0; y < bgra.rows; ++y) {
        const auto* row = bgra.ptr<cv::Vec4b>(y);
        for (int x = 0; x < bgra.cols; ++x)
            if (row[x][3] != 0) return false;
    }
    return true;
}

cv::Mat laidOnGrey(const cv::Mat& bgra, bool premultiplied) {
    cv::Mat bgr(bgra.size(), CV_8UC3);
    for (int y = 0; y < bgra.rows; ++y) {
        const auto* from = bgra.ptr<cv::Vec4b>(y);
        auto* to = bgr.ptr<cv::Vec3b>(y);
        for (int x = 0; x < bgra.cols; ++x) {
            const int alpha = from[x][3], ground = (255 - alpha) * kMidGrey;
            for (int c = 0; c < 3; ++c) {
                const int weight = premultiplied ? 255 : alpha;
                to[x][c] =
                    static_cast<std::uint8_t>(std::min((from[x][c] * weight + ground + 127) / 255, 255));
            }
        }
    }
    return bgr;
}

/// Linear light to sRGB. What is brighter than 1 in more than a hundredth of the picture scales the exposure
/// down. Source: IEC 61966-2-1.
cv::Mat encodedFromLinear(const cv::Mat& linear) {
    const int count = linear.cols * linear.channels();
    std::vector<float> sample;
    const int stride = std::max(1, linear.rows / 256);
    for (int y = 0; y < linear.rows; y += stride)
        for (int i = 0; i < count; i += 7)
            if (const float value = linear.ptr<float>(y)[i]; std::isfinite(value)) sample.push_back(value);
    float white = 1;
    if (!sample.empty()) {
        const auto at =
            sample.begin() + static_cast<std::ptrdiff_t>(static_cast<double>(sample.size() - 1) * 0.99);
        std::nth_element(sample.begin(), at, sample.end());
        white = std::max(1.0f, *at);
    }
    constexpr int kSteps = 4096;
    std::array<std::uint8_t, kSteps + 1> table;
    for (int i = 0; i <= kSteps; ++i) {
        // Squared steps: the curve is steep where it is dark.
        const double value = static_cast<double>(i) * i / (static_cast<double>(kSteps) * kSteps);
        const double coded = value <= 0.0031308 ? 12.92 * value : 1.055 * std::pow(value, 1 / 2.4) - 0.055;
        table[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(std::lround(coded * 255));
    }
    cv::Mat coded(linear.size(), CV_8UC(linear.channels()));
    for (int y = 0; y < linear.rows; ++y) {
        const auto* from = linear.ptr<float>(y);
        auto* to = coded.ptr(y);
        for (int i = 0; i < count; ++i) {
            const float value =
                from[i] > 0 ? std::min(from[i] / white, 1.0f) : 0;  // not a number counts as 0
            to[i] = table[static_cast<std::size_t>(std::sqrt(value) * kSteps + 0.5f)];
        }
    }
    return coded;
}

}  // namespace

cv::Mat flattened(const Decoded& decoded) {
    cv::Mat pixels = decoded.pixels;
    if (pixels.depth() == CV_32F) pixels = encodedFromLinear(pixels);
    cv::Mat bgr;
    switch (pixels.channels()) {
        case 1:
            cv::cvtColor(pixels, bgr, cv::COLOR_GRAY2BGR);
            return bgr;
        case 4:
            if (!transparentEverywhere(pixels)) return laidOnGrey(pixels, decoded.premultiplied);
            cv::cvtColor(pixels, bgr, cv::COLOR_BGRA2BGR);
            return bgr;
        default:
            return pixels;
    }
}

}  // namespace lineament::image
