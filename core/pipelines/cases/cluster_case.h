#pragma once

#include "core/base/job_context.h"
#include "core/footage/cluster.h"
#include "core/pipelines/workspace.h"
#include "core/store/case_book.h"

namespace lineament {

struct ClusterCaseOptions {
    /// Similarity of two tracks of one unknown person; empty: the recogniser's at the workspace's FMR (1:1).
    std::optional<float> minSimilarity;
    int minMembers = 1;  ///< density, 1 to 1000: how many alike tracks make the core of a cluster
};

struct ClusterCaseResult {
    int tracks = 0;       ///< unknown tracks
    int people = 0;       ///< "Unknown-1", "Unknown-2" ...: how many there are
    int suggestions = 0;  ///< tracks that are like somebody enrolled since they were analysed
};

/// Finds out who the unknown tracks of a case are among themselves, and whether they are like somebody
/// enrolled meanwhile: looks up the gallery (suggestions, never a refused pair), then clusters the rest by
/// density on track templates, never two in one frame. Unknown people keep their numbers; what a person put
/// together stays. Throws Cancelled, and what the store throws. Cost: n^2 / 2 comparisons of n unknown
/// tracks.
ClusterCaseResult clusterCase(Workspace& workspace, CaseId id, const ClusterCaseOptions& options,
                              JobContext& context);

}  // namespace lineament
