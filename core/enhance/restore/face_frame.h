#pragma once

#include "core/domain/face.h"

/// The square that faces are restored in: the ArcFace template at its own scale with a margin, so that the
/// inputs of recognisers can be cut out of it. Pixel (x, y) of the template is (x + 8, y + 4) of the square;
/// it holds dlib's chip, too, which reaches lower than the template.
namespace lineament::enhance {

inline constexpr int kFrameSide = 128;
inline constexpr int kTemplateSide = 112;
inline constexpr int kTemplateLeft = 8, kTemplateTop = 4;

/// frameFromImage of a face. Throws Error(kInvalidArgument) if its points coincide.
SimilarityTransform frameFromImage(const Landmarks5& points);
/// Where the five points of an average face lie in the frame.
Landmarks5 framePoints();
/// Where the frame's pixels lie in dlib's chip of 150 px, for an average face.
SimilarityTransform dlibChipFromFrame();

}  // namespace lineament::enhance
