#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <vector>

namespace lineament {

/// One comparison (or search) whose truth is known. a, b: numbers of the people its two pictures show.
struct Trial {
    float similarity = 0;
    bool mated = false;
    std::uint16_t group = 0;
    std::uint32_t a = 0, b = 0;
    float quality = std::numeric_limits<float>::quiet_NaN();  ///< of the poorer picture, 0 to 100
};

/// A point of the DET: the error rates of the rule "match if similarity >= threshold".
struct RatePoint {
    double fmr = 0;            ///< at most so many non-mated trials match
    double fnmr = 0;           ///< share of mated trials that do not
    double low = 0, high = 0;  ///< 95 % of the FNMR at this FMR; both fnmr where no band was worked out
    double threshold = 0;
};

/// What stands behind the rates at one threshold.
struct OperatingRates {
    double threshold = 0, fmr = 0, fnmr = 0;
    std::int64_t falseMatches = 0, nonMated = 0, falseNonMatches = 0, mated = 0;
};

/// Whether so many non-mated trials can tell a rate: none below 3 expected errors (the rule of three), few
/// below 30. Source: Doddington et al. 2000, Speech Communication 31.
enum class Support { kNone, kFew, kEnough };
Support supportFor(double rate, std::int64_t nonMated);

/// The rates that are asked for by name: 1e-1, 1e-2, 1e-3, 1e-4.
std::span<const double> usualRates();

/// Error rates of a set of trials at every threshold. The same class serves searches: a trial a search, FPIR
/// and FNIR in the place of FMR and FNMR. Immutable. Thread: any.
class ErrorRates {
  public:
    explicit ErrorRates(std::vector<Trial> trials);

    std::int64_t mated() const { return mated_; }
    std::int64_t nonMated() const { return nonMated_; }
    bool bothClasses() const { return mated_ > 0 && nonMated_ > 0; }
    /// By falling similarity.
    const std::vector<Trial>& trials() const { return trials_; }

    /// All throw Error(kInvalidArgument) unless there are both classes.
    OperatingRates atThreshold(double threshold) const;
    /// At the lowest FNMR whose FMR is at most this; of thresholds that miss as many the strictest, in the
    /// middle between two scores.
    OperatingRates atRate(double fmr) const;
    /// 20 points a decade of FMR, from 1 down to one error in all non-mated trials, by falling FMR.
    std::vector<RatePoint> curve() const;
    /// The same with bands: people are drawn with replacement, a trial counts as often as both its people
    /// were drawn. Where nothing was missed the band reaches to 3 in all mated people, since drawing them
    /// again tells nothing. The same seed gives the same band. perDraw may throw to give up. Cost: draws x
    /// trials. Source: Bolle, Ratha and Pankanti 2004, Error analysis of pattern recognition systems.
    std::vector<RatePoint> curveWithBand(int draws, const std::function<void()>& perDraw = {},
                                         std::uint64_t seed = 1) const;

  private:
    struct Step {
        double threshold;
        std::int64_t falseMatches, trueMatches;
    };
    void requireBoth() const;
    OperatingRates ratesOf(const Step& step) const;

    std::vector<Trial> trials_;
    std::vector<Step> steps_;  // the first accepts nothing; equal scores make one step
    std::int64_t mated_ = 0, nonMated_ = 0;
    std::uint32_t people_ = 0, matedPeople_ = 0;
};

}  // namespace lineament
