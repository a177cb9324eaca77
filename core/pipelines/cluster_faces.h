#pragma once

#include "core/base/job_context.h"
#include "core/footage/cluster.h"
#include "core/pipelines/workspace.h"

namespace lineament {

struct ClusterMember {
    std::string path;   ///< of the picture or recording
    TrackId track;      ///< valid if it is a track
    BoxPx box;
    double ms = 0;
};

struct FaceCluster {
    int id = 0;
    std::vector<ClusterMember> members;
};

struct ClusterResult {
    std::vector<FaceCluster> clusters;
    std::vector<Rejection> rejected;
};

/// Groups the faces of pictures, folders and recordings that match nobody enrolled.
ClusterResult clusterFaces(Workspace& workspace, const std::vector<std::string>& sources,
                           const ClusterOptions& options, JobContext& context);

}  // namespace lineament
