#include "core/faces/align/face_aligner.h"

#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/base/check.h"
#include "core/faces/align/mean_shapes.h"

namespace lineament {

SimilarityTransform fitSimilarity(std::span<const PointPx> from, std::span<const PointPx> to) {
    LINEAMENT_REQUIRE(from.size() == to.size() && from.size() >= 2, "alignment",
                      "it needs two or more pairs of points");
    const double n = static_cast<double>(from.size());
    double fromX = 0, fromY = 0, toX = 0, toY = 0;
    for (std::size_t i = 0; i < from.size(); ++i) {
        fromX += from[i].x / n, fromY += from[i].y / n;
        toX += to[i].x / n, toY += to[i].y / n;
    }
    // In the plane Umeyama's R and c come in closed form: (a, b) = c (cos, sin).
    double variance = 0, a = 0, b = 0;
    for (std::size_t i = 0; i < from.size(); ++i) {
        const double x = from[i].x - fromX, y = from[i].y - fromY;
        const double u = to[i].x - toX, v = to[i].y - toY;
        variance += x * x + y * y;
        a += x * u + y * v;
        b += x * v - y * u;
    }
    LINEAMENT_REQUIRE(variance > 1e-9, "alignment", "its points coincide");
    a /= variance, b /= variance;
    return {a, b, toX - a * fromX + b * fromY, toY - b * fromX - a * fromY};
}

cv::Mat warp(const cv::Mat& image, const SimilarityTransform& t, SizePx size) {
    cv::Mat source = image;
    SimilarityTransform transform = t;
    // Bilinear sampling skips pixels when it shrinks: average those of a large face first.
    if (const int shrink = static_cast<int>(1 / std::hypot(t.a, t.b)); shrink >= 2) {
        const SimilarityTransform imageFromWarped = t.inverse();
        const auto w = static_cast<float>(size.width), h = static_cast<float>(size.height);
        std::array<cv::Point2f, 4> corners;
        std::size_t n = 0;
        for (const PointPx corner : {PointPx{0, 0}, PointPx{w, 0}, PointPx{0, h}, PointPx{w, h}}) {
            const PointPx p = imageFromWarped(corner);
            corners[n++] = {p.x, p.y};
        }
        cv::Rect part = cv::boundingRect(corners);
        part = cv::Rect(part.x - shrink, part.y - shrink, part.width + 2 * shrink, part.height + 2 * shrink) &
               cv::Rect(0, 0, image.cols, image.rows);
        part.width -= part.width % shrink, part.height -= part.height % shrink;
        if (part.width >= shrink && part.height >= shrink) {
            cv::resize(image(part), source, {part.width / shrink, part.height / shrink}, 0, 0,
                       cv::INTER_AREA);
            // Centre of pixel p of the shrunken part in the picture: shrink p + (shrink - 1) / 2 + part's
            // corner.
            const double x = part.x + (shrink - 1) / 2.0, y = part.y + (shrink - 1) / 2.0;
            transform = {t.a * shrink, t.b * shrink, t.a * x - t.b * y + t.tx, t.b * x + t.a * y + t.ty};
        }
    }
    const cv::Matx23d matrix(transform.a, -transform.b, transform.tx, transform.b, transform.a, transform.ty);
    cv::Mat warped;
    cv::warpAffine(source, warped, matrix, {size.width, size.height}, cv::INTER_LINEAR);
    return warped;
}

SimilarityTransform arcFaceFromImage(const Landmarks5& points) {
    return fitSimilarity(points, kArcFace112);
}

cv::Mat alignArcFace112(const cv::Mat& bgr, const Landmarks5& points) {
    return warp(bgr, arcFaceFromImage(points), {112, 112});
}

Landmarks5 portraitPoints(int side) {
    // Mean of a set of faces cropped with hair and chin, made symmetric; of a crop of side 1.
    static constexpr Landmarks5 kPortrait = {PointPx{0.309f, 0.296f}, PointPx{0.691f, 0.296f}, PointPx{0.5f, 0.516f}, PointPx{0.349f, 0.688f}, PointPx{0.651f, 0.688f}};
    Landmarks5 points;
    // A crop spans from -0.5 to side - 0.5.
    for (std::size_t i = 0; i < points.size(); ++i)
        points[i] = {kPortrait[i].x * static_cast<float>(side) - 0.5f, kPortrait[i].y * static_cast<float>(side) - 0.5f};
    return points;
}

cv::Mat alignPortrait(const cv::Mat& bgr, const Landmarks5& points, int side) {
    return warp(bgr, fitSimilarity(points, portraitPoints(side)), {side, side});
}

cv::Mat alignDlib150(const cv::Mat& bgr, const Landmarks68& points) {
    // Brows, lower lip and inner corners move with expression: dlib leaves them out of the fit.
    constexpr double kPadding = 0.25;
    std::array<PointPx, 33> from, to;
    std::size_t n = 0;
    for (int i = 27; i < 65; ++i) {
        if (i >= 55 && i < 60) continue;
        const PointPx mean = kDlibMeanShape[static_cast<std::size_t>(i - 17)];
        from[n] = points[static_cast<std::size_t>(i)];
        to[n++] = {static_cast<float>((mean.x + kPadding) / (1 + 2 * kPadding) * 150),
                   static_cast<float>((mean.y + kPadding) / (1 + 2 * kPadding) * 150)};
    }
    return warp(bgr, fitSimilarity(from, to), {150, 150});
}

cv::Mat alignEyesGrey(const cv::Mat& bgr, const Landmarks5& points) {
    constexpr int kSide = 128;
    constexpr std::array<PointPx, 2> kEyes = {PointPx{38, 42}, PointPx{90, 42}};
    cv::Mat grey, face = warp(bgr, fitSimilarity(std::span(points).first(2), kEyes), {kSide, kSide});
    if (face.channels() == 3) cv::cvtColor(face, face, cv::COLOR_BGR2GRAY);
    cv::equalizeHist(face, grey);
    cv::cvtColor(grey, face, cv::COLOR_GRAY2BGR);
    return face;
}

}  // namespace lineament
