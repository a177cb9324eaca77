#pragma once

#include <span>
#include <utility>
#include <vector>

#include "core/domain/face.h"

namespace lineament {

struct ClusterOptions {
    float minSimilarity = 0.4f;  ///< neighbourhood of DBSCAN, cosine
    int minMembers = 1;          ///< core size; 1 keeps singles as clusters of their own
};

/// Groups templates by density; pairs in `cannotLink` (two faces of one frame) never share a cluster.
/// Returns: for each template its cluster, numbered from 0 by falling size; -1 for noise.
/// Source: Ester et al. 1996, DBSCAN; constrained by splitting at the weakest link.
std::vector<int> clusterTemplates(std::span<const Template> templates, const ClusterOptions& options,
                                  std::span<const std::pair<int, int>> cannotLink = {});

}  // namespace lineament
