#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/base/check.h"
#include "core/enhance/filters/filters.h"
#include "core/enhance/filters/head_shape.h"

namespace lineament::enhance {
namespace {

constexpr int kRing = 24;           ///< points about the head that stay where they are
constexpr double kRingSize = 1.75;  ///< their distance, in that of the farthest point of the head

/// Where points of the head lie in the picture now, and where they shall lie.
struct Moves {
    std::vector<cv::Point2f> from, to;
};

cv::Point2f pointOf(const cv::Vec2d& v) {
    return {static_cast<float>(v[0]), static_cast<float>(v[1])};
}

Moves movesOf(const Landmarks68& seen, const HeadPose& now, const HeadPose& wanted) {
    Moves moves;
    const auto& head = headPoints();
    // Within the picture's plane the head is made to agree with the points; its depth stays the mean one's.
    const cv::Matx22d plane(now.rotation(0, 0), now.rotation(0, 1), now.rotation(1, 0), now.rotation(1, 1));
    const cv::Matx22d back = plane.inv();
    for (std::size_t i = 0; i < head.size(); ++i) {
        auto own = head[i];
        auto from = now.project(own);
        if (i >= 17 && i < seen.size()) {
            const cv::Vec2d residual = (cv::Vec2d(seen[i].x, seen[i].y) - from) / now.scale;
            const cv::Vec2d local = back * residual;
            own[0] += local[0], own[1] += local[1];
            from = now.project(own);
        }
        moves.from.push_back(pointOf(from));
        moves.to.push_back(pointOf(wanted.project(own)));
    }
    cv::Point2f centre(0, 0);
    for (const auto& p : moves.to)
        centre += p * (1.0f / static_cast<float>(moves.to.size()));
    double farthest = 0;
    for (const auto& points : {moves.from, moves.to})
        for (const auto& p : points)
            farthest = std::max(farthest, cv::norm(p - centre));
    for (int i = 0; i < kRing; ++i) {
        const double angle = 2 * CV_PI * i / kRing, radius = kRingSize * farthest;
        const auto p = centre + pointOf({radius * std::cos(angle), radius * std::sin(angle)});
        moves.from.push_back(p), moves.to.push_back(p);
    }
    return moves;
}

/// For every pixel of a part where it is taken from: affine within triangles of the wanted points, smoothed
/// so that no crease is seen.
cv::Mat sourcesOf(const Moves& moves, const cv::Rect& part, double smoothing) {
    cv::Mat shift = cv::Mat::zeros(part.size(), CV_32FC2);
    cv::Rect2f bounds(cv::boundingRect(moves.to));
    cv::Subdiv2D mesh;
    mesh.initDelaunay(cv::Rect(static_cast<int>(bounds.x) - 4, static_cast<int>(bounds.y) - 4,
                               static_cast<int>(bounds.width) + 9, static_cast<int>(bounds.height) + 9));
    std::vector<std::size_t> numberOf(moves.to.size() + 8, 0);
    for (std::size_t i = 0; i < moves.to.size(); ++i) {
        const auto id = static_cast<std::size_t>(mesh.insert(moves.to[i]));
        if (id >= numberOf.size()) numberOf.resize(id + 1, 0);
        numberOf[id] = i;
    }
    std::vector<cv::Vec6f> triangles;
    mesh.getTriangleList(triangles);
    for (const auto& t : triangles) {
        cv::Point2f to[3], from[3];
        bool inner = true;
        for (int k = 0; k < 3; ++k) {
            to[k] = {t[2 * k], t[2 * k + 1]};
            const auto id = static_cast<std::size_t>(mesh.findNearest(to[k]));
            const auto number = id < numberOf.size() ? numberOf[id] : 0;
            inner = inner && cv::norm(moves.to[number] - to[k]) < 1e-2;
            from[k] = moves.from[number];
        }
        if (!inner) continue;
        const cv::Matx33d corners(to[0].x, to[1].x, to[2].x, to[0].y, to[1].y, to[2].y, 1, 1, 1);
        if (std::abs(cv::determinant(corners)) < 1e-6) continue;
        const auto inverse = corners.inv();
        const cv::Rect box = cv::boundingRect(std::vector<cv::Point2f>{to[0], to[1], to[2]}) & part;
        for (int y = box.y; y < box.y + box.height; ++y)
            for (int x = box.x; x < box.x + box.width; ++x) {
                const cv::Vec3d share = inverse * cv::Vec3d(x, y, 1);
                if (share[0] < -1e-6 || share[1] < -1e-6 || share[2] < -1e-6) continue;
                double sx = 0, sy = 0;
                for (int k = 0; k < 3; ++k)
                    sx += share[k] * from[k].x, sy += share[k] * from[k].y;
                shift.at<cv::Vec2f>(y - part.y, x - part.x) = {static_cast<float>(sx - x),
                                                               static_cast<float>(sy - y)};
            }
    }
    cv::GaussianBlur(shift, shift, {}, std::max(0.5, smoothing));
    return shift;
}

void warpPart(cv::Mat& bgr, const cv::Mat& source, const Moves& moves, double smoothing) {
    cv::Rect part = cv::boundingRect(moves.to);
    part = (part + cv::Point(-2, -2) + cv::Size(4, 4)) & cv::Rect(0, 0, bgr.cols, bgr.rows);
    if (part.empty()) return;
    cv::Mat map = sourcesOf(moves, part, smoothing), moved;
    for (int y = 0; y < part.height; ++y)
        for (int x = 0; x < part.width; ++x)
            map.at<cv::Vec2f>(y, x) +=
                cv::Vec2f(static_cast<float>(x + part.x), static_cast<float>(y + part.y));
    cv::remap(source, moved, map, cv::noArray(), cv::INTER_CUBIC, cv::BORDER_REPLICATE);
    moved.copyTo(bgr(part));
}

}  // namespace

cv::Mat turnToFront(const cv::Mat& bgr, const Frontal& options, std::span<Face> faces) {
    LINEAMENT_REQUIRE(bgr.type() == CV_8UC3 && !bgr.empty(), "picture", "it must be 8-bit BGR and not empty");
    cv::Mat result = bgr.clone();
    if (options.share <= 0) return result;
    for (auto& face : faces) {
        if (!face.landmarks68) continue;
        const auto now = fitHead(*face.landmarks68);
        const auto angles = anglesOf(now);
        if (now.scale < 4 || std::max(std::abs(angles.yaw), std::abs(angles.pitch)) > options.limit) continue;
        const auto left = static_cast<float>(1 - options.share);
        auto wanted = now;
        wanted.rotation = rotationOf({angles.yaw * left, angles.pitch * left, angles.roll});
        // The middle between the eyes and the mouth stays where it is.
        const cv::Vec3d middle(0, 0.45, -0.15);
        wanted.shift += now.project(middle) - wanted.project(middle);
        const auto moves = movesOf(*face.landmarks68, now, wanted);
        warpPart(result, result.clone(), moves, 0.03 * now.scale);
        for (std::size_t i = 0; i < face.landmarks68->size(); ++i)
            (*face.landmarks68)[i] = {moves.to[i].x, moves.to[i].y};
        face.landmarks5 = fivePoints(*face.landmarks68);
        face.pose.yaw *= left, face.pose.pitch *= left;
    }
    return result;
}

}  // namespace lineament::enhance
