#pragma once

#include <span>
#include <vector>

namespace lineament::gan {

/// Features of a set of faces, one row a face, all of one length. Here they are unit templates of a face
/// recogniser: the figures below are Fréchet and kernel *face* distances. They are not FID or KID, which
/// are defined on Inception features, and must not be compared with published ones.
using FeatureSet = std::vector<std::vector<float>>;

/// |mean difference|^2 + trace(A + B - 2 (A B)^1/2) of the Gaussians fitted to both sets, times 1000 to
/// give readable numbers. Source: Heusel et al. 2017, eq. 6. Throws Error(kInvalidArgument) below 2 faces.
double frechetFaceDistance(const FeatureSet& a, const FeatureSet& b);

/// Unbiased squared maximum mean discrepancy with the cubic kernel (x y / d + 1)^3, times 1000.
/// Source: Binkowski et al. 2018, sec. 4.
double kernelFaceDistance(const FeatureSet& a, const FeatureSet& b);

struct PrecisionRecall {
    double precision = 0;  ///< share of samples within the real manifold
    double recall = 0;     ///< share of real faces within the samples' manifold
};
/// Manifolds are unions of balls to the k-th neighbour.
/// Source: Kynkäänniemi et al. 2019, Improved Precision and Recall Metric, eq. 1 and 2.
PrecisionRecall precisionRecall(const FeatureSet& real, const FeatureSet& samples, int k = 3);

/// For each sample the cosine similarity to its nearest reference, and which one that is.
struct Nearest {
    float similarity = -1;
    int reference = -1;
};
std::vector<Nearest> nearestReferences(const FeatureSet& samples, const FeatureSet& references);

}  // namespace lineament::gan
