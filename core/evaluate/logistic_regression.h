#pragma once

#include <vector>

namespace lineament {

/// Probability of "yes" = 1 / (1 + exp(-(weights . (x - means) / deviations + constant))).
struct LogisticModel {
    std::vector<double> means, deviations;
    std::vector<double> weights;  ///< of each measure in deviations
    double constant = 0;

    /// The logarithm of the odds; measures are held within `farthest` deviations of their mean.
    double logOdds(const std::vector<double>& measures, double farthest = 4) const;
};

struct LabelledMeasures {
    std::vector<double> measures;
    bool yes = false;
};

/// Fits by Newton's method with a penalty of ridge / 2 on the squared weights; both classes weigh the same.
/// Throws Error(kInvalidArgument) unless there are both classes and equally many measures in each example.
/// Cost: examples x measures^2 a step, 15 steps. Source: Hastie, Tibshirani, Friedman, 2nd ed., 4.4.1.
LogisticModel fitLogistic(const std::vector<LabelledMeasures>& examples, double ridge = 10);

}  // namespace lineament
