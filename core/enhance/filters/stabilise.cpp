#include <algorithm>
#include <cmath>
#include <opencv2/calib3d.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/video/tracking.hpp>
#include <optional>

#include "core/base/check.h"
#include "core/enhance/filters/filters.h"

namespace lineament::enhance {
namespace {

constexpr int kMostSide = 480;      ///< px; motion is measured on a reduced frame
constexpr int kLeastFollowed = 12;  ///< corners; fewer tell nothing of the camera
constexpr double kLeastAgreeing = 0.3;

enum Part { kLogScale, kAngle, kX, kY };
using Way = std::array<double, 4>;

/// Scale, turn and shift of the middle that takes `from` to `to`; nothing if the scene was cut or shows too
/// little. px of the reduced frame.
std::optional<Way> motionOf(const cv::Mat& from, const cv::Mat& to) {
    std::vector<cv::Point2f> corners, there, back;
    cv::goodFeaturesToTrack(from, corners, 200, 0.01, std::max(4, from.cols / 40));
    if (corners.size() < kLeastFollowed) return std::nullopt;
    std::vector<unsigned char> found, foundBack;
    cv::calcOpticalFlowPyrLK(from, to, corners, there, found, cv::noArray(), {15, 15}, 4);
    cv::calcOpticalFlowPyrLK(to, from, there, back, foundBack, cv::noArray(), {15, 15}, 4);
    std::vector<cv::Point2f> a, b;
    const cv::Point2f middle((static_cast<float>(from.cols) - 1) / 2,
                             (static_cast<float>(from.rows) - 1) / 2);
    for (std::size_t i = 0; i < corners.size(); ++i)
        if (found[i] && foundBack[i] && cv::norm(back[i] - corners[i]) < 0.5)
            a.push_back(corners[i] - middle), b.push_back(there[i] - middle);
    if (a.size() < kLeastFollowed) return std::nullopt;
    std::vector<unsigned char> agreeing;
    const cv::Mat fit = cv::estimateAffinePartial2D(a, b, agreeing, cv::RANSAC, 0.7, 2000, 0.995, 10);
    if (fit.empty() || cv::countNonZero(agreeing) < kLeastAgreeing * static_cast<double>(a.size()))
        return std::nullopt;
    const double cosine = fit.at<double>(0, 0), sine = fit.at<double>(1, 0);
    const double scale = std::hypot(cosine, sine);
    if (scale < 0.7 || scale > 1.4) return std::nullopt;
    return Way{std::log(scale), std::atan2(sine, cosine), fit.at<double>(0, 2), fit.at<double>(1, 2)};
}

/// Where points of the first frame lie after a way, about the middle.
cv::Matx33d matrixOf(const Way& way) {
    const double scale = std::exp(way[kLogScale]), c = scale * std::cos(way[kAngle]),
                 s = scale * std::sin(way[kAngle]);
    return {c, -s, way[kX], s, c, way[kY], 0, 0, 1};
}
Way wayOf(const cv::Matx33d& m) {
    return {std::log(std::hypot(m(0, 0), m(1, 0))), std::atan2(m(1, 0), m(0, 0)), m(0, 2), m(1, 2)};
}

void startAnew(CameraPath& path) {
    path.now = path.smooth = path.trend = {};
}

/// Both smoothings of Brown's method in one step: level and trend follow the error of the forecast.
void smoothen(CameraPath& path, double frames, double farthestPx, double halfWidth) {
    const double keep = frames / (frames + 1);
    const double level = 1 - keep * keep, slope = (1 - keep) * (1 - keep);
    for (std::size_t i = 0; i < path.now.size(); ++i) {
        const double forecast = path.smooth[i] + path.trend[i], error = path.now[i] - forecast;
        path.smooth[i] = forecast + level * error;
        path.trend[i] += slope * error;
        // A frame is never moved farther than it may: then the smooth path is drawn along.
        const double most = i >= kX ? farthestPx : 0.7 * farthestPx / halfWidth;
        path.smooth[i] = std::clamp(path.smooth[i], path.now[i] - most, path.now[i] + most);
    }
}

}  // namespace

cv::Mat stabilise(const cv::Mat& bgr, const Stabilise& options, FrameMemory* memory, std::span<Face> faces) {
    LINEAMENT_REQUIRE(bgr.type() == CV_8UC3 && !bgr.empty(), "picture", "it must be 8-bit BGR and not empty");
    if (!memory || std::min(bgr.cols, bgr.rows) < 32) return bgr.clone();
    auto& path = memory->camera;
    const double reduced = std::min(1.0, static_cast<double>(kMostSide) / std::max(bgr.cols, bgr.rows));
    cv::Mat grey, small;
    cv::cvtColor(bgr, grey, cv::COLOR_BGR2GRAY);
    cv::resize(grey, small, {}, reduced, reduced, cv::INTER_AREA);
    if (path.grey.size() == small.size()) {
        if (auto motion = motionOf(path.grey, small)) {
            (*motion)[kX] /= reduced, (*motion)[kY] /= reduced;
            path.now = wayOf(matrixOf(*motion) * matrixOf(path.now));
            smoothen(path, options.frames, options.reach * bgr.cols, bgr.cols / 2.0);
        } else {
            startAnew(path);
        }
    } else {
        startAnew(path);
    }
    path.grey = small;
    // From the frame to the first one's view, on to the smooth path's, enlarged about the middle.
    const double x = (bgr.cols - 1) / 2.0, y = (bgr.rows - 1) / 2.0;
    const cv::Matx33d toMiddle(1, 0, -x, 0, 1, -y, 0, 0, 1), fromMiddle(1, 0, x, 0, 1, y, 0, 0, 1);
    const auto whole = fromMiddle * cv::Matx33d::diag({options.zoom, options.zoom, 1}) *
                       matrixOf(path.smooth) * matrixOf(path.now).inv() * toMiddle;
    cv::Mat result;
    cv::warpAffine(bgr, result, whole.get_minor<2, 3>(0, 0), bgr.size(), cv::INTER_CUBIC,
                   cv::BORDER_CONSTANT);
    const SimilarityTransform move{whole(0, 0), whole(1, 0), whole(0, 2), whole(1, 2)};
    const auto scale = static_cast<float>(std::hypot(move.a, move.b));
    for (auto& face : faces) {
        const auto centre = move(face.box.centre());
        face.box = {centre.x - face.box.width * scale / 2, centre.y - face.box.height * scale / 2,
                    face.box.width * scale, face.box.height * scale};
        for (auto& point : face.landmarks5)
            point = move(point);
        if (face.landmarks68)
            for (auto& point : *face.landmarks68)
                point = move(point);
    }
    return result;
}

}  // namespace lineament::enhance
