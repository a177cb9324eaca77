#pragma once

#include <algorithm>
#include <span>

#include "core/domain/track.h"

namespace lineament {

/// A face that was measured in a recording at one moment, so that how much it resembles somebody can be told
/// at any time. It belongs to whichever track follows a face there: see overlapWith().
struct RecordedLook {
    double ms = 0;
    BoxPx box;
    float quality = 0;  ///< unified score, 0 to 100
    Template value;
};

/// From which overlap a look is of the face that a track follows.
inline constexpr float kLookOnTrack = 0.3f;

/// How much a look lies on the box that a track (its boxes in time order) has at that time, 0 to 1.
inline float overlapWith(const RecordedLook& look, std::span<const TrackBox> boxes) {
    constexpr double kSameMomentMs = 100;
    const auto later = std::lower_bound(boxes.begin(), boxes.end(), look.ms,
                                        [](const TrackBox& box, double ms) { return box.ms < ms; });
    float most = 0;
    const auto compare = [&](const TrackBox& box) {
        if (std::max(box.ms - look.ms, look.ms - box.ms) <= kSameMomentMs)
            most = std::max(most, iou(box.box, look.box));
    };
    if (later != boxes.end()) compare(*later);
    if (later != boxes.begin()) compare(*(later - 1));
    return most;
}

}  // namespace lineament
