#include "core/domain/presence.h"

#include <cmath>

#include "core/base/check.h"

namespace lineament {
namespace {

/// A smaller one, as a share of the picture, is a slip of the hand.
constexpr double kSmallestArea = 0.001;

double sizeOf(const std::vector<CornerRel>& area) {
    double twice = 0;
    for (std::size_t i = 0; i < area.size(); ++i) {
        const auto &a = area[i], &b = area[(i + 1) % area.size()];
        twice += double{a.x} * b.y - double{b.x} * a.y;
    }
    return std::abs(twice) / 2;
}

}  // namespace

void CameraRules::validate() const {
    LINEAMENT_REQUIRE(area.empty() || (area.size() >= 3 && area.size() <= kMostCorners), "area of a camera",
                      "it has 3 to 32 corners");
    for (const auto& corner : area)
        LINEAMENT_REQUIRE(corner.x >= 0 && corner.x <= 1 && corner.y >= 0 && corner.y <= 1,
                          "area of a camera", "its corners lie in the picture, from 0 to 1 across and down");
    LINEAMENT_REQUIRE(area.empty() || sizeOf(area) >= kSmallestArea, "area of a camera",
                      "it is too small for a face to be in it");
    LINEAMENT_REQUIRE(minFacePx >= 0 && minFacePx <= kLargestMinFacePx, "smallest face",
                      "it is 0 to 2000 px wide");
    LINEAMENT_REQUIRE(fmr == 0 || (fmr >= 1e-9 && fmr <= 1e-2), "false match rate",
                      "it lies between 1e-9 and 1e-2, or is 0 for that of searches");
}

}  // namespace lineament
