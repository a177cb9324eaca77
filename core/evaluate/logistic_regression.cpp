#include "core/evaluate/logistic_regression.h"

#include <algorithm>
#include <cmath>

#include "core/base/check.h"

namespace lineament {
namespace {

constexpr int kSteps = 15;
constexpr double kLeastCurvature = 1e-6;

/// Solves A x = b for a symmetric positive definite A of n x n, row by row; A is overwritten.
std::vector<double> solve(std::vector<double>& a, std::vector<double> b) {
    const std::size_t n = b.size();
    for (std::size_t j = 0; j < n; ++j) {
        for (std::size_t k = 0; k < j; ++k)
            for (std::size_t i = j; i < n; ++i)
                a[i * n + j] -= a[i * n + k] * a[j * n + k];
        const double root = std::sqrt(std::max(a[j * n + j], kLeastCurvature));
        for (std::size_t i = j; i < n; ++i)
            a[i * n + j] /= root;
    }
    for (std::size_t i = 0; i < n; ++i) {
        for (std::size_t k = 0; k < i; ++k)
            b[i] -= a[i * n + k] * b[k];
        b[i] /= a[i * n + i];
    }
    for (std::size_t i = n; i-- > 0;) {
        for (std::size_t k = i + 1; k < n; ++k)
            b[i] -= a[k * n + i] * b[k];
        b[i] /= a[i * n + i];
    }
    return b;
}

void standardise(const std::vector<LabelledMeasures>& examples, LogisticModel& model) {
    const std::size_t measures = examples.front().measures.size();
    const auto count = static_cast<double>(examples.size());
    model.means.assign(measures, 0);
    model.deviations.assign(measures, 0);
    for (const auto& example : examples)
        for (std::size_t i = 0; i < measures; ++i)
            model.means[i] += example.measures[i] / count;
    for (const auto& example : examples)
        for (std::size_t i = 0; i < measures; ++i)
            model.deviations[i] += std::pow(example.measures[i] - model.means[i], 2) / count;
    for (auto& deviation : model.deviations)
        deviation = std::sqrt(deviation) + 1e-6;
}

}  // namespace

double LogisticModel::logOdds(const std::vector<double>& measures, double farthest) const {
    LINEAMENT_REQUIRE(measures.size() == weights.size(), "measures", "the model was fitted to others");
    double sum = constant;
    for (std::size_t i = 0; i < measures.size(); ++i)
        sum += weights[i] * std::clamp((measures[i] - means[i]) / deviations[i], -farthest, farthest);
    return sum;
}

LogisticModel fitLogistic(const std::vector<LabelledMeasures>& examples, double ridge) {
    const auto yes = std::count_if(examples.begin(), examples.end(), [](const auto& e) { return e.yes; });
    const auto no = static_cast<std::ptrdiff_t>(examples.size()) - yes;
    LINEAMENT_REQUIRE(yes > 0 && no > 0, "examples", "both classes are needed");
    const std::size_t measures = examples.front().measures.size(), n = measures + 1;
    for (const auto& example : examples)
        LINEAMENT_REQUIRE(example.measures.size() == measures, "examples", "each must have as many measures");
    LogisticModel model;
    standardise(examples, model);
    std::vector<double> w(n, 0), x(n, 1);
    for (int step = 0; step < kSteps; ++step) {
        std::vector<double> hessian(n * n, 0), gradient(n, 0);
        for (const auto& example : examples) {
            double sum = w[measures];
            for (std::size_t i = 0; i < measures; ++i) {
                x[i] = (example.measures[i] - model.means[i]) / model.deviations[i];
                sum += w[i] * x[i];
            }
            const double share =
                static_cast<double>(examples.size()) / 2.0 / static_cast<double>(example.yes ? yes : no);
            const double p = 1 / (1 + std::exp(-sum));
            const double curvature = share * std::max(p * (1 - p), kLeastCurvature);
            for (std::size_t i = 0; i < n; ++i) {
                gradient[i] += share * ((example.yes ? 1 : 0) - p) * x[i];
                for (std::size_t k = 0; k <= i; ++k)
                    hessian[i * n + k] += curvature * x[i] * x[k];
            }
        }
        for (std::size_t i = 0; i < measures; ++i) {
            gradient[i] -= ridge * w[i];
            hessian[i * n + i] += ridge;
        }
        const auto change = solve(hessian, gradient);
        for (std::size_t i = 0; i < n; ++i)
            w[i] += change[i];
    }
    model.constant = w[measures];
    w.pop_back();
    model.weights = std::move(w);
    return model;
}

}  // namespace lineament
