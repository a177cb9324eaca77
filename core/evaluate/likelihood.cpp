#include "core/evaluate/likelihood.h"

#include <algorithm>
#include <cmath>

#include "core/base/check.h"
#include "core/evaluate/logistic_regression.h"

namespace lineament {
namespace {

constexpr std::size_t kFewest = 50;
constexpr std::size_t kMostFitted = 20'000;  // of a kind; the others are counted, not fitted to
constexpr int kQuantiles = 201;

std::vector<double> quantilesOf(const std::vector<double>& sorted) {
    std::vector<double> quantiles;
    for (int i = 0; i < kQuantiles; ++i)
        quantiles.push_back(
            sorted[static_cast<std::size_t>(i * static_cast<double>(sorted.size() - 1) / (kQuantiles - 1))]);
    return quantiles;
}

double cost(const std::vector<double>& scores, const Likelihood& likelihood, double sign) {
    double sum = 0;
    for (const double score : scores)
        sum += std::log2(1 + std::pow(10, -sign * likelihood.log10At(score)));
    return sum / static_cast<double>(scores.size());
}

void addEvenly(const std::vector<double>& sorted, bool mated, std::vector<LabelledMeasures>& examples) {
    const std::size_t step = std::max<std::size_t>(1, sorted.size() / kMostFitted);
    for (std::size_t i = 0; i < sorted.size(); i += step)
        examples.push_back({{sorted[i]}, mated});
}

}  // namespace

double Likelihood::log10At(double similarity) const {
    return std::clamp((offset + slope * similarity) / std::log(10.0), log10Low, log10High);
}

Likelihood fitLikelihood(std::vector<double> mated, std::vector<double> nonMated) {
    LINEAMENT_REQUIRE(mated.size() >= kFewest && nonMated.size() >= kFewest, "comparisons",
                      "at least 50 of each kind are needed");
    std::sort(mated.begin(), mated.end());
    std::sort(nonMated.begin(), nonMated.end());
    std::vector<LabelledMeasures> examples;
    addEvenly(mated, true, examples);
    addEvenly(nonMated, false, examples);
    const auto model = fitLogistic(examples, 1e-3);
    Likelihood likelihood;
    likelihood.slope = model.weights[0] / model.deviations[0];
    likelihood.offset = model.constant - likelihood.slope * model.means[0];
    likelihood.mated = static_cast<long>(mated.size());
    likelihood.nonMated = static_cast<long>(nonMated.size());
    // An LR larger than the number of comparisons that might have contradicted it cannot be supported.
    likelihood.log10Low = -std::log10(static_cast<double>(mated.size()));
    likelihood.log10High = std::log10(static_cast<double>(nonMated.size()));
    likelihood.cllr = (cost(mated, likelihood, 1) + cost(nonMated, likelihood, -1)) / 2;
    likelihood.matedScores = quantilesOf(mated);
    likelihood.nonMatedScores = quantilesOf(nonMated);
    return likelihood;
}

TippettCurves tippett(const Likelihood& likelihood) {
    const auto share = [&](const std::vector<double>& scores, double x) {
        const auto reached = std::count_if(scores.begin(), scores.end(),
                                           [&](double score) { return likelihood.log10At(score) >= x; });
        return static_cast<double>(reached) / static_cast<double>(std::max<std::size_t>(1, scores.size()));
    };
    TippettCurves curves;
    for (double x = std::floor(likelihood.log10Low) - 0.5; x <= likelihood.log10High + 0.5; x += 0.05) {
        curves.log10.push_back(x);
        curves.mated.push_back(share(likelihood.matedScores, x));
        curves.nonMated.push_back(share(likelihood.nonMatedScores, x));
    }
    return curves;
}

}  // namespace lineament
