#include "core/pipelines/small_face_scan.h"

#include <algorithm>
#include <cmath>

namespace lineament {
namespace {

constexpr float kTileWidth = 27, kTileHeight = 20;  // in smallest faces
constexpr float kOverlap = 3;      // what the whole frame misses fits into one tile or the next
constexpr float kStretch = 1.25f;  // a side this much longer than a tile is not divided
constexpr float kEdgePx = 2;
constexpr float kSameIou = 0.4f, kSameShare = 0.7f;

struct Span {
    int start, length;
};

std::vector<Span> divided(int side, float length, float overlap) {
    if (static_cast<float>(side) <= length * kStretch) return {{0, side}};
    const int window = static_cast<int>(length);
    const int count =
        1 + static_cast<int>(std::ceil((static_cast<float>(side) - length) / (length - overlap)));
    std::vector<Span> spans;
    for (int i = 0; i < count; ++i)
        spans.push_back({(side - window) * i / (count - 1), window});
    return spans;
}

bool sameFace(const BoxPx& a, const BoxPx& b) {
    const float width = std::min(a.right(), b.right()) - std::max(a.x, b.x);
    const float height = std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
    if (width <= 0 || height <= 0) return false;
    return iou(a, b) > kSameIou || width * height > kSameShare * std::min(a.area(), b.area());
}

bool cutByEdge(const BoxPx& box, const cv::Rect& tile, cv::Size frame) {
    return (tile.x > 0 && box.x < kEdgePx) || (tile.y > 0 && box.y < kEdgePx) ||
           (tile.br().x < frame.width && box.right() > static_cast<float>(tile.width) - kEdgePx) ||
           (tile.br().y < frame.height && box.bottom() > static_cast<float>(tile.height) - kEdgePx);
}

}  // namespace

SmallFaceScan::SmallFaceScan(float minFacePx) : minFacePx_(std::max(minFacePx, 8.0f)) {}

std::optional<cv::Rect> SmallFaceScan::next(cv::Size frame) {
    if (frame != frame_) {
        frame_ = frame;
        tiles_.clear();
        place_ = 0;
        for (const Span& y : divided(frame.height, kTileHeight * minFacePx_, kOverlap * minFacePx_))
            for (const Span& x : divided(frame.width, kTileWidth * minFacePx_, kOverlap * minFacePx_))
                tiles_.emplace_back(x.start, y.start, x.length, y.length);
    }
    if (tiles_.size() < 2) return std::nullopt;
    return tiles_[place_++ % tiles_.size()];
}

std::vector<Face> mergedFaces(std::vector<Face> whole, const std::vector<Face>& inTile, const cv::Rect& tile,
                              cv::Size frame) {
    std::vector<Face> all = std::move(whole);
    const auto move = [&](PointPx& point) {
        point.x += static_cast<float>(tile.x);
        point.y += static_cast<float>(tile.y);
    };
    for (Face face : inTile) {
        if (cutByEdge(face.box, tile, frame)) continue;
        face.box.x += static_cast<float>(tile.x);
        face.box.y += static_cast<float>(tile.y);
        for (PointPx& point : face.landmarks5)
            move(point);
        all.push_back(std::move(face));
    }
    std::stable_sort(all.begin(), all.end(), [](const Face& a, const Face& b) { return a.score > b.score; });
    std::vector<Face> kept;
    for (Face& face : all)
        if (std::none_of(kept.begin(), kept.end(), [&](const Face& k) { return sameFace(k.box, face.box); }))
            kept.push_back(std::move(face));
    return kept;
}

}  // namespace lineament
