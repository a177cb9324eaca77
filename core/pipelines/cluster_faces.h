#pragma once

#include "core/base/job_context.h"
#include "core/footage/cluster.h"
#include "core/pipelines/workspace.h"

namespace lineament {

struct ClusterMember {
    std::string path;  ///< of the picture or recording
    TrackId track;     ///< valid if it is a track
    BoxPx box;         ///< of a track: at its best look
    double ms = 0;     ///< of the best look; 0 in pictures
};

struct FaceCluster {
    int id = 0;  ///< from 0 by falling size
    std::vector<ClusterMember> members;
};

struct ClusterResult {
    std::vector<FaceCluster> clusters;
    std::vector<Rejection> rejected;
};

/// Groups the faces of pictures, folders (with all below them) and recordings that match nobody enrolled.
/// Recordings are analysed and stored first, so that their tracks have ids. Two faces of one picture, or of
/// one moment of a recording, are never the same person. Sources that cannot be used are in `rejected`.
/// Throws Error(kInvalidArgument), Cancelled, and what models and store throw.
ClusterResult clusterFaces(Workspace& workspace, const std::vector<std::string>& sources,
                           const ClusterOptions& options, JobContext& context);

}  // namespace lineament
