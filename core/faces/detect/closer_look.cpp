#include "core/faces/detect/closer_look.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "core/inference/side_by_side.h"

namespace lineament {
namespace {

constexpr float kSecondLook = 8;  // width of what is looked at, in widths of the face
constexpr float kThirdLook = 3;
// The views that a batch is made of: the face is 24 px wide in the second look and 43 in the third.
const cv::Size kSecondView{192, 144}, kThirdView{128, 96};

/// The part of the picture about a face, as wide as so many faces, in the proportions of a view.
cv::Rect partAbout(const BoxPx& face, float facesWide, float widthPerHeight) {
    const float width = facesWide * std::max(face.width, face.height * 0.75f);
    const float height = width / widthPerHeight;
    const PointPx centre = face.centre();
    return {static_cast<int>(centre.x - width / 2), static_cast<int>(centre.y - height / 2),
            static_cast<int>(width), static_cast<int>(height)};
}

/// Of what was found in a part of the picture, that which is the face.
std::optional<Detection> sameFace(const std::vector<Detection>& found, const BoxPx& face, float scale,
                                  cv::Point corner) {
    for (const auto& again : found) {
        const Detection there =
            moved(again, scale, {static_cast<float>(corner.x), static_cast<float>(corner.y)});
        if (iou(there.box, face) >= 0.4f) return there;
    }
    return std::nullopt;
}

std::optional<Detection> lookCloser(const FaceDetector& detector, const cv::Mat& bgr, float minScore,
                                    const BoxPx& face, float facesWide) {
    const SizePx input = detector.inputSize();
    const float proportions = static_cast<float>(input.width) / static_cast<float>(input.height);
    const cv::Rect part = partAbout(face, facesWide, proportions) & cv::Rect({0, 0}, bgr.size());
    if (part.empty()) return std::nullopt;
    return sameFace(detector.detect(bgr(part), minScore), face, 1, part.tl());
}

/// The part, grey where it lies outside the picture, scaled to the view.
cv::Mat viewOf(const cv::Mat& bgr, const cv::Rect& part, cv::Size view) {
    const cv::Rect inside = part & cv::Rect({0, 0}, bgr.size());
    cv::Mat seen = bgr(inside), scaled;
    if (inside != part)
        cv::copyMakeBorder(seen, seen, inside.y - part.y, part.br().y - inside.br().y, inside.x - part.x,
                           part.br().x - inside.br().x, cv::BORDER_CONSTANT, cv::Scalar::all(127));
    cv::resize(seen, scaled, view, 0, 0, part.width > view.width ? cv::INTER_AREA : cv::INTER_LINEAR);
    return scaled;
}

/// For each face what a closer look makes of it.
std::vector<std::optional<Detection>> lookCloser(const FaceDetector& detector, const cv::Mat& bgr,
                                                 float minScore, const std::vector<Detection>& faces,
                                                 float facesWide, cv::Size view) {
    const float proportions = static_cast<float>(view.width) / static_cast<float>(view.height);
    std::vector<std::optional<Detection>> seen(faces.size());
    sideBySide(faces.size(), [&](std::size_t begin, std::size_t end) {
        std::vector<cv::Mat> views;
        std::vector<cv::Rect> parts;
        for (std::size_t i = begin; i < end; ++i) {
            parts.push_back(partAbout(faces[i].box, facesWide, proportions));
            views.push_back(viewOf(bgr, parts.back(), view));
        }
        const auto found = detector.detectAsIs(views, minScore, FaceDetector::Look::kExact);
        for (std::size_t i = begin; i < end; ++i) {
            const auto& part = parts[i - begin];
            seen[i] = sameFace(found[i - begin], faces[i].box,
                               static_cast<float>(part.width) / static_cast<float>(view.width), part.tl());
        }
    });
    return seen;
}

}  // namespace

Detection moved(Detection detection, float scale, PointPx offset) {
    const auto map = [&](PointPx p) { return PointPx{p.x * scale + offset.x, p.y * scale + offset.y}; };
    const PointPx corner = map({detection.box.x, detection.box.y});
    detection.box = {corner.x, corner.y, detection.box.width * scale, detection.box.height * scale};
    if (detection.landmarks)
        for (auto& point : *detection.landmarks)
            point = map(point);
    return detection;
}

std::optional<Detection> confirmed(const FaceDetector& detector, const cv::Mat& bgr, float minScore,
                                   const Detection& face) {
    const auto middle = lookCloser(detector, bgr, minScore, face.box, kSecondLook);
    if (!middle || !lookCloser(detector, bgr, minScore, middle->box, kThirdLook)) return std::nullopt;
    return middle;
}

std::vector<Detection> confirmed(const FaceDetector& detector, const cv::Mat& bgr, float minScore,
                                 std::vector<Detection> faces) {
    const cv::Rect picture({0, 0}, bgr.size());
    std::erase_if(faces, [&](const Detection& face) {
        return (partAbout(face.box, kThirdLook, 1) & picture).empty() || face.box.width < 2;
    });
    std::vector<Detection> middle, sure;
    for (const auto& seen : lookCloser(detector, bgr, minScore, faces, kSecondLook, kSecondView))
        if (seen) middle.push_back(*seen);
    const auto again = lookCloser(detector, bgr, minScore, middle, kThirdLook, kThirdView);
    for (std::size_t i = 0; i < middle.size(); ++i)
        if (again[i]) sure.push_back(middle[i]);
    return sure;
}

}  // namespace lineament
