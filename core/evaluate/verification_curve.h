#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace lineament {

struct Score {
    float similarity = 0;
    bool mated = false;
    int fold = 0;
};

/// Figures of a 1:1 protocol. Source: ISO/IEC 19795-1 (FMR, FNMR, DET); Huang et al. 2007 (LFW, View 2:
/// the threshold of each fold comes from the other folds).
struct VerificationFigures {
    std::int64_t mated = 0, nonMated = 0;
    double accuracy = 0, accuracyStd = 0;  ///< mean and standard deviation over folds
    double auc = 0, eer = 0;
    double threshold = 0;          ///< mean of the folds' thresholds
    std::map<int, double> thresholdOfFold;
    std::map<double, double> tar;  ///< 1 - FNMR by FMR (0.01, 0.001)
    struct DetPoint {
        double fmr, fnmr, threshold;
    };
    std::vector<DetPoint> det;  ///< by falling FMR, at most 200 points
};

/// Throws Error(kInvalidArgument) if one class is missing.
VerificationFigures verificationFigures(std::span<const Score> scores);

}  // namespace lineament
