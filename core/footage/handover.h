#pragma once

#include <vector>

#include "core/domain/track.h"

namespace lineament {

/// Joins tracks that are one face: of a head that turns, a detector may begin a second box while it still
/// finds the first. One track begins while the other lasts and goes on when it ends; wherever both are seen
/// their boxes lie on one another; it does not last long; and their looks, where both have some, do not speak
/// against it. Of the common frames those of the surer detections are kept. tracks: of one recording, in any
/// order; returned by first time. shots: how many are kept of a joined track.
std::vector<Track> joinHandovers(std::vector<Track> tracks, int shots);

}  // namespace lineament
