#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <opencv2/imgproc.hpp>

#include "core/base/check.h"
#include "core/enhance/filters/filters.h"

namespace lineament::enhance {
namespace {

constexpr int kSlant = 3;  ///< farthest an edge is followed to the side, px

/// By how much a line stands out of both its neighbours, the smaller of the two; 0 where it lies between
/// them.
int combing(int above, int line, int below) {
    const int up = line - above, down = line - below;
    if ((up > 0) != (down > 0)) return 0;
    return std::min(std::abs(up), std::abs(down));
}

int difference(const cv::Vec3b& a, const cv::Vec3b& b) {
    return std::abs(a[0] - b[0]) + std::abs(a[1] - b[1]) + std::abs(a[2] - b[2]);
}

/// The pixel between two lines, along the direction in which they agree best.
cv::Vec3b alongEdge(const cv::Vec3b* above, const cv::Vec3b* below, int x, int columns) {
    const auto at = [&](const cv::Vec3b* row, int column) -> const cv::Vec3b& {
        return row[std::clamp(column, 0, columns - 1)];
    };
    int best = 0, least = 1 << 30;
    for (int step = 0; step <= 2 * kSlant; ++step) {
        const int slant = step % 2 ? (step + 1) / 2 : -step / 2;  // the straight way first, it wins a tie
        int cost = 6 * std::abs(slant);
        for (int side = -1; side <= 1; ++side)
            cost += difference(at(above, x + slant + side), at(below, x - slant + side));
        if (cost < least) least = cost, best = slant;
    }
    const auto &a = at(above, x + best), &b = at(below, x - best);
    return {static_cast<unsigned char>((a[0] + b[0] + 1) / 2),
            static_cast<unsigned char>((a[1] + b[1] + 1) / 2),
            static_cast<unsigned char>((a[2] + b[2] + 1) / 2)};
}

}  // namespace

cv::Mat deinterlace(const cv::Mat& bgr, const Deinterlace& options, FrameMemory* memory) {
    LINEAMENT_REQUIRE(bgr.type() == CV_8UC3 && !bgr.empty(), "picture", "it must be 8-bit BGR and not empty");
    cv::Mat before;
    if (memory) {
        if (memory->interlaced.size() == bgr.size()) before = memory->interlaced;
        memory->interlaced = bgr.clone();
    }
    if (bgr.rows < 4) return bgr.clone();
    const int stays = options.field > 0 ? 1 : 0;
    cv::Mat grey, change;
    cv::cvtColor(bgr, grey, cv::COLOR_BGR2GRAY);
    if (!before.empty()) {
        cv::Mat greyBefore;
        cv::cvtColor(before, greyBefore, cv::COLOR_BGR2GRAY);
        cv::absdiff(grey, greyBefore, change);
        cv::blur(change, change, {5, 5});  // noise is averaged out, motion is not
    }
    cv::Mat moving = cv::Mat::zeros(bgr.size(), CV_8U);
    for (int y = 1 - stays; y < bgr.rows; y += 2) {
        const auto* line = grey.ptr<unsigned char>(y);
        const auto* above = grey.ptr<unsigned char>(y > 0 ? y - 1 : y + 1);
        const auto* below = grey.ptr<unsigned char>(y + 1 < bgr.rows ? y + 1 : y - 1);
        auto* to = moving.ptr<unsigned char>(y);
        for (int x = 0; x < bgr.cols; ++x)
            // Fine level stripes stand out of each other, too: they are the same a frame before.
            if (combing(above[x], line[x], below[x]) > options.threshold &&
                (change.empty() || change.at<unsigned char>(y, x) > 3))
                to[x] = 255;
    }
    // Single pixels are noise; about what is combed its surroundings move as well.
    cv::Mat density;
    cv::boxFilter(moving, density, CV_8U, {7, 5});
    cv::dilate(density > 255 * 3 / 35, moving, cv::getStructuringElement(cv::MORPH_RECT, {9, 5}));
    cv::Mat result = bgr.clone();
    for (int y = 1 - stays; y < bgr.rows; y += 2) {
        const auto* above = bgr.ptr<cv::Vec3b>(y > 0 ? y - 1 : y + 1);
        const auto* below = bgr.ptr<cv::Vec3b>(y + 1 < bgr.rows ? y + 1 : y - 1);
        const auto* move = moving.ptr<unsigned char>(y);
        auto* to = result.ptr<cv::Vec3b>(y);
        for (int x = 0; x < bgr.cols; ++x)
            if (move[x]) to[x] = alongEdge(above, below, x, bgr.cols);
    }
    return result;
}

}  // namespace lineament::enhance
