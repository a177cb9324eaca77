#include "core/faces/align/landmark_model.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/faces/align/face_aligner.h"

namespace lineament {
namespace {

constexpr int kChipPx = 160;     // of an upright face
constexpr double kFacePx = 112;  // its square, as the network wants it, within the chip
constexpr float kSideByHeight = 1.15f, kRaised = 0.07f;  // the square from the height of the points' bounds

/// The square about the points: from the middle of the forehead to below the chin.
BoxPx squareAbout(const Landmarks68& points) {
    const auto [left, right] =
        std::minmax_element(points.begin(), points.end(), [](auto a, auto b) { return a.x < b.x; });
    const auto [top, bottom] =
        std::minmax_element(points.begin(), points.end(), [](auto a, auto b) { return a.y < b.y; });
    const float height = std::max(bottom->y - top->y, 1.0f), side = height * kSideByHeight;
    return {(left->x + right->x - side) / 2, (top->y + bottom->y - side) / 2 - kRaised * height, side, side};
}

/// chipFromImage that puts the square in the middle of the chip and levels the eyes.
SimilarityTransform uprightFromImage(const Landmarks68& points) {
    const Landmarks5 five = fivePoints(points);
    const BoxPx square = squareAbout(points);
    const double roll = std::atan2(five[1].y - five[0].y, five[1].x - five[0].x),
                 scale = kFacePx / square.width;
    const double a = std::cos(-roll) * scale, b = std::sin(-roll) * scale;
    const PointPx centre = square.centre();
    return {a, b, kChipPx / 2.0 - (a * centre.x - b * centre.y),
            kChipPx / 2.0 - (b * centre.x + a * centre.y)};
}

float shiftOf(const Landmarks68& first, const Landmarks68& second) {
    constexpr float kLeastEyesPx = 4;
    const Landmarks5 five = fivePoints(second);
    const float eyes = std::hypot(five[1].x - five[0].x, five[1].y - five[0].y);
    float sum = 0;
    for (std::size_t i = 0; i < first.size(); ++i)
        sum += std::hypot(first[i].x - second[i].x, first[i].y - second[i].y);
    return sum / static_cast<float>(first.size()) / std::max(eyes, kLeastEyesPx);
}

}  // namespace

std::vector<LocatedFace> locateTwice(const LandmarkModel& model, const cv::Mat& bgr,
                                     std::span<const BoxPx> boxes) {
    const auto faces = model.locate(bgr, boxes);
    if (faces.empty()) return {};
    // One strip of chips, so that the second look is one batch as well.
    cv::Mat strip(kChipPx, kChipPx * static_cast<int>(faces.size()), CV_8UC3);
    std::vector<SimilarityTransform> stripFromImage;
    std::vector<BoxPx> squares;
    for (const auto& face : faces) {
        const int left = kChipPx * static_cast<int>(squares.size());
        SimilarityTransform upright = uprightFromImage(face);
        warp(bgr, upright, {kChipPx, kChipPx}).copyTo(strip(cv::Rect(left, 0, kChipPx, kChipPx)));
        upright.tx += left;
        Landmarks68 points = face;
        for (auto& p : points)
            p = upright(p);
        squares.push_back(squareAbout(points));
        stripFromImage.push_back(upright);
    }
    const auto again = model.locate(strip, squares);
    std::vector<LocatedFace> located;
    for (std::size_t i = 0; i < faces.size(); ++i) {
        const SimilarityTransform imageFromStrip = stripFromImage[i].inverse();
        Landmarks68 points = again[i];
        for (auto& p : points)
            p = imageFromStrip(p);
        located.push_back({points, shiftOf(faces[i], points)});
    }
    return located;
}

std::unique_ptr<LandmarkModel> makeLandmarkModel(std::shared_ptr<const ModelRegistry> registry,
                                                 const std::string& id, Device device, Precision precision) {
    const ModelInfo& model = registry->get(id);
    const std::string network = model.spec.value("network", "");
    if (network == "fr_landmark") return makeFrLandmark(std::move(registry), model, device);
    if (network == "face_landmark_68")
        return makeFaceLandmark68(std::move(registry), model, device, precision);
    throw Error(ErrorCode::kNotFound, id, "it is not a landmark model this version knows");
}

}  // namespace lineament
