#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/faces/detect/closer_look.h"
#include "core/faces/detect/face_detector.h"
#include "core/inference/side_by_side.h"

namespace lineament {
namespace {

constexpr float kLevelRatio = 4;       // at most, between the scales of the pyramid
constexpr float kFreeLevelRatio = 10;  // the same, where a detector takes pictures of any size
constexpr SizePx kFreeTile{960, 720};  // the most such a detector looks at in one go, px of a level
constexpr int kTileStep = 32;          // px: networks get a few sizes, which they are made ready for, not any
constexpr float kProposal = 0.5f;      // of the least score: what a tile must give before the second look
constexpr int kBlock = 12;             // px of a level: the smallest face that is looked for
constexpr float kCertain = 0.9f;       // score of a face that needs no other look
constexpr float kLeastContrast = 5;    // mean grey levels from pixel to pixel in a block that may hold a face
constexpr std::size_t kFewTiles = 4;   // so many are seen sooner than searched for contrast
constexpr double kMostPx = 600.0 * 320 * 240;  // of all tiles of a level

/// Starts of windows of a length that cover a side with at least this overlap, evenly spread.
std::vector<int> starts(int side, int window, int overlap) {
    if (side <= window) return {0};
    const int count = 1 + static_cast<int>(std::ceil(double(side - window) / (window - overlap)));
    std::vector<int> result;
    for (int i = 0; i < count; ++i)
        result.push_back(static_cast<int>(std::lround(double(side - window) * i / (count - 1))));
    return result;
}

/// The shortest window, in steps, of which as many cover the side with that overlap as of the given one.
int shortestWindow(int side, int window, int overlap) {
    const int count = static_cast<int>(starts(side, window, overlap).size());
    const int needed = (side + (count - 1) * overlap + count - 1) / count;
    return std::min(window, (needed + kTileStep - 1) / kTileStep * kTileStep);
}

/// largestFacePx: what the next coarser level finds too, px of this level.
/// free: the window is the largest that is wanted, not what the detector takes.
std::vector<cv::Rect> tilesOf(cv::Size level, SizePx window, bool free, float largestFacePx) {
    // What the coarser level misses must fit whole into one tile or the next; faces are taller than wide.
    const int overlapX = std::min(static_cast<int>(largestFacePx), window.width / 2);
    const int overlapY = std::min(static_cast<int>(largestFacePx * 1.3f), window.height / 2);
    if (free)
        window = {shortestWindow(level.width, window.width, overlapX),
                  shortestWindow(level.height, window.height, overlapY)};
    std::vector<cv::Rect> tiles;
    for (const int y : starts(level.height, window.height, overlapY))
        for (const int x : starts(level.width, window.width, overlapX))
            tiles.push_back(cv::Rect(x, y, window.width, window.height) & cv::Rect({0, 0}, level));
    return tiles;
}

/// Mean change of grey from pixel to pixel by block, zero where a face is known already.
cv::Mat contrastByBlock(const cv::Mat& level, const std::vector<Detection>& known, float scale) {
    cv::Mat grey, dx, dy;
    cv::cvtColor(level, grey, cv::COLOR_BGR2GRAY);
    cv::Sobel(grey, dx, CV_16S, 1, 0, 1);
    cv::Sobel(grey, dy, CV_16S, 0, 1, 1);
    cv::Mat sum = cv::abs(dx) + cv::abs(dy), contrast;
    for (const auto& face : known) {
        if (face.score < kCertain) continue;
        const BoxPx inner = scaled(face.box, 0.9f);
        cv::rectangle(sum,
                      cv::Rect2f(inner.x * scale, inner.y * scale, inner.width * scale, inner.height * scale),
                      0, cv::FILLED);
    }
    sum.convertTo(sum, CV_32F, 0.5);
    cv::resize(sum, contrast, {std::max(1, level.cols / kBlock), std::max(1, level.rows / kBlock)}, 0, 0,
               cv::INTER_AREA);
    return contrast;
}

bool mayHoldFace(const cv::Mat& contrast, const cv::Rect& tile) {
    const cv::Rect blocks = cv::Rect(tile.x / kBlock, tile.y / kBlock, (tile.width + kBlock - 1) / kBlock,
                                     (tile.height + kBlock - 1) / kBlock) &
                            cv::Rect({0, 0}, contrast.size());
    double most = 0;
    if (!blocks.empty()) cv::minMaxLoc(contrast(blocks), nullptr, &most);
    return blocks.empty() || most >= kLeastContrast;
}

/// A box that ends at an edge inside the picture is a part of a face that another tile sees whole.
bool cutByTile(const BoxPx& box, const cv::Rect& tile, cv::Size level) {
    constexpr float kEdge = 2;
    return (tile.x > 0 && box.x < kEdge) || (tile.y > 0 && box.y < kEdge) ||
           (tile.br().x < level.width && box.right() > static_cast<float>(tile.width) - kEdge) ||
           (tile.br().y < level.height && box.bottom() > static_cast<float>(tile.height) - kEdge);
}

/// What a detector looks at in one go, px of a level.
SizePx tileOf(const FaceDetector& detector) {
    return detector.takesAnySize() ? kFreeTile : detector.inputSize();
}

bool isKnown(const Detection& face, const std::vector<Detection>& known) {
    return std::any_of(known.begin(), known.end(), [&](const Detection& k) {
        return k.score >= kCertain && iou(k.box, face.box) > 0.5f;
    });
}

/// One level of the pyramid below the whole picture.
struct Level {
    float scale;          // px of the level per px of the picture
    float largestFacePx;  // px of the level; larger faces are the coarser level's
};

/// What a tile shows that may be a face of this level, px of the picture.
std::vector<Detection> proposalsOf(std::vector<Detection> found, const cv::Rect& tile, cv::Size picture,
                                   const Level& level) {
    const PointPx corner{static_cast<float>(tile.x) / level.scale, static_cast<float>(tile.y) / level.scale};
    std::vector<Detection> proposals;
    for (auto& face : found)
        // The first look is rough: what is a little too large may turn out not to be.
        if (face.box.width <= 1.3f * level.largestFacePx && !cutByTile(face.box, tile, picture))
            proposals.push_back(moved(std::move(face), 1 / level.scale, corner));
    return proposals;
}

std::vector<Detection> detectLevel(const FaceDetector& detector, const cv::Mat& bgr, const Level& level,
                                   float minScore, const std::vector<Detection>& known) {
    cv::Mat picture;
    // Down to half the size bilinear pixels leave nothing out, at a fraction of the time.
    cv::resize(bgr, picture, {}, level.scale, level.scale,
               level.scale < 0.5f ? cv::INTER_AREA : cv::INTER_LINEAR);
    auto tiles = tilesOf(picture.size(), tileOf(detector), detector.takesAnySize(), level.largestFacePx);
    if (tiles.size() > kFewTiles) {
        const cv::Mat contrast = contrastByBlock(picture, known, level.scale);
        std::erase_if(tiles, [&](const cv::Rect& tile) { return !mayHoldFace(contrast, tile); });
    }
    std::vector<Detection> faces;
    if (detector.takesAnySize()) {
        std::vector<std::vector<Detection>> answers(tiles.size());
        sideBySide(tiles.size(), [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i) {
                const cv::Mat part = picture(tiles[i]);
                const auto found =
                    detector.detectAsIs({&part, 1}, kProposal * minScore, FaceDetector::Look::kProposal);
                answers[i] = proposalsOf(found.front(), tiles[i], picture.size(), level);
            }
        });
        std::vector<Detection> proposals;
        for (const auto& answer : answers)
            proposals.insert(proposals.end(), answer.begin(), answer.end());
        std::erase_if(proposals, [&](const Detection& face) { return isKnown(face, known); });
        faces = confirmed(detector, bgr, minScore, suppressNonMaxima(std::move(proposals), 0.4f));
    } else {
        std::vector<std::vector<Detection>> answers(tiles.size());
        sideBySide(tiles.size(), [&](std::size_t begin, std::size_t end) {
            for (std::size_t i = begin; i < end; ++i)
                for (const auto& found : proposalsOf(detector.detect(picture(tiles[i]), kProposal * minScore),
                                                     tiles[i], picture.size(), level))
                    if (const auto face = confirmed(detector, bgr, minScore, found))
                        answers[i].push_back(*face);
        });
        for (const auto& answer : answers)
            faces.insert(faces.end(), answer.begin(), answer.end());
    }
    std::erase_if(faces,
                  [&](const Detection& face) { return face.box.width * level.scale > level.largestFacePx; });
    return faces;
}

/// Levels between the whole picture and the one that shows minFacePx as reliableFacePx, coarse first.
std::vector<Level> levelsOf(const FaceDetector& detector, cv::Size picture, float minFacePx) {
    const SizePx input = detector.inputSize(), tile = tileOf(detector);
    const float mostRatio = detector.takesAnySize() ? kFreeLevelRatio : kLevelRatio;
    const float whole = std::min(static_cast<float>(input.width) / static_cast<float>(picture.width),
                                 static_cast<float>(input.height) / static_cast<float>(picture.height));
    const auto largestFace = [&](float ratio) { return detector.reliableFacePx() * 1.15f * ratio; };
    const auto pxOfTiles = [&](float scale) {
        const cv::Size size(static_cast<int>(static_cast<float>(picture.width) * scale),
                            static_cast<int>(static_cast<float>(picture.height) * scale));
        double px = 0;
        for (const auto& one : tilesOf(size, tile, detector.takesAnySize(), largestFace(mostRatio)))
            px += one.area();
        return px;
    };
    float finest = detector.reliableFacePx() / std::max(minFacePx, 1.0f);
    while (finest > whole && pxOfTiles(finest) > kMostPx)
        finest *= 0.9f;
    std::vector<Level> levels;
    if (finest <= 1.2f * whole) return levels;
    const int count = static_cast<int>(std::ceil(std::log(finest / whole) / std::log(mostRatio)));
    const float ratio = std::pow(finest / whole, 1 / static_cast<float>(count));
    for (int i = 1; i <= count; ++i)
        levels.push_back({whole * std::pow(ratio, static_cast<float>(i)), largestFace(ratio)});
    return levels;
}

/// Like suppressNonMaxima, but a box inside another is the same face seen at another scale.
std::vector<Detection> mergeLevels(std::vector<Detection> detections) {
    std::stable_sort(detections.begin(), detections.end(),
                     [](const Detection& a, const Detection& b) { return a.score > b.score; });
    std::vector<Detection> kept;
    for (auto& candidate : detections) {
        const auto same = [&](const Detection& k) {
            const float width =
                std::min(k.box.right(), candidate.box.right()) - std::max(k.box.x, candidate.box.x);
            const float height =
                std::min(k.box.bottom(), candidate.box.bottom()) - std::max(k.box.y, candidate.box.y);
            if (width <= 0 || height <= 0) return false;
            return iou(k.box, candidate.box) > 0.4f ||
                   width * height > 0.7f * std::min(k.box.area(), candidate.box.area());
        };
        if (std::none_of(kept.begin(), kept.end(), same)) kept.push_back(std::move(candidate));
    }
    return kept;
}

std::vector<Detection> detectWithMargin(const FaceDetector& detector, const cv::Mat& bgr, float minScore) {
    const int x = bgr.cols / 2, y = bgr.rows / 2;
    cv::Mat padded;
    cv::copyMakeBorder(bgr, padded, y, y, x, x, cv::BORDER_CONSTANT, cv::Scalar::all(127));
    auto found = detector.detect(padded, minScore);
    for (auto& face : found)
        face = moved(face, 1, {static_cast<float>(-x), static_cast<float>(-y)});
    return found;
}

}  // namespace

std::vector<Detection> detectTiled(const FaceDetector& detector, const cv::Mat& bgr, float minScore,
                                   float minFacePx) {
    auto found = detector.detect(bgr, minScore);
    for (const auto& level : levelsOf(detector, bgr.size(), minFacePx)) {
        const auto more = detectLevel(detector, bgr, level, minScore, found);
        found.insert(found.end(), more.begin(), more.end());
    }
    if (found.empty()) found = detectWithMargin(detector, bgr, minScore);
    return mergeLevels(std::move(found));
}

}  // namespace lineament
