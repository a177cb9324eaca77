#include "core/enhance/restore/training/degraded_pairs.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>
#include <random>

#include "core/enhance/restore/face_frame.h"

namespace lineament::enhance {
namespace {

const cv::Rect kFrame(kCropMargin, kCropMargin, kFrameSide, kFrameSide);

/// Turned, scaled and shifted a little: landmarks of poor faces are never exact.
cv::Mat jittered(const cv::Mat& crop, double amount, std::mt19937_64& random) {
    std::uniform_real_distribution<double> unit(-amount, amount);
    const double angle = unit(random) * 4 * std::numbers::pi / 180, scale = 1 + 0.05 * unit(random);
    const double a = scale * std::cos(angle), b = scale * std::sin(angle), c = (kCropSide - 1) / 2.0;
    const cv::Matx23d matrix(a, -b, c - a * c + b * c + 2.5 * unit(random), b, a,
                             c - b * c - a * c + 2.5 * unit(random));
    cv::Mat turned;
    if (amount > 0)
        cv::warpAffine(crop, turned, matrix, crop.size(), cv::INTER_CUBIC, cv::BORDER_REFLECT_101);
    else
        turned = crop;
    if (random() & 1) cv::flip(turned, turned, 1);
    return turned;
}

Degradation drawn(const DegradationRange& range, std::mt19937_64& random) {
    std::uniform_real_distribution<double> unit(0, 1);
    Degradation how;
    if (unit(random) < range.cleanShare) return how;
    // More than evenly many small ones even on a scale of logarithms: there is most to win.
    const double share = std::pow(unit(random), 1.3);
    how.faceWidthPx = range.smallestPx * std::pow(range.largestPx / range.smallestPx, share);
    if (unit(random) < range.plainShare) return how;
    if (unit(random) < 0.4) how.blurPx = 0.3 + unit(random);
    if (unit(random) < 0.7) how.noise = 1 + 17 * unit(random) * unit(random);
    if (unit(random) < 0.7) how.jpegQuality = 25 + static_cast<int>(70 * unit(random));
    return how;
}

}  // namespace

PixelGrid drawnGrid(std::mt19937_64& random) {
    std::normal_distribution<double> roll(0, 8);
    std::uniform_real_distribution<double> within(-0.5, 0.5);
    PixelGrid grid;
    grid.degrees = std::clamp(roll(random), -25.0, 25.0);
    grid.dx = within(random), grid.dy = within(random);
    return grid;
}

PoorCrop::PoorCrop(const cv::Mat& crop, double faceWidthPx, const Degradation& how, const PixelGrid& grid,
                   std::uint64_t seed) {
    // Room for the corners of a turned crop.
    constexpr int kRoom = 40;
    cv::Mat roomy, turned;
    cv::copyMakeBorder(crop, roomy, kRoom, kRoom, kRoom, kRoom, cv::BORDER_REFLECT_101);
    whole_ = roomy.size();
    const double pixel = how.faceWidthPx > 0 ? std::max(1.0, faceWidthPx / how.faceWidthPx) : 1;
    const double angle = grid.degrees * std::numbers::pi / 180, a = std::cos(angle), b = std::sin(angle);
    const double centre = (whole_.width - 1) / 2.0;
    const cv::Matx23d turn(a, -b, centre - a * centre + b * centre + grid.dx * pixel, b, a,
                           centre - b * centre - a * centre + grid.dy * pixel);
    cv::warpAffine(roomy, turned, turn, whole_, cv::INTER_CUBIC, cv::BORDER_REFLECT_101);
    picture_ = degrade(turned, faceWidthPx, how, seed);
    constexpr double kCorner = kRoom + kCropMargin;
    wholeFromFrame_ = turn;
    wholeFromFrame_(0, 2) += (a - b) * kCorner;
    wholeFromFrame_(1, 2) += (b + a) * kCorner;
}

cv::Mat PoorCrop::frame(const cv::Mat& picture, int interpolation) const {
    cv::Mat whole = picture, frame;
    if (picture.size() != whole_)
        cv::resize(picture, whole, whole_, 0, 0,
                   picture.cols > whole_.width ? static_cast<int>(cv::INTER_AREA) : interpolation);
    cv::warpAffine(whole, frame, wholeFromFrame_, {kFrameSide, kFrameSide},
                   interpolation | cv::WARP_INVERSE_MAP, cv::BORDER_REFLECT_101);
    return frame;
}

DegradedPair DegradedPairs::at(std::int64_t position) {
    const auto index = order_.index(position);
    std::mt19937_64 random(seed_ * 0x9E3779B97F4A7C15ull ^
                           static_cast<std::uint64_t>(position) * 0xD1B54A32D192ED03ull);
    random.discard(4);
    const cv::Mat crop = jittered(crops_.crop(index), range_.jitter, random);
    const auto how = drawn(range_, random);
    const PixelGrid grid = how.faceWidthPx > 0 ? drawnGrid(random) : PixelGrid{};
    const PoorCrop poor(crop, crops_.faceWidth(index), how, grid, random());
    return {crop(kFrame).clone(), poor.frame(poor.picture(), cv::INTER_CUBIC)};
}

}  // namespace lineament::enhance
