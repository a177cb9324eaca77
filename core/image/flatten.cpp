#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "core/image/decoders.h"

namespace lineament::image {
namespace {

constexpr int kMidGrey = 128;

/// What the floating-point samples of a picture count as white: 1, or more where a hundredth of them is
/// brighter.
float whiteOf(const cv::Mat& samples) {
    const int count = samples.cols * samples.channels();
    std::vector<float> some;
    const int stride = std::max(1, samples.rows / 256);
    for (int y = 0; y < samples.rows; y += stride)
        for (int i = 0; i < count; i += 7)
            if (const float value = samples.ptr<float>(y)[i]; std::isfinite(value)) some.push_back(value);
    if (some.empty()) return 1;
    const auto at = some.begin() + static_cast<std::ptrdiff_t>(static_cast<double>(some.size() - 1) * 0.99);
    std::nth_element(some.begin(), at, some.end());
    return std::max(1.0f, *at);
}

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

/// Floating-point samples to 8 bits, by way of the sRGB curve if they are linear. Source: IEC 61966-2-1.
cv::Mat coded8Bit(const cv::Mat& samples, bool linear) {
    constexpr int kSteps = 4096;
    std::array<std::uint8_t, kSteps + 1> table;
    for (int i = 0; i <= kSteps; ++i) {
        // Squared steps: the curve is steep where it is dark.
        const double value = static_cast<double>(i) * i / (static_cast<double>(kSteps) * kSteps);
        const double curve = value <= 0.0031308 ? 12.92 * value : 1.055 * std::pow(value, 1 / 2.4) - 0.055;
        const double coded = linear ? curve : value;
        table[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(std::lround(coded * 255));
    }
    cv::Mat coded(samples.size(), CV_8UC(samples.channels()));
    const float white = whiteOf(samples);
    const int count = samples.cols * samples.channels();
    for (int y = 0; y < samples.rows; ++y) {
        const auto* from = samples.ptr<float>(y);
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

bool hasTransparency(const cv::Mat& pixels) {
    if (pixels.type() != CV_8UC4) return false;
    for (int y = 0; y < pixels.rows; ++y) {
        const auto* row = pixels.ptr<cv::Vec4b>(y);
        for (int x = 0; x < pixels.cols; ++x)
            if (row[x][3] != 255) return true;
    }
    return false;
}

cv::Mat flattened(const Decoded& decoded) {
    cv::Mat pixels = decoded.pixels;
    if (pixels.depth() == CV_32F) pixels = coded8Bit(pixels, decoded.linearLight);
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
