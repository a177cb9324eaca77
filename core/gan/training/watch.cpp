#include "core/gan/training/watch.h"

#include <cmath>
#include <cstdio>

namespace lineament::gan {
namespace {

constexpr int kPatience = 20;       // lines of statistics in a row
constexpr double kCertain = 0.995;  // sigmoid of D's scores beyond which it always wins
constexpr double kAlike = 0.15;     // diversity of samples against that of real pictures
constexpr double kAdaLimit = 0.95;

double valueOf(const Statistics& statistics, const std::string& name, double otherwise) {
    const auto found = statistics.values.find(name);
    return found == statistics.values.end() ? otherwise : found->second;
}

double sigmoid(double x) {
    return 1 / (1 + std::exp(-x));
}

}  // namespace

std::optional<std::string> CollapseWatch::verdict(const Statistics& statistics) {
    for (const auto& [name, value] : statistics.values)
        if (!std::isfinite(value)) return name + " is not a number any more";

    const double real = sigmoid(valueOf(statistics, "score/real", 0)),
                 fake = sigmoid(valueOf(statistics, "score/fake", 0));
    linesWon_ = real > kCertain && fake < 1 - kCertain ? linesWon_ + 1 : 0;
    if (linesWon_ >= kPatience) {
        char text[160];
        std::snprintf(text, sizeof text,
                      "D always wins (real %.3f, fake %.3f): lower its rate or augment more", real, fake);
        return text;
    }
    const double diversity = valueOf(statistics, "diversity/fake", 1),
                 ofReal = valueOf(statistics, "diversity/real", 1);
    linesAlike_ = diversity < kAlike * ofReal ? linesAlike_ + 1 : 0;
    // The first pictures of every run are alike; only a run that had come further can collapse.
    startDiversity_ = std::max(startDiversity_, diversity);
    if (linesAlike_ >= kPatience && startDiversity_ > 2 * kAlike * ofReal)
        return "the samples have become alike (diversity " + std::to_string(diversity) + " against " +
               std::to_string(ofReal) + " of real pictures)";
    linesAtLimit_ = valueOf(statistics, "ada/p", 0) > kAdaLimit ? linesAtLimit_ + 1 : 0;
    if (linesAtLimit_ >= 5 * kPatience)
        return "augmentation has been at its limit for long: the set is too small for this network";
    return std::nullopt;
}

}  // namespace lineament::gan
