#include "core/presence/camera_area.h"

namespace lineament {

bool inArea(std::span<const CornerRel> area, const BoxPx& face, SizePx picture) {
    if (area.empty() || picture.width <= 0 || picture.height <= 0) return true;
    const auto middle = face.centre();
    const float x = middle.x / static_cast<float>(picture.width);
    const float y = middle.y / static_cast<float>(picture.height);
    bool inside = false;
    for (std::size_t i = 0; i < area.size(); ++i) {
        const auto &a = area[i], &b = area[(i + 1) % area.size()];
        if ((a.y > y) == (b.y > y)) continue;  // the ray to the right passes beside this edge
        if (x < a.x + (y - a.y) / (b.y - a.y) * (b.x - a.x)) inside = !inside;
    }
    return inside;
}

}  // namespace lineament
