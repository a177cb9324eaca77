#include "core/pipelines/evidence/face_print.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/base/check.h"

namespace lineament {

namespace {

constexpr int kPrintSide = FacePrint::kSide;
// The face in a print: from the brows to the lower lip and from cheek to cheek, which a cut of a tenth of
// each side leaves whole.
constexpr float kFaceX = 24, kFaceY = 27.5f, kFaceWide = 13, kFaceHigh = 14.5f;
constexpr double kBlur = 0.8;  // px; coding and scaling leave that much alone
constexpr int kFirstReach = 3, kMostSteps = 15;
constexpr double kScale = 24, kSmallStep = 0.01;
constexpr double kMostShift = 8, kMostStretch = 0.35;  // farther off it is another face

cv::Mat blurred(const FacePrint& print) {
    cv::Mat grey, smooth;
    cv::Mat(kPrintSide, kPrintSide, CV_8U, const_cast<std::uint8_t*>(print.thumbnail.data()))
        .convertTo(grey, CV_32F);
    cv::GaussianBlur(grey, smooth, {0, 0}, kBlur);
    return smooth;
}

float at(const cv::Mat& picture, double x, double y) {
    x = std::clamp(x, 0.0, kPrintSide - 1.001), y = std::clamp(y, 0.0, kPrintSide - 1.001);
    const int left = static_cast<int>(x), top = static_cast<int>(y);
    const auto fx = static_cast<float>(x - left), fy = static_cast<float>(y - top);
    const float* above = picture.ptr<float>(top) + left;
    const float* below = picture.ptr<float>(top + 1) + left;
    return (1 - fy) * ((1 - fx) * above[0] + fx * above[1]) + fy * ((1 - fx) * below[0] + fx * below[1]);
}

/// To mean 0 and variance 1. Returns the deviation before; 0 where there is nothing to be seen.
double normalise(std::vector<float>& values) {
    double sum = 0, squares = 0;
    for (const float v : values)
        sum += v, squares += static_cast<double>(v) * v;
    const auto count = static_cast<double>(values.size());
    const double mean = sum / count, deviation = std::sqrt(std::max(0.0, squares / count - mean * mean));
    if (deviation < 1) return 0;
    for (float& v : values)
        v = static_cast<float>((v - mean) / deviation);
    return deviation;
}

bool farOff(const cv::Matx33d& map) {
    return std::abs(map(0, 2)) > kMostShift || std::abs(map(1, 2)) > kMostShift ||
           std::abs(map(0, 0) - 1) > kMostStretch || std::abs(map(1, 1) - 1) > kMostStretch ||
           std::abs(map(0, 1)) > kMostStretch || std::abs(map(1, 0)) > kMostStretch;
}

}  // namespace

FacePrint FacePrint::of(const cv::Mat& frame) {
    LINEAMENT_REQUIRE(frame.type() == CV_8UC3 && frame.rows == frame.cols && frame.rows >= kSide, "frame",
                      "it is no square BGR picture");
    FacePrint print;
    cv::Mat grey, small, frequencies;
    cv::cvtColor(frame, grey, cv::COLOR_BGR2GRAY);
    cv::resize(grey, small, {kSide, kSide}, 0, 0, cv::INTER_AREA);
    std::copy_n(small.data, print.thumbnail.size(), print.thumbnail.begin());
    cv::resize(grey, small, {32, 32}, 0, 0, cv::INTER_AREA);
    small.convertTo(small, CV_32F);
    cv::dct(small, frequencies);
    std::array<float, 64> low{};
    for (int y = 0; y < 8; ++y)
        for (int x = 0; x < 8; ++x)
            low[static_cast<std::size_t>(8 * y + x)] =
                frequencies.at<float>(y + (x == 0 && y == 0 ? 8 : 0), x);
    auto sorted = low;
    std::nth_element(sorted.begin(), sorted.begin() + 32, sorted.end());
    for (std::size_t i = 0; i < low.size(); ++i)
        if (low[i] > sorted[32]) print.hash |= 1ull << i;
    return print;
}

double FacePrint::likeness(const FacePrint& other) const {
    constexpr int kReach = 2, kInner = kSide - 2 * kReach;
    const auto pictureOf = [](const FacePrint& print) {
        return cv::Mat(kSide, kSide, CV_8U, const_cast<std::uint8_t*>(print.thumbnail.data()));
    };
    cv::Mat scores;
    cv::matchTemplate(pictureOf(*this), pictureOf(other)(cv::Rect(kReach, kReach, kInner, kInner)), scores,
                      cv::TM_CCOEFF_NORMED);
    double best = 0;
    cv::minMaxLoc(scores, nullptr, &best);
    return std::isfinite(best) ? std::min(best, 1.0) : 0;
}

PrintMatcher::PrintMatcher(const FacePrint& print) {
    const cv::Mat smooth = blurred(print);
    std::vector<float> values;
    std::vector<Point> points;
    for (int y = 1; y + 1 < kPrintSide; ++y)
        for (int x = 1; x + 1 < kPrintSide; ++x) {
            const float dx = static_cast<float>(x) - kFaceX, dy = static_cast<float>(y) - kFaceY;
            if (dx * dx / (kFaceWide * kFaceWide) + dy * dy / (kFaceHigh * kFaceHigh) > 1) continue;
            const float gx = (smooth.at<float>(y, x + 1) - smooth.at<float>(y, x - 1)) / 2,
                        gy = (smooth.at<float>(y + 1, x) - smooth.at<float>(y - 1, x)) / 2;
            const auto across = static_cast<float>(dx / kScale), down = static_cast<float>(dy / kScale);
            points.push_back({dx, dy, 0, {gx * across, gx * down, gx, gy * across, gy * down, gy}});
            values.push_back(smooth.at<float>(y, x));
        }
    const auto deviation = static_cast<float>(normalise(values));
    if (deviation == 0) return;
    auto hessian = cv::Matx<double, 6, 6>::zeros();
    for (std::size_t i = 0; i < points.size(); ++i) {
        points[i].value = values[i];
        for (float& g : points[i].gradient)
            g /= deviation;
        for (int a = 0; a < 6; ++a)
            for (int b = 0; b < 6; ++b)
                hessian(a, b) += static_cast<double>(points[i].gradient[static_cast<std::size_t>(a)]) *
                                 points[i].gradient[static_cast<std::size_t>(b)];
    }
    for (int a = 0; a < 6; ++a)
        hessian(a, a) *= 1.001;
    bool solved = false;
    inverseHessian_ = hessian.inv(cv::DECOMP_CHOLESKY, &solved);
    if (solved) points_ = std::move(points);
}

PrintMatcher::Match PrintMatcher::lay(const FacePrint& other) const {
    Match best;
    if (points_.empty()) return best;
    const cv::Mat smooth = blurred(other);
    std::vector<float> values(points_.size());
    const auto likenessAt = [&](const cv::Matx33d& map) {
        for (std::size_t i = 0; i < points_.size(); ++i) {
            const auto& p = points_[i];
            values[i] = at(smooth, kFaceX + map(0, 0) * p.x + map(0, 1) * p.y + map(0, 2),
                           kFaceY + map(1, 0) * p.x + map(1, 1) * p.y + map(1, 2));
        }
        if (normalise(values) == 0) return -1.0;
        double sum = 0;
        for (std::size_t i = 0; i < points_.size(); ++i)
            sum += static_cast<double>(values[i]) * points_[i].value;
        return sum / static_cast<double>(points_.size());
    };
    cv::Matx33d map = cv::Matx33d::eye(), bestMap = map;
    for (int y = -kFirstReach; y <= kFirstReach; ++y)
        for (int x = -kFirstReach; x <= kFirstReach; ++x) {
            const cv::Matx33d shifted(1, 0, x, 0, 1, y, 0, 0, 1);
            if (const double found = likenessAt(shifted); found > best.likeness)
                best.likeness = found, bestMap = map = shifted;
        }
    for (int step = 0; step < kMostSteps; ++step) {
        const double found = likenessAt(map);
        if (found < -0.99) break;
        if (found > best.likeness) best.likeness = found, bestMap = map;
        cv::Vec<double, 6> steepest;
        for (std::size_t i = 0; i < points_.size(); ++i) {
            const double error = static_cast<double>(values[i]) - points_[i].value;
            for (int a = 0; a < 6; ++a)
                steepest[a] += points_[i].gradient[static_cast<std::size_t>(a)] * error;
        }
        const cv::Vec<double, 6> change = inverseHessian_ * steepest;
        const cv::Matx33d move(1 + change[0] / kScale, change[1] / kScale, change[2], change[3] / kScale,
                               1 + change[4] / kScale, change[5], 0, 0, 1);
        bool inverted = false;
        const cv::Matx33d back = move.inv(cv::DECOMP_LU, &inverted);
        if (!inverted) break;
        map = map * back;
        if (farOff(map) || cv::norm(change) < kSmallStep) break;
    }
    const cv::Matx33d centre(1, 0, kFaceX, 0, 1, kFaceY, 0, 0, 1),
        fromCentre(1, 0, -kFaceX, 0, 1, -kFaceY, 0, 0, 1);
    best.otherFromThis = centre * bestMap * fromCentre;
    return best;
}

}  // namespace lineament
