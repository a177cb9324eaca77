#include "core/footage/box_shift.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <vector>

namespace lineament {
namespace {

constexpr float kWorkPx = 64;      // long side of the box where it is looked for
constexpr float kReach = 0.6f;     // how far a face gets between two frames, in face sizes
constexpr float kVisible = 0.35f;  // less of the box in the picture is not followed
constexpr int kGrid = 7, kHalfPx = 6, kPiecePx = 2 * kHalfPx + 1, kRefinePx = 7;
constexpr double kLikeBox = 0.4, kLikePiece = 0.6;  // normalised correlation
constexpr double kFlat = 4;                         // deviation of grey below which nothing can be found
constexpr float kBackPx = 1.5f;
constexpr std::size_t kFewest = 6;

/// Where the piece is in the area, to a part of a pixel.
std::optional<cv::Point2f> foundIn(const cv::Mat& piece, const cv::Mat& picture, const cv::Rect& area,
                                   double least) {
    const cv::Rect inside = area & cv::Rect({}, picture.size());
    if (inside.width < piece.cols || inside.height < piece.rows) return std::nullopt;
    cv::Mat1f scores;
    cv::matchTemplate(picture(inside), piece, scores, cv::TM_CCOEFF_NORMED);
    double best = 0;
    cv::Point at;
    cv::minMaxLoc(scores, nullptr, &best, nullptr, &at);
    if (!std::isfinite(best) || best < least) return std::nullopt;
    const auto peak = [](float before, float top, float after) {
        const float curve = before - 2 * top + after;
        return curve < 0 ? std::clamp((before - after) / (2 * curve), -0.5f, 0.5f) : 0.0f;
    };
    cv::Point2f exact = at;
    if (at.x > 0 && at.x + 1 < scores.cols)
        exact.x += peak(scores(at.y, at.x - 1), scores(at), scores(at.y, at.x + 1));
    if (at.y > 0 && at.y + 1 < scores.rows)
        exact.y += peak(scores(at.y - 1, at.x), scores(at), scores(at.y + 1, at.x));
    return exact + cv::Point2f(inside.tl());
}

bool contains(const cv::Mat& picture, const cv::Rect& area) {
    return (area & cv::Rect({}, picture.size())) == area;
}

cv::Rect widened(const cv::Rect& area, int by) {
    return {area.x - by, area.y - by, area.width + 2 * by, area.height + 2 * by};
}

float median(std::vector<float>& values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// How far a piece moved; empty where it is not found, or leads elsewhere when it is looked for from there.
std::optional<cv::Point2f> pieceShift(const cv::Mat& from, const cv::Mat& to, const cv::Rect& piece,
                                      const cv::Point& guess) {
    const auto there = foundIn(from(piece), to, widened(piece + guess, kRefinePx), kLikePiece);
    if (!there) return std::nullopt;
    const cv::Rect goal({cvRound(there->x), cvRound(there->y)}, piece.size());
    if (!contains(to, goal)) return std::nullopt;
    const auto back = foundIn(to(goal), from, widened(piece, kRefinePx), kLikePiece);
    if (!back) return std::nullopt;
    const cv::Point2f error = *back + *there - cv::Point2f(goal.tl()) - cv::Point2f(piece.tl());
    if (cv::norm(error) > static_cast<double>(kBackPx)) return std::nullopt;
    return *there - cv::Point2f(piece.tl());
}

}  // namespace

std::optional<cv::Point2f> boxShift(const cv::Mat& from, const cv::Mat& to, const BoxPx& box) {
    const float size = std::max(box.width, box.height), scale = std::min(1.0f, kWorkPx / size);
    const int reach = cvRound(kReach * size);
    const cv::Rect around =
        widened({cvFloor(box.x), cvFloor(box.y), cvCeil(box.width), cvCeil(box.height)}, reach) &
        cv::Rect({}, from.size());
    if (around.empty()) return std::nullopt;
    cv::Mat before, after;
    cv::resize(from(around), before, {}, scale, scale, cv::INTER_AREA);
    cv::resize(to(around), after, {}, scale, scale, cv::INTER_AREA);
    const cv::Rect2f inside((box.x - static_cast<float>(around.x)) * scale,
                            (box.y - static_cast<float>(around.y)) * scale, box.width * scale,
                            box.height * scale);
    const cv::Rect seen = cv::Rect(inside) & cv::Rect({}, before.size());
    if (static_cast<float>(seen.area()) < kVisible * inside.area() || seen.width < kPiecePx ||
        seen.height < kPiecePx)
        return std::nullopt;
    cv::Point guess;
    if (const auto whole = foundIn(before(seen), after, widened(seen, cvRound(kReach * kWorkPx)), kLikeBox))
        guess = cv::Point(cvRound(whole->x), cvRound(whole->y)) - seen.tl();

    std::vector<float> right, down;
    std::size_t tried = 0;
    const auto along = [](float begin, float length, int step) {
        return cvRound(begin + length * (0.1f + 0.8f * static_cast<float>(step) / (kGrid - 1)));
    };
    for (int row = 0; row < kGrid; ++row)
        for (int column = 0; column < kGrid; ++column) {
            const cv::Rect piece(along(inside.x, inside.width, column) - kHalfPx,
                                 along(inside.y, inside.height, row) - kHalfPx, kPiecePx, kPiecePx);
            if (!contains(before, piece)) continue;
            cv::Scalar mean, deviation;
            cv::meanStdDev(before(piece), mean, deviation);
            if (deviation[0] < kFlat) continue;
            ++tried;
            if (const auto shift = pieceShift(before, after, piece, guess)) {
                right.push_back(shift->x);
                down.push_back(shift->y);
            }
        }
    if (right.size() < kFewest || right.size() * 4 < tried) return std::nullopt;
    return cv::Point2f(median(right), median(down)) / scale;
}

}  // namespace lineament
