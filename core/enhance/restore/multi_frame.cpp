#include "core/enhance/restore/multi_frame.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/base/check.h"
#include "core/enhance/restore/face_frame.h"

namespace lineament::enhance {
namespace {

constexpr double kFarthestPx = 5;  ///< landmarks are never off by more
constexpr double kLeastLikeness =
    0.8;  ///< correlation with the best look: below it another expression or pose

cv::Mat greyOf(const cv::Mat& bgr) {
    cv::Mat grey, smooth;
    cv::cvtColor(bgr, grey, cv::COLOR_BGR2GRAY);
    grey.convertTo(grey, CV_32F);
    cv::GaussianBlur(grey, smooth, {}, 2.5);
    return smooth;
}

double correlation(const cv::Mat& a, const cv::Mat& b) {
    cv::Scalar meanA, meanB, spreadA, spreadB;
    cv::meanStdDev(a, meanA, spreadA);
    cv::meanStdDev(b, meanB, spreadB);
    if (spreadA[0] < 1e-3 || spreadB[0] < 1e-3) return 0;
    return cv::mean((a - meanA[0]).mul(b - meanB[0]))[0] / (spreadA[0] * spreadB[0]);
}

cv::Mat shifted(const cv::Mat& picture, cv::Point2d by) {
    cv::Mat moved;
    cv::warpAffine(picture, moved, cv::Matx23d(1, 0, by.x, 0, 1, by.y), picture.size(), cv::INTER_CUBIC,
                   cv::BORDER_REPLICATE);
    return moved;
}

/// The shift of a picture that fits it to the reference best, px. Source: Lucas and Kanade 1981, with the
/// gradient of the reference (Baker and Matthews 2004, inverse compositional).
cv::Point2d shiftTo(const cv::Mat& reference, const cv::Mat& grey, const cv::Mat& window) {
    cv::Mat gx, gy;
    cv::Sobel(reference, gx, CV_32F, 1, 0, 3, 1.0 / 8);
    cv::Sobel(reference, gy, CV_32F, 0, 1, 3, 1.0 / 8);
    const auto sum = [&](const cv::Mat& values) { return cv::sum(values.mul(window))[0]; };
    const double xx = sum(gx.mul(gx)), xy = sum(gx.mul(gy)), yy = sum(gy.mul(gy));
    const double determinant = xx * yy - xy * xy;
    cv::Point2d shift(0, 0);
    if (determinant < 1e-6) return shift;
    for (int iteration = 0; iteration < 12; ++iteration) {
        cv::Mat difference = shifted(grey, shift) - reference;
        difference -= sum(difference) / cv::sum(window)[0];  // another exposure is no shift
        const double ex = sum(gx.mul(difference)), ey = sum(gy.mul(difference));
        const cv::Point2d step((yy * ex - xy * ey) / determinant, (xx * ey - xy * ex) / determinant);
        shift += step;
        if (std::hypot(shift.x, shift.y) > 2 * kFarthestPx) break;
        if (std::hypot(step.x, step.y) < 0.01) break;
    }
    return shift;
}

}  // namespace

FusedFrame fuseFrames(std::span<const WeightedFrame> frames) {
    LINEAMENT_REQUIRE(!frames.empty(), "frames", "there is no look at the face");
    for (const auto& frame : frames)
        LINEAMENT_REQUIRE(frame.bgr.type() == CV_8UC3 && frame.bgr.rows == kFrameSide &&
                              frame.bgr.cols == kFrameSide && frame.weight > 0,
                          "frames", "a look is not 128 x 128 pixels of BGR with a weight");
    const auto& best = *std::max_element(frames.begin(), frames.end(),
                                         [](const auto& a, const auto& b) { return a.weight < b.weight; });
    const cv::Mat reference = greyOf(best.bgr);
    const cv::Rect middle(24, 24, kFrameSide - 48, kFrameSide - 48);
    cv::Mat window, sum = cv::Mat::zeros(kFrameSide, kFrameSide, CV_32FC3);
    cv::createHanningWindow(window, reference.size(), CV_32F);
    double total = 0;
    FusedFrame fused;
    for (const auto& frame : frames) {
        cv::Mat picture, grey = greyOf(frame.bgr);
        frame.bgr.convertTo(picture, CV_32FC3);
        double likeness = 1;
        if (&frame != &best) {
            const auto shift = shiftTo(reference, grey, window);
            if (std::hypot(shift.x, shift.y) > kFarthestPx) continue;
            picture = shifted(picture, shift);
            likeness = correlation(shifted(grey, shift)(middle), reference(middle));
            if (likeness < kLeastLikeness) continue;
        }
        const double weight = frame.weight * std::pow((likeness - kLeastLikeness) / (1 - kLeastLikeness), 2);
        sum += picture * weight;
        total += weight;
        ++fused.used;
    }
    sum.convertTo(fused.bgr, CV_8UC3, 1 / total);
    return fused;
}

}  // namespace lineament::enhance
