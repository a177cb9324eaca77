#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/base/check.h"
#include "core/enhance/filters/filters.h"

namespace lineament::enhance {
namespace {

cv::Mat gradientOf(const cv::Mat& grey) {
    cv::Mat x, y, length;
    cv::Sobel(grey, x, CV_32F, 1, 0);
    cv::Sobel(grey, y, CV_32F, 0, 1);
    cv::magnitude(x, y, length);
    return length;
}

/// Multiplicative updates towards the picture whose blur is the observation; those within the noise are
/// damped. Source: Richardson 1972, eq. 15.
cv::Mat richardsonLucy(const cv::Mat& observed, double radius, int iterations, double damping, double noise) {
    cv::Mat estimate = observed.clone(), blurred, ratio, correction;
    const float threshold = static_cast<float>(damping * std::max(1.0, noise) * 2);
    for (int i = 0; i < iterations; ++i) {
        cv::GaussianBlur(estimate, blurred, {}, radius, 0, cv::BORDER_REFLECT);
        ratio.create(observed.size(), CV_32F);
        for (int y = 0; y < observed.rows; ++y) {
            const auto* o = observed.ptr<float>(y);
            const auto* b = blurred.ptr<float>(y);
            auto* r = ratio.ptr<float>(y);
            for (int x = 0; x < observed.cols; ++x) {
                const float difference = o[x] - b[x];
                // Within the threshold the step shrinks with the square of the difference.
                const float share =
                    threshold > 0 ? std::min(1.0f, difference * difference / (threshold * threshold)) : 1;
                r[x] = 1 + share * difference / std::max(b[x], 1.0f);
            }
        }
        cv::GaussianBlur(ratio, correction, {}, radius, 0, cv::BORDER_REFLECT);
        cv::multiply(estimate, correction, estimate);
    }
    return estimate;
}

/// Frequencies divided by the blur's, as far as they stand above the noise.
cv::Mat wiener(const cv::Mat& observed, double radius, double damping, double noise) {
    const int border = static_cast<int>(std::ceil(4 * radius));
    cv::Mat framed, spectrum;
    const int rows = cv::getOptimalDFTSize(observed.rows + 2 * border),
              columns = cv::getOptimalDFTSize(observed.cols + 2 * border);
    cv::copyMakeBorder(observed, framed, border, rows - observed.rows - border, border,
                       columns - observed.cols - border, cv::BORDER_REFLECT);
    cv::dft(framed, spectrum, cv::DFT_COMPLEX_OUTPUT);
    cv::Scalar mean, deviation;
    cv::meanStdDev(observed, mean, deviation);
    const double power = std::max(1.0, deviation[0] * deviation[0]);
    const double floor = std::max(1e-3, (0.5 + damping) * noise * noise / power) + 0.004 * damping;
    for (int y = 0; y < spectrum.rows; ++y) {
        const double v = (y <= rows / 2 ? y : y - rows) * 2 * CV_PI / rows;
        auto* row = spectrum.ptr<cv::Vec2f>(y);
        for (int x = 0; x < spectrum.cols; ++x) {
            const double u = (x <= columns / 2 ? x : x - columns) * 2 * CV_PI / columns;
            const double transfer = std::exp(-(u * u + v * v) * radius * radius / 2);
            row[x] *= static_cast<float>(transfer / (transfer * transfer + floor));
        }
    }
    // A constant stays what it is.
    cv::Mat result;
    cv::dft(spectrum, result, cv::DFT_INVERSE | cv::DFT_SCALE | cv::DFT_REAL_OUTPUT);
    result = result(cv::Rect(border, border, observed.cols, observed.rows)) * (1 + floor);
    return result;
}

}  // namespace

double estimatedBlur(const cv::Mat& bgr) {
    LINEAMENT_REQUIRE(bgr.type() == CV_8UC3 && !bgr.empty(), "picture", "it must be 8-bit BGR and not empty");
    constexpr double kAgain = 1.5;
    cv::Mat grey, again;
    cv::cvtColor(bgr, grey, cv::COLOR_BGR2GRAY);
    grey.convertTo(grey, CV_32F);
    cv::GaussianBlur(grey, grey, {}, 0.5);  // single pixels of noise are no edges
    cv::GaussianBlur(grey, again, {}, kAgain);
    const cv::Mat before = gradientOf(grey), after = gradientOf(again);
    std::vector<std::pair<float, float>> edges;
    for (int y = 0; y < before.rows; ++y)
        for (int x = 0; x < before.cols; ++x)
            if (before.at<float>(y, x) > 1) edges.emplace_back(before.at<float>(y, x), after.at<float>(y, x));
    if (edges.size() < 50) return 0;
    const auto strongest = edges.size() - std::max<std::size_t>(20, edges.size() / 50);
    std::nth_element(edges.begin(), edges.begin() + static_cast<std::ptrdiff_t>(strongest), edges.end());
    std::vector<double> radii;
    for (std::size_t i = strongest; i < edges.size(); ++i) {
        const double ratio = edges[i].first / std::max(1e-3f, edges[i].second);
        radii.push_back(ratio > 1.001 ? kAgain / std::sqrt(ratio * ratio - 1) : 10);
    }
    std::nth_element(radii.begin(), radii.begin() + static_cast<std::ptrdiff_t>(radii.size() / 2),
                     radii.end());
    // An edge that nothing blurred but the pixels and the smoothing above comes out at about 0.9.
    const double radius = radii[radii.size() / 2];
    return std::sqrt(std::max(0.0, std::min(radius, 6.0) * std::min(radius, 6.0) - 0.9 * 0.9));
}

cv::Mat deblur(const cv::Mat& bgr, const Deblur& options, FrameMemory* memory) {
    double radius = options.radiusPx;
    if (radius <= 0) {
        radius = estimatedBlur(bgr);
        if (memory) {
            memory->blurPx = memory->blurPx < 0 ? radius : memory->blurPx + 0.1 * (radius - memory->blurPx);
            radius = memory->blurPx;
        }
    }
    if (radius < 0.3) return bgr.clone();
    const double noise = estimatedNoise(bgr);
    cv::Mat ycc, luma;
    cv::cvtColor(bgr, ycc, cv::COLOR_BGR2YCrCb);
    std::vector<cv::Mat> planes;
    cv::split(ycc, planes);
    planes[0].convertTo(luma, CV_32F);
    luma = options.iterations > 0
               ? richardsonLucy(luma, radius, static_cast<int>(options.iterations), options.damping, noise)
               : wiener(luma, radius, options.damping, noise);
    luma.convertTo(planes[0], CV_8U);
    cv::merge(planes, ycc);
    cv::Mat result;
    cv::cvtColor(ycc, result, cv::COLOR_YCrCb2BGR);
    return result;
}

}  // namespace lineament::enhance
