#include "core/pipelines/enhance/visible_mark.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace lineament {
namespace {

const char* textFor(SourceType type) {
    return type == SourceType::kGenerated ? "AI-GENERATED - NO EVIDENCE" : "AI-RESTORED - NO EVIDENCE";
}
const cv::Scalar kMagenta(181, 99, 215);  // the window's colour of what is synthetic

struct Label {
    cv::Rect box;
    double fontScale = 0;  ///< 0: no text
    int thickness = 1, stripe = 4;
};

Label labelFor(cv::Size picture, Corner corner, const char* words) {
    Label label;
    int baseline = 0;
    const double wanted = std::clamp(picture.height * 0.03, 9.0, 60.0);
    label.fontScale = wanted / 22;
    label.thickness = std::max(1, static_cast<int>(label.fontScale * 1.4));
    auto text = cv::getTextSize(words, cv::FONT_HERSHEY_SIMPLEX, label.fontScale, label.thickness, &baseline);
    if (text.width > picture.width * 0.9) {
        label.fontScale *= picture.width * 0.9 / text.width;
        label.thickness = 1;
        text = cv::getTextSize(words, cv::FONT_HERSHEY_SIMPLEX, label.fontScale, label.thickness, &baseline);
    }
    label.stripe = std::max(2, text.height / 2);
    cv::Size size(text.width + 4 * label.stripe, text.height + 2 * label.stripe);
    if (picture.width < 64 || text.height < 4) {
        label.fontScale = 0;
        size = {std::max(2, picture.width / 3), std::max(2, picture.height / 10)};
    }
    const bool right = corner == Corner::kTopRight || corner == Corner::kBottomRight;
    const bool bottom = corner == Corner::kBottomLeft || corner == Corner::kBottomRight;
    label.box =
        cv::Rect({right ? picture.width - size.width : 0, bottom ? picture.height - size.height : 0}, size) &
        cv::Rect({}, picture);
    return label;
}

}  // namespace

Corner emptiestCorner(SizePx picture, std::span<const Face> faces) {
    const auto w = static_cast<float>(picture.width), h = static_cast<float>(picture.height);
    const std::pair<Corner, PointPx> corners[] = {{Corner::kBottomLeft, {0, h}},
                                                  {Corner::kBottomRight, {w, h}},
                                                  {Corner::kTopLeft, {0, 0}},
                                                  {Corner::kTopRight, {w, 0}}};
    Corner best = Corner::kBottomLeft;
    float farthest = -1;
    for (const auto& [corner, point] : corners) {
        float nearest = w + h;
        for (const auto& face : faces) {
            const float dx = std::max({face.box.x - point.x, point.x - face.box.right(), 0.0f});
            const float dy = std::max({face.box.y - point.y, point.y - face.box.bottom(), 0.0f});
            nearest = std::min(nearest, dx + dy);
        }
        if (nearest > farthest) farthest = nearest, best = corner;
    }
    return best;
}

void markVisibly(cv::Mat& bgr, Corner corner, SourceType type) {
    const char* words = textFor(type);
    const auto label = labelFor(bgr.size(), corner, words);
    cv::Mat part = bgr(label.box);
    part = part * 0.25;
    for (int x = -part.rows; x < part.cols; x += 4 * label.stripe)
        cv::line(part, {x, part.rows}, {x + part.rows, 0}, kMagenta, std::max(1, label.stripe / 2),
                 cv::LINE_AA);
    if (label.fontScale <= 0) return;
    // The text stands on a plain ground within the hatching.
    const cv::Rect ground(label.stripe, label.stripe / 2, part.cols - 2 * label.stripe,
                          part.rows - label.stripe);
    part(ground & cv::Rect(0, 0, part.cols, part.rows)).setTo(cv::Scalar::all(18));
    cv::putText(part, words, {2 * label.stripe, part.rows - label.stripe}, cv::FONT_HERSHEY_SIMPLEX,
                label.fontScale, kMagenta, label.thickness, cv::LINE_AA);
}

void markVisibly(cv::Mat& bgr, std::span<const Face> faces) {
    markVisibly(bgr, emptiestCorner({bgr.cols, bgr.rows}, faces));
}

}  // namespace lineament
