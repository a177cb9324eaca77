#pragma once

#include <QString>
#include <vector>

#include "core/domain/track.h"

namespace lineament::ui {

class TrackModel;

/// One line of the timeline: every look at one person, or one unknown.
struct TimelineLane {
    struct Segment {
        double firstMs = 0, lastMs = 0;
        TrackId track;
        TrackState state = TrackState::kUnknown;
        float similarity = 0;  ///< to whom it is said to be; 0: nobody
        double shotMs = -1;    ///< of the best shot; negative: none
    };
    QString name;
    TrackState state = TrackState::kUnknown;
    std::vector<Segment> segments;  ///< by first time
    double longestMs = 0;           ///< of a segment: how far back one may begin that still lasts
};

/// Tracks grouped by person and by number of unknown, in the order they first appear; an unknown without a
/// number has a lane of its own.
std::vector<TimelineLane> timelineLanes(const TrackModel& tracks);
/// How many faces are seen in each of `bins` equal stretches of the recording.
std::vector<int> faceDensity(const std::vector<Track>& tracks, double durationMs, int bins);
/// The segments of a lane that may be seen between two times: indexes [first, last).
std::pair<std::size_t, std::size_t> segmentsBetween(const TimelineLane& lane, double fromMs, double toMs);

}  // namespace lineament::ui
