#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/domain/case.h"
#include "core/domain/track.h"
#include "core/presence/watchlist_rule.h"

namespace lineament {

/// Why a track is of somebody to look out for.
struct WatchHit {
    ListColour colour = ListColour::kRed;
    std::string list;  ///< name of the watchlist; empty: the mark of the case
};

/// Somebody who is marked in the case, or is a member of a list whose threshold the track reaches (or whom a
/// person confirmed). lists: most important first. A rejected name is no hit.
std::optional<WatchHit> watchHitOf(const Track& track, const std::vector<CaseMark>& marks,
                                   const std::vector<WatchedList>& lists);

}  // namespace lineament
