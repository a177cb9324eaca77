#pragma once

#include <span>
#include <vector>

#include "core/domain/track.h"

namespace lineament {

/// A box for every frame from the first detection to the last: detections steadied (local linear regression
/// in time, so neither jitter nor lag), frames between them interpolated.
/// detections: in time order, not empty. frameMs: times of all frames, ascending, detections' among them.
std::vector<TrackBox> steadyBoxes(std::span<const TrackBox> detections, std::span<const double> frameMs);

}  // namespace lineament
