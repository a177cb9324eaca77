#pragma once

#include <opencv2/core/mat.hpp>
#include <span>

#include "core/domain/face.h"
#include "core/image/provenance.h"

namespace lineament {

/// Lays a hatched label over the corner that is farthest from all faces, which says that a network changed or
/// made the picture: for those who see it without its metadata. The picture is changed. Pictures under 64 px
/// wide get the hatching alone.
void markVisibly(cv::Mat& bgr, std::span<const Face> faces);

/// The same corner for every frame of a recording.
enum class Corner { kTopLeft, kTopRight, kBottomLeft, kBottomRight };
Corner emptiestCorner(SizePx picture, std::span<const Face> faces);
void markVisibly(cv::Mat& bgr, Corner corner, SourceType type = SourceType::kEnhanced);

}  // namespace lineament
