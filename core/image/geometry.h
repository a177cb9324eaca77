#pragma once

#include <array>

/// Pixel convention of the whole program: coordinates are pixels of the upright image, the origin is the
/// centre of the top-left pixel (as OpenCV's warpAffine has it), x runs right, y down.
namespace lineament {

struct PointPx {
    float x = 0, y = 0;
    bool operator==(const PointPx&) const = default;
};

struct SizePx {
    int width = 0, height = 0;
    bool operator==(const SizePx&) const = default;
};

/// Axis-aligned box: x, y of the top-left corner, width and height, px.
struct BoxPx {
    float x = 0, y = 0, width = 0, height = 0;
    float right() const { return x + width; }
    float bottom() const { return y + height; }
    float area() const { return width > 0 && height > 0 ? width * height : 0; }
    PointPx centre() const { return {x + width / 2, y + height / 2}; }
    bool operator==(const BoxPx&) const = default;
};

/// Intersection over union, 0 to 1.
float iou(const BoxPx& a, const BoxPx& b);
/// The part of the box inside the image (zero size if there is none).
BoxPx clip(const BoxPx& box, SizePx image);
/// The box grown about its centre by a factor.
BoxPx scaled(const BoxPx& box, float factor);
/// A square of the box's height about its centre.
BoxPx squaredByHeight(const BoxPx& box);

/// Left eye of the image first, right eye, nose tip, left mouth corner, right mouth corner.
using Landmarks5 = std::array<PointPx, 5>;
/// iBUG 300-W order of 68 points.
using Landmarks68 = std::array<PointPx, 68>;
/// Eye centres are the means of 37, 38, 40, 41 and 43, 44, 46, 47; nose 30; mouth (48+60)/2 and (54+64)/2.
Landmarks5 fivePoints(const Landmarks68& points);

/// x' = a x - b y + tx, y' = b x + a y + ty.
struct SimilarityTransform {
    double a = 1, b = 0, tx = 0, ty = 0;
    PointPx operator()(PointPx p) const;
    SimilarityTransform inverse() const;
};

}  // namespace lineament
