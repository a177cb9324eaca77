#include "core/faces/sure_threshold.h"

#include <algorithm>
#include <cmath>

namespace lineament {
namespace {

constexpr double kOneSided95 = 1.644854;
constexpr int kSteps = 60;  // of bisection: far below the precision of a similarity

}  // namespace

double upperLimitOfCount(double count) {
    const double shape = count + 1;
    const double root = 1 - 1 / (9 * shape) + kOneSided95 / (3 * std::sqrt(shape));
    return shape * root * root * root;
}

double sureThresholdAt(const Calibration& calibration, double fmr) {
    const auto comparisons = static_cast<double>(calibration.comparisons);
    if (calibration.points.empty() || comparisons <= 0) return calibration.thresholdAt(fmr);
    const double lowestMeasured = calibration.points.back().fmr;
    const auto limitOf = [&](double measured) {
        const double count = std::max(measured, lowestMeasured) * comparisons;
        return measured * upperLimitOfCount(count) / count;
    };
    double low = 0, high = fmr;  // the rate to be measured, for the limit to be what was asked for
    for (int step = 0; step < kSteps; ++step) {
        const double middle = (low + high) / 2;
        (limitOf(middle) <= fmr ? low : high) = middle;
    }
    return calibration.thresholdAt(low);
}

}  // namespace lineament
