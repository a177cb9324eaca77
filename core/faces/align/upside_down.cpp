#include "core/faces/align/upside_down.h"

#include <algorithm>
#include <opencv2/core.hpp>

namespace lineament {
namespace {

constexpr float kSettled = 0.08f;    // a smaller shift is that of a face read the right way up
constexpr float kMuchLess = 0.7f;    // turned round, the shift is at most so much of the one as found ...
constexpr float kPlausible = 0.12f;  // ... and one that 99 % of upright faces keep to
constexpr float kSmallestPx = 40;    // points of smaller faces shift either way
constexpr float kMargin = 2;         // what the detector is shown, in sizes of the box
constexpr float kSameFaceIou = 0.3f;

}  // namespace

std::optional<Landmarks68> pointsIfUpsideDown(const FaceDetector& detector, const LandmarkModel& model,
                                              const cv::Mat& bgr, const BoxPx& box, float shift) {
    if (shift < kSettled || box.width < kSmallestPx) return std::nullopt;
    const BoxPx around = clip(scaled(box, kMargin), {bgr.cols, bgr.rows});
    const cv::Rect part = cv::Rect(static_cast<int>(around.x), static_cast<int>(around.y),
                                   static_cast<int>(around.width), static_cast<int>(around.height)) &
                          cv::Rect(0, 0, bgr.cols, bgr.rows);
    if (part.empty()) return std::nullopt;
    cv::Mat turned;
    cv::rotate(bgr(part), turned, cv::ROTATE_180);
    // A detector's box reaches from the brows to the chin: that of the face as it was found does not fit.
    const BoxPx same{static_cast<float>(part.br().x) - box.x - box.width,
                     static_cast<float>(part.br().y) - box.y - box.height, box.width, box.height};
    BoxPx best;
    float bestIou = kSameFaceIou;
    for (const auto& found : detector.detect(turned, detector.defaultMinScore()))
        if (const float overlap = iou(found.box, same); overlap > bestIou)
            bestIou = overlap, best = found.box;
    if (best.area() <= 0) return std::nullopt;
    const LocatedFace face = locateTwice(model, turned, {&best, 1}).front();
    if (face.shift > std::min(kMuchLess * shift, kPlausible)) return std::nullopt;
    Landmarks68 points = face.points;
    for (auto& p : points)
        p = {static_cast<float>(part.br().x - 1) - p.x, static_cast<float>(part.br().y - 1) - p.y};
    return points;
}

}  // namespace lineament
