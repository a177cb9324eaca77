#include "core/faces/sure_threshold.h"

#include "core/base/error.h"
#include "tests/core/faces/own_models.h"

using namespace lineament;

namespace {

Calibration twoMillion() {
    return {{{1e-1, 0.2}, {1e-3, 0.4}, {5e-6, 0.6}}, "made up", 2'000'000};
}

}  // namespace

TEST(SureThreshold, TheLimitOfACountIsThePublishedOne) {
    // Garwood's table, upper 95 %, one-sided.
    EXPECT_NEAR(upperLimitOfCount(0), 2.996, 0.06);
    EXPECT_NEAR(upperLimitOfCount(10), 16.96, 0.02);
    EXPECT_NEAR(upperLimitOfCount(100), 118.08, 0.05);
}

TEST(SureThreshold, FewFalseMatchesAskForMoreSimilarityThanMany) {
    const auto calibration = twoMillion();
    EXPECT_NEAR(sureThresholdAt(calibration, 1e-2), calibration.thresholdAt(1e-2), 2e-3)
        << "20 000 false matches leave little doubt";
    const double rare = sureThresholdAt(calibration, 5e-6);
    EXPECT_GT(rare, calibration.thresholdAt(5e-6) + 0.01) << "ten leave much";
    EXPECT_NEAR(calibration.fmrAt(rare) * upperLimitOfCount(10) / 10, 5e-6, 1e-7);
}

TEST(SureThreshold, RisesWithoutAStepAlsoBeyondWhatWasMeasured) {
    const auto calibration = twoMillion();
    double before = 0;
    for (const double fmr : {1e-2, 1e-3, 1e-4, 1e-5, 5e-6, 4.9e-6, 1e-7}) {
        const double threshold = sureThresholdAt(calibration, fmr);
        EXPECT_GT(threshold, before);
        before = threshold;
    }
    EXPECT_THROW(sureThresholdAt(calibration, 0), Error);
}
