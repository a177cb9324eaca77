#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/footage/tracker.h"
#include "core/pipelines/workspace.h"

namespace lineament {

struct AnalyseOptions {
    int detectEveryNth = 1;        ///< frames between full-frame detections; boxes in between are interpolated
    int tileEveryNth = 8;          ///< every n-th of those also looks for small faces by tiles; 0: never
    TrackerOptions tracker;
    double maxMs = 0;              ///< stop after this much; 0: to the end
    bool save = true;              ///< into the store
    /// Range and unit of every field; throws Error(kInvalidArgument).
    void validate() const;
};

struct AnalysisResult {
    Recording recording;
    std::vector<Track> tracks;     ///< by first time; the same identity never twice in one frame
    std::int64_t frames = 0;
    double throughputFps = 0;      ///< frames a second of wall time
    std::int64_t damagedPackets = 0;
    bool endedEarly = false;       ///< the recording broke off before its stated end
};

/// Source -> decode -> detect -> associate -> best shots -> one template a track -> one search a track.
/// Stages run on threads of their own behind bounded queues. Cancelled within 100 ms: nothing is stored.
AnalysisResult analyseFootage(Workspace& workspace, const std::string& source, const AnalyseOptions& options,
                              JobContext& context);

}  // namespace lineament
