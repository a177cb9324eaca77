#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/base/job_context.h"
#include "core/footage/tracker.h"
#include "core/pipelines/workspace.h"

namespace lineament {

struct AnalyseOptions {
    /// Look for faces in every n-th frame, at most 1000; boxes in between are interpolated. 0: about 15 times
    /// a second, and in every picture of a folder.
    int detectEveryNth = 0;
    int tileEveryNth = 2;      ///< every n-th of those also looks into one tile for small faces; 0: never
    int detectorLanes = 0;     ///< frames that are looked at at the same time, at most 16; 0: one a core
    float minShotQuality = 5;  ///< unified score, 0 to 100: looks below say nothing about who it is
    TrackerOptions tracker;    ///< for a folder of images minDetections counts as 1
    double maxMs = 0;          ///< stop after this much, at least 0; 0: to the end
    bool save = true;          ///< into the store
    /// How often (wall time) it is written down how far the analysis is, so that the same call goes on there
    /// after a crash or a stop; 0: never. Live sources, and what is not saved, never are.
    double checkpointMs = 2000;
    /// Range of every field; throws Error(kInvalidArgument).
    void validate() const;
};

struct AnalysisResult {
    Recording recording;
    std::vector<Track> tracks;  ///< by first time; the same identity never twice in one frame
    std::int64_t frames = 0;
    double throughputFps = 0;  ///< frames a second of wall time
    std::int64_t damagedPackets = 0;
    bool endedEarly = false;  ///< the recording broke off before its stated end
    double resumedMs = 0;     ///< where this run went on from an earlier one; 0: from the start
};

/// Source -> decode -> detect -> associate -> best shots -> one template a track -> one search a track.
/// Stages run on threads of their own behind bounded queues; only faces that may become best shots are
/// measured and embedded. Progress has the stage "footage" with frames done and expected.
/// Cancelled within 100 ms: nothing is stored, but the same call goes on where it was (as after a crash). A
/// live source runs until cancelled, or for maxMs; with maxMs, a stop request ends it early with what was
/// seen. A recording that breaks off gives a result, too. Throws Error(kNotFound, kUnreadable, kUnsupported,
/// kDevice) about the source, Cancelled, and what models and store throw. Cost: a stage clip of 640 x 360 at
/// 30 frames/s on two cores of an EPYC with AVX-512: 184 frames/s, 6 times real time (every frame looked at:
/// 107, without tiles: 229), 265 MB resident; cancelled within 39 ms.
AnalysisResult analyseFootage(Workspace& workspace, const std::string& source, const AnalyseOptions& options,
                              JobContext& context);

}  // namespace lineament
