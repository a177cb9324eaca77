#include "core/image/geometry.h"

#include <algorithm>

namespace lineament {

float iou(const BoxPx& a, const BoxPx& b) {
    const float width = std::min(a.right(), b.right()) - std::max(a.x, b.x);
    const float height = std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
    if (width <= 0 || height <= 0) return 0;
    const float common = width * height;
    return common / (a.area() + b.area() - common);
}

BoxPx clip(const BoxPx& box, SizePx image) {
    const float x = std::clamp(box.x, 0.0f, static_cast<float>(image.width));
    const float y = std::clamp(box.y, 0.0f, static_cast<float>(image.height));
    const float right = std::clamp(box.right(), x, static_cast<float>(image.width));
    const float bottom = std::clamp(box.bottom(), y, static_cast<float>(image.height));
    return {x, y, right - x, bottom - y};
}

BoxPx scaled(const BoxPx& box, float factor) {
    const PointPx centre = box.centre();
    const float width = box.width * factor, height = box.height * factor;
    return {centre.x - width / 2, centre.y - height / 2, width, height};
}

BoxPx squaredByHeight(const BoxPx& box) {
    return {box.centre().x - box.height / 2, box.y, box.height, box.height};
}

Landmarks5 fivePoints(const Landmarks68& p) {
    const auto mean = [&](std::initializer_list<int> indices) {
        PointPx sum;
        for (const int i : indices)
            sum.x += p[i].x, sum.y += p[i].y;
        return PointPx{sum.x / static_cast<float>(indices.size()),
                       sum.y / static_cast<float>(indices.size())};
    };
    return {mean({37, 38, 40, 41}), mean({43, 44, 46, 47}), p[30], mean({48, 60}), mean({54, 64})};
}

PointPx SimilarityTransform::operator()(PointPx p) const {
    return {static_cast<float>(a * p.x - b * p.y + tx), static_cast<float>(b * p.x + a * p.y + ty)};
}

SimilarityTransform SimilarityTransform::inverse() const {
    const double scale2 = a * a + b * b;
    const double ia = a / scale2, ib = -b / scale2;
    return {ia, ib, -(ia * tx - ib * ty), -(ib * tx + ia * ty)};
}

}  // namespace lineament
