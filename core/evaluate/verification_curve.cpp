#include "core/evaluate/verification_curve.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "core/base/check.h"

namespace lineament {
namespace {

/// Scores by falling similarity, with the errors of the rule "match if similarity >= threshold" after each.
struct Roc {
    struct Step {
        double threshold;
        std::int64_t falseMatches, trueMatches;
    };
    std::vector<Step> steps;  // the first accepts nothing; equal scores make one step
    std::int64_t mated = 0, nonMated = 0;
};

Roc rocOf(std::vector<Score> scores) {
    std::sort(scores.begin(), scores.end(),
              [](const Score& a, const Score& b) { return a.similarity > b.similarity; });
    Roc roc;
    roc.steps.push_back({std::numeric_limits<double>::infinity(), 0, 0});
    for (std::size_t i = 0; i < scores.size(); ++i) {
        ++(scores[i].mated ? roc.mated : roc.nonMated);
        if (i + 1 == scores.size() || scores[i + 1].similarity < scores[i].similarity)
            roc.steps.push_back({scores[i].similarity, roc.nonMated, roc.mated});
    }
    return roc;
}

/// The threshold with the fewest errors, halfway to the next score below it. Of several that are equally good
/// the middle one: on other pairs the outer ones are the first to err.
double bestThreshold(const Roc& roc) {
    std::vector<std::size_t> best;
    std::int64_t fewest = std::numeric_limits<std::int64_t>::max();
    for (std::size_t i = 0; i < roc.steps.size(); ++i) {
        const std::int64_t errors = roc.steps[i].falseMatches + roc.mated - roc.steps[i].trueMatches;
        if (errors < fewest) best.clear();
        if (errors <= fewest) fewest = errors, best.push_back(i);
    }
    const std::size_t middle = best[best.size() / 2];
    if (middle == 0) return roc.steps.size() > 1 ? std::nextafter(roc.steps[1].threshold, 2.0) : 0;
    if (middle + 1 == roc.steps.size()) return roc.steps[middle].threshold;
    return (roc.steps[middle].threshold + roc.steps[middle + 1].threshold) / 2;
}

double accuracyAt(std::span<const Score> scores, double threshold) {
    const auto right = std::count_if(scores.begin(), scores.end(),
                                     [&](const Score& s) { return (s.similarity >= threshold) == s.mated; });
    return static_cast<double>(right) / static_cast<double>(scores.size());
}

/// Accuracy of each fold at the threshold that is best on the others; one fold alone is judged on itself.
void accuracyByFold(std::span<const Score> scores, VerificationFigures& figures) {
    std::set<int> folds;
    for (const auto& score : scores)
        folds.insert(score.fold);
    std::vector<double> accuracies;
    for (const int fold : folds) {
        std::vector<Score> test, rest;
        for (const auto& score : scores)
            (score.fold == fold ? test : rest).push_back(score);
        const double threshold = bestThreshold(rocOf(rest.empty() ? test : rest));
        accuracies.push_back(accuracyAt(test, threshold));
        figures.thresholdOfFold[fold] = threshold;
        figures.threshold += threshold / static_cast<double>(folds.size());
    }
    const double n = static_cast<double>(accuracies.size());
    for (const double a : accuracies)
        figures.accuracy += a / n;
    double squares = 0;
    for (const double a : accuracies)
        squares += (a - figures.accuracy) * (a - figures.accuracy);
    figures.accuracyStd = n > 1 ? std::sqrt(squares / (n - 1)) : 0;
}

double areaUnder(const Roc& roc) {
    double area = 0;
    for (std::size_t i = 1; i < roc.steps.size(); ++i) {
        const auto &from = roc.steps[i - 1], &to = roc.steps[i];
        area += static_cast<double>(to.falseMatches - from.falseMatches) *
                static_cast<double>(to.trueMatches + from.trueMatches) / 2;
    }
    return area / (static_cast<double>(roc.mated) * static_cast<double>(roc.nonMated));
}

double equalErrorRate(const std::vector<VerificationFigures::DetPoint>& points) {
    // Points by falling FMR: where FNMR overtakes it, on the line between the two neighbours.
    for (std::size_t i = 1; i < points.size(); ++i) {
        const double before = points[i - 1].fmr - points[i - 1].fnmr, after = points[i].fmr - points[i].fnmr;
        if (after > 0) continue;
        const double t = before > after ? before / (before - after) : 0;
        return points[i - 1].fmr + t * (points[i].fmr - points[i - 1].fmr);
    }
    return 0;
}

/// At most `most` points, spread over the logarithm of the FMR as the curve is drawn, ends kept.
std::vector<VerificationFigures::DetPoint> thinned(const std::vector<VerificationFigures::DetPoint>& points,
                                                   std::size_t most) {
    if (points.size() <= most) return points;
    double smallest = 1;
    for (const auto& p : points)
        if (p.fmr > 0) smallest = std::min(smallest, p.fmr);
    std::vector<VerificationFigures::DetPoint> kept{points.front()};
    const double step = std::log(smallest) / static_cast<double>(most - 3);
    double next = step;
    for (std::size_t i = 1; i + 1 < points.size(); ++i)
        if (points[i].fmr > 0 && std::log(points[i].fmr) <= next) {
            kept.push_back(points[i]);
            while (std::log(points[i].fmr) <= next && next > 2 * std::log(smallest))
                next += step;
        }
    kept.push_back(points.back());
    return kept;
}

}  // namespace

VerificationFigures verificationFigures(std::span<const Score> scores) {
    const Roc roc = rocOf({scores.begin(), scores.end()});
    LINEAMENT_REQUIRE(roc.mated > 0 && roc.nonMated > 0, "verification",
                      "it needs mated and non-mated pairs");
    VerificationFigures figures;
    figures.mated = roc.mated, figures.nonMated = roc.nonMated;
    accuracyByFold(scores, figures);
    figures.auc = areaUnder(roc);
    std::vector<VerificationFigures::DetPoint> points;
    for (auto step = roc.steps.rbegin(); step != roc.steps.rend(); ++step) {
        const double threshold =
            std::isinf(step->threshold) ? std::nextafter(roc.steps[1].threshold, 2.0) : step->threshold;
        points.push_back({static_cast<double>(step->falseMatches) / static_cast<double>(roc.nonMated),
                          1 - static_cast<double>(step->trueMatches) / static_cast<double>(roc.mated),
                          threshold});
    }
    figures.eer = equalErrorRate(points);
    for (const double fmr : {0.01, 0.001}) {
        double best = 0;
        for (const auto& point : points)
            if (point.fmr <= fmr) best = std::max(best, 1 - point.fnmr);
        figures.tar[fmr] = best;
    }
    figures.det = thinned(points, 200);
    return figures;
}

}  // namespace lineament
