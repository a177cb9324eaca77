#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/store/store.h"

namespace lineament {

/// A track of an analysed recording, as far as enhancing it needs.
struct TrackToEnhance {
    TrackId id;
    std::string source;  ///< the recording
    std::string name;    ///< of the person; empty if unknown
    double firstMs = 0, lastMs = 0;
    double bestMs = 0;  ///< of the best look
    BoxPx bestBox;      ///< there, px
    bool operator==(const TrackToEnhance&) const = default;
};

/// Tracks of a recording by their first time; none if it was not analysed.
std::vector<TrackToEnhance> tracksToEnhance(Store& store, const std::string& source);
/// Empty if there is no such track.
std::optional<TrackToEnhance> trackToEnhance(Store& store, TrackId id);

}  // namespace lineament
