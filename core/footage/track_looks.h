#pragma once

#include <span>
#include <vector>

#include "core/domain/recorded_look.h"

namespace lineament {

/// Which track each look is of: index into `tracks` (of one recording, in any order, with boxes), -1 if none
/// follows a face there. Cost: n log n in the looks and what overlaps in time.
std::vector<int> ownersOf(std::span<const Track> tracks, std::span<const RecordedLook> looks);

}  // namespace lineament
