#include "core/footage/handover.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace lineament {
namespace {

constexpr double kLongestMs = 1000;  // both at once for longer: these are two people
constexpr float kCovered = 0.45f;    // of the smaller box, by the larger
constexpr float kAgainst = 0.2f;     // similarity below which two looks are of two people

float covered(const BoxPx& a, const BoxPx& b) {
    const float width = std::min(a.right(), b.right()) - std::max(a.x, b.x);
    const float height = std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
    if (width <= 0 || height <= 0) return 0;
    return width * height / std::max(1.0f, std::min(a.area(), b.area()));
}

/// `later` begins while `earlier` lasts and outlives it.
bool handsOver(const Track& earlier, const Track& later) {
    if (!(earlier.firstMs < later.firstMs && later.firstMs <= earlier.lastMs &&
          earlier.lastMs < later.lastMs))
        return false;
    if (earlier.lastMs - later.firstMs > kLongestMs) return false;
    if (earlier.pooled && later.pooled && similarity(*earlier.pooled, *later.pooled) < kAgainst) return false;
    bool met = false;
    for (const auto& box : later.boxes) {
        const auto same = std::lower_bound(earlier.boxes.begin(), earlier.boxes.end(), box.ms,
                                           [](const TrackBox& one, double ms) { return one.ms < ms; });
        if (same == earlier.boxes.end()) break;
        if (same->ms != box.ms) continue;
        if (covered(same->box, box.box) < kCovered) return false;
        met = true;
    }
    return met;
}

std::optional<Template> mixed(const Track& a, const Track& b) {
    if (!a.pooled || !b.pooled) return a.pooled ? a.pooled : b.pooled;
    const auto weight = [](const Track& track) {
        return std::max<float>(1, static_cast<float>(track.shots.size()));
    };
    Template sum = *a.pooled;
    double norm = 0;
    for (std::size_t i = 0; i < sum.values.size(); ++i) {
        sum.values[i] = weight(a) * a.pooled->values[i] + weight(b) * b.pooled->values[i];
        norm += static_cast<double>(sum.values[i]) * sum.values[i];
    }
    for (float& value : sum.values)
        value = static_cast<float>(value / std::sqrt(std::max(norm, 1e-12)));
    return sum;
}

void join(Track& earlier, Track& later, int shots) {
    const auto sureness = [](const Track& track) {
        double sum = 0;
        for (const auto& box : track.boxes)
            sum += static_cast<double>(box.score);
        return sum / static_cast<double>(track.boxes.size());
    };
    earlier.pooled = mixed(earlier, later);
    const bool keepEarlier = sureness(earlier) >= sureness(later);
    const double from = later.firstMs, to = earlier.lastMs;
    if (keepEarlier)
        std::erase_if(later.boxes, [&](const TrackBox& box) { return box.ms <= to; });
    else
        std::erase_if(earlier.boxes, [&](const TrackBox& box) { return box.ms >= from; });
    earlier.boxes.insert(earlier.boxes.end(), later.boxes.begin(), later.boxes.end());
    earlier.lastMs = later.lastMs;
    earlier.frames = static_cast<std::int64_t>(earlier.boxes.size());
    earlier.shots.insert(earlier.shots.end(), std::make_move_iterator(later.shots.begin()),
                         std::make_move_iterator(later.shots.end()));
    std::stable_sort(earlier.shots.begin(), earlier.shots.end(),
                     [](const BestShot& a, const BestShot& b) { return a.quality > b.quality; });
    if (static_cast<int>(earlier.shots.size()) > shots) earlier.shots.resize(static_cast<std::size_t>(shots));
}

}  // namespace

std::vector<Track> joinHandovers(std::vector<Track> tracks, int shots) {
    const auto byTime = [](const Track& a, const Track& b) { return a.firstMs < b.firstMs; };
    std::stable_sort(tracks.begin(), tracks.end(), byTime);
    std::vector<bool> gone(tracks.size());
    for (std::size_t i = 0; i < tracks.size(); ++i)
        for (std::size_t j = i + 1; !gone[i] && j < tracks.size() && tracks[j].firstMs <= tracks[i].lastMs;
             ++j)
            if (!gone[j] && handsOver(tracks[i], tracks[j])) {
                join(tracks[i], tracks[j], shots);
                gone[j] = true;
            }
    std::vector<Track> kept;
    for (std::size_t i = 0; i < tracks.size(); ++i)
        if (!gone[i]) kept.push_back(std::move(tracks[i]));
    return kept;
}

}  // namespace lineament
