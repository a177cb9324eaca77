#include "core/footage/best_shots.h"

#include <algorithm>
#include <cmath>

#include "core/base/check.h"

namespace lineament {
namespace {

// A new look must be this much better than one it replaces: its template costs as much as looking for faces
// in a frame, and a point of quality changes nothing.
constexpr float kMargin = 4;
// Below this a look still shows the person, but says little about who it is.
constexpr float kLeastWeight = 1;

}  // namespace

bool BestShots::wants(double ms, float quality) const {
    int near = 0;
    for (const Look& look : looks_) {
        if (std::abs(look.shot.ms - ms) >= spacingMs_) continue;
        if (quality < look.shot.quality + kMargin) return false;
        ++near;
    }
    return near > 0 || static_cast<int>(looks_.size()) < capacity_ ||
           quality >= looks_.back().shot.quality + kMargin;
}

void BestShots::add(Look look) {
    if (!wants(look.shot.ms, look.shot.quality)) return;
    std::erase_if(looks_, [&](const Look& old) { return std::abs(old.shot.ms - look.shot.ms) < spacingMs_; });
    const auto place =
        std::upper_bound(looks_.begin(), looks_.end(), look.shot.quality,
                         [](float quality, const Look& old) { return quality > old.shot.quality; });
    looks_.insert(place, std::move(look));
    if (static_cast<int>(looks_.size()) > capacity_) looks_.pop_back();
}

void BestShots::merge(BestShots other) {
    for (Look& look : other.looks_)
        add(std::move(look));
}

std::vector<BestShot> BestShots::shots() const {
    std::vector<BestShot> shots;
    shots.reserve(looks_.size());
    for (const Look& look : looks_)
        shots.push_back(look.shot);
    return shots;
}

std::optional<Template> BestShots::pooled() const {
    if (looks_.empty()) return std::nullopt;
    Template pooled{looks_.front().value.recogniser, std::vector<float>(looks_.front().value.values.size())};
    for (const Look& look : looks_) {
        LINEAMENT_CHECK(look.value.values.size() == pooled.values.size());
        const float weight = std::max(look.shot.quality, kLeastWeight);
        for (std::size_t i = 0; i < pooled.values.size(); ++i)
            pooled.values[i] += weight * look.value.values[i];
    }
    double norm = 0;
    for (const float value : pooled.values)
        norm += static_cast<double>(value) * value;
    if (norm <= 0) return std::nullopt;
    for (float& value : pooled.values)
        value = static_cast<float>(value / std::sqrt(norm));
    return pooled;
}

}  // namespace lineament
