#include "core/enhance/restore/face_frame.h"

#include "core/faces/align/face_aligner.h"
#include "core/faces/align/mean_shapes.h"

namespace lineament::enhance {

SimilarityTransform frameFromImage(const Landmarks5& points) {
    auto transform = arcFaceFromImage(points);
    transform.tx += kTemplateLeft;
    transform.ty += kTemplateTop;
    return transform;
}

Landmarks5 framePoints() {
    Landmarks5 points = kArcFace112;
    for (auto& point : points)
        point.x += kTemplateLeft, point.y += kTemplateTop;
    return points;
}

SimilarityTransform dlibChipFromFrame() {
    constexpr float kPadding = 0.25f, kChip = 150;
    Landmarks68 mean{};
    for (std::size_t i = 17; i < mean.size(); ++i)
        mean[i] = {(kDlibMeanShape[i - 17].x + kPadding) / (1 + 2 * kPadding) * kChip,
                   (kDlibMeanShape[i - 17].y + kPadding) / (1 + 2 * kPadding) * kChip};
    return fitSimilarity(framePoints(), fivePoints(mean));
}

}  // namespace lineament::enhance
