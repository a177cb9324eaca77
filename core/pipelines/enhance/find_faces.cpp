#include "core/pipelines/enhance/find_faces.h"

#include <algorithm>
#include <opencv2/imgproc.hpp>

#include "core/enhance/enhancer.h"

namespace lineament {

std::vector<Face> findFacesToEnhance(const FaceEngine& engine, const cv::Mat& bgr) {
    constexpr int kEnough = 320, kMostFactor = 8;
    auto faces = engine.detect(bgr);
    const int side = std::min(bgr.cols, bgr.rows);
    if (side >= kEnough) return faces;
    const int factor = std::clamp((kEnough + side - 1) / std::max(1, side), 2, kMostFactor);
    cv::Mat larger;
    cv::resize(bgr, larger, {}, factor, factor, cv::INTER_CUBIC);
    auto found = engine.detect(larger);
    if (found.size() <= faces.size()) return faces;
    for (auto& face : found)
        face = enhance::scaledFace(face, 1.0 / factor);
    return found;
}

}  // namespace lineament
