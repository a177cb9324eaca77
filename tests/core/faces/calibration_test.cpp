#include "core/faces/calibration.h"

#include <cmath>

#include "core/base/error.h"
#include "tests/core/faces/own_models.h"

using namespace lineament;
using test::modelsFolder;

namespace {

Calibration threeDecades() {
    return {{{1e-1, 0.2}, {1e-2, 0.3}, {1e-3, 0.4}}, "made up", 100'000};
}

}  // namespace

TEST(Calibration, InterpolatesTheLogarithmOfTheRate) {
    const auto calibration = threeDecades();
    EXPECT_DOUBLE_EQ(calibration.thresholdAt(1e-2), 0.3);
    EXPECT_NEAR(calibration.thresholdAt(std::pow(10, -2.5)), 0.35, 1e-9);
    EXPECT_NEAR(calibration.fmrAt(0.25), std::pow(10, -1.5), 1e-9);
}

TEST(Calibration, GoesOnAlongTheLastDecadeBeyondItsPoints) {
    const auto calibration = threeDecades();
    EXPECT_NEAR(calibration.thresholdAt(1e-5), 0.6, 1e-9);
    EXPECT_NEAR(calibration.fmrAt(0.6), 1e-5, 1e-12);
    EXPECT_NEAR(calibration.thresholdAt(1), 0.1, 1e-9);
    EXPECT_EQ(calibration.fmrAt(-1), 1);
}

TEST(Calibration, ThresholdAndRateAreEachOthersInverse) {
    const auto calibration = threeDecades();
    for (const double fmr : {0.3, 0.05, 0.004, 2e-4, 1e-6})
        EXPECT_NEAR(calibration.fmrAt(calibration.thresholdAt(fmr)) / fmr, 1, 1e-6);
}

TEST(Calibration, RefusesRatesThatAreNone) {
    LINEAMENT_EXPECT_ERROR(threeDecades().thresholdAt(0), kInvalidArgument);
    LINEAMENT_EXPECT_ERROR(threeDecades().thresholdAt(1.5), kInvalidArgument);
    LINEAMENT_EXPECT_ERROR(Calibration().thresholdAt(0.1), kInvalidArgument);
}

TEST(Calibration, WhatIsSavedIsLoadedAgainBesideOthers) {
    const test::OwnModels models(std::vector<nlohmann::json>{});
    const auto file = models.registry()->folder() / "calibration.json";
    saveCalibration(file, "a@1", threeDecades());
    auto other = threeDecades();
    other.population = "others";
    saveCalibration(file, "b@2", other);
    const auto loaded = loadCalibration(*models.registry(), "a@1");
    EXPECT_EQ(loaded.population, "made up");
    EXPECT_EQ(loaded.comparisons, 100'000);
    ASSERT_EQ(loaded.points.size(), 3u);
    EXPECT_DOUBLE_EQ(loaded.points[2].threshold, 0.4);
    EXPECT_EQ(loadCalibration(*models.registry(), "b@2").population, "others");
    LINEAMENT_EXPECT_ERROR(loadCalibration(*models.registry(), "c@3"), kModelMissing);
}

TEST(Calibration, ADamagedFileIsNotTakenForNone) {
    const test::OwnModels models(std::vector<nlohmann::json>{});
    const auto file = models.registry()->folder() / "calibration.json";
    for (const char* text :
         {"{", R"({"a@1":{"points":[]}})",
          R"({"a@1":{"population":"p","comparisons":1,"points":[[0.1,0.5],[0.2,0.6]]}})"}) {
        std::ofstream(file) << text;
        LINEAMENT_EXPECT_ERROR(loadCalibration(*models.registry(), "a@1"), kModelInvalid);
    }
}

TEST(Calibration, ShipsForEveryRecogniserOfTheManifest) {
    const ModelRegistry registry(modelsFolder());
    for (const char* key : {"fr_feature@87aacdfe", "resnet34@b413e420", "mobilefacenet@d8ba40c0", "lbph"}) {
        const auto calibration = loadCalibration(registry, key);
        EXPECT_GT(calibration.comparisons, 1'000'000) << key;
        EXPECT_LE(calibration.points.back().fmr, 1e-5) << key;
        EXPECT_GT(calibration.thresholdAt(1e-5), calibration.thresholdAt(1e-2)) << key;
        EXPECT_FALSE(calibration.population.empty());
    }
}
