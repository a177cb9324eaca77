#pragma once

#include <string>
#include <vector>

namespace lineament {

/// How much more likely a similarity is between pictures of one person than of two: what is known of one
/// recogniser from a measured population. ln LR = offset + slope x similarity, held within what so many
/// comparisons can support. Source: Morrison 2013, Australian Journal of Forensic Sciences 45(2).
struct Likelihood {
    double offset = 0, slope = 0;
    double log10Low = 0, log10High = 0;  ///< beyond them the population says nothing
    std::string population;
    long mated = 0, nonMated = 0;  ///< comparisons
    double cllr = 0;               ///< cost of the log likelihood ratios, 0 perfect, 1 useless
    /// Quantiles of the similarities, evenly from 0 to 1.
    std::vector<double> matedScores, nonMatedScores;

    double log10At(double similarity) const;
};

/// Fits offset and slope by logistic regression with equal priors.
/// Throws Error(kInvalidArgument) for fewer than 50 comparisons of a kind.
Likelihood fitLikelihood(std::vector<double> mated, std::vector<double> nonMated);

/// Share of comparisons whose log10 LR is at least x, a curve a kind. Source: Tippett et al. 1968.
struct TippettCurves {
    std::vector<double> log10;
    std::vector<double> mated, nonMated;
};
TippettCurves tippett(const Likelihood& likelihood);

}  // namespace lineament
