#pragma once

#include <span>
#include <utility>
#include <vector>

#include "core/domain/face.h"

namespace lineament {

struct ClusterOptions {
    float minSimilarity = 0.4f;  ///< neighbourhood of DBSCAN, cosine, -1 to 1
    int minMembers = 1;          ///< core size; 1 keeps singles as clusters of their own, 1 to 1000
    /// Range of every field; throws Error(kInvalidArgument).
    void validate() const;
};

/// Groups templates by density; pairs in `cannotLink` (two faces of one frame) never share a cluster.
/// Returns: for each template its cluster, numbered from 0 by falling size; -1 for noise.
/// Throws: kModelMismatch if templates of different recognisers meet. Cost: n^2 / 2 comparisons.
/// Source: Ester et al. 1996, DBSCAN; links are made from the strongest down, and one that would bring a
/// forbidden pair together is left out, so a chain between two people breaks at its weakest link.
std::vector<int> clusterTemplates(std::span<const Template> templates, const ClusterOptions& options,
                                  std::span<const std::pair<int, int>> cannotLink = {});

}  // namespace lineament
