#include "core/faces/liveness/liveness.h"

#include <gtest/gtest.h>

#include <fstream>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/faces/face_engine.h"
#include "tests/support/places.h"

using namespace lineament;
using namespace lineament::test;

namespace {

class LivenessTest : public testing::Test {
  protected:
    void SetUp() override {
        LINEAMENT_NEEDS(samplePhoto(1));
        registry = std::make_shared<ModelRegistry>(modelsFolder());
    }
    std::shared_ptr<const ModelRegistry> registry;
};

LivenessCalibration twoMeasures() {
    LivenessCalibration calibration;
    calibration.means = {10, 0};
    calibration.deviations = {2, 1};
    calibration.weights = {1, 0, -0.5};
    return calibration;
}

}  // namespace

TEST(LivenessCalibration, ScoresTheOddsOfTheWeighedMeasures) {
    const auto calibration = twoMeasures();
    EXPECT_NEAR(calibration.score({11, 7}), 0.5, 1e-9);
    EXPECT_GT(calibration.score({14, 0}), 0.8);
    // What lies far from all that was calibrated counts as four deviations.
    EXPECT_EQ(calibration.score({1e9, 0}), calibration.score({18, 0}));
    EXPECT_THROW(calibration.score({1}), Error);
}

TEST(LivenessCalibration, IsKeptBesideWhatElseTheFileHolds) {
    TempFolder folder;
    std::ofstream(folder / "calibration.json") << R"({"other": 1})";
    saveLivenessCalibration(folder / "calibration.json", "net@1", twoMeasures());
    std::ifstream file(folder / "calibration.json");
    const auto json = nlohmann::json::parse(file);
    EXPECT_EQ(json.at("other"), 1);
    EXPECT_EQ(json.at("net@1").at("weights").size(), 3u);
}

TEST_F(LivenessTest, TheShippedCalibrationSaysWhomItWasMeasuredOn) {
    const Liveness liveness(registry);
    const auto& calibration = liveness.calibration();
    EXPECT_NE(calibration.population.find("people"), std::string::npos);
    EXPECT_LE(calibration.apcer.low, calibration.apcer.value);
    EXPECT_LE(calibration.apcer.value, calibration.apcer.high);
    EXPECT_TRUE(liveness.isLive(static_cast<float>(calibration.threshold)));
}

TEST_F(LivenessTest, LivePeopleOfPhotosCountAsLiveAndSmallFacesAreNotJudged) {
    const FaceEngine engine(registry);
    const Liveness liveness(registry);
    const cv::Mat picture = cv::imread(samplePhoto(3).string());
    auto faces = engine.detect(picture);
    ASSERT_FALSE(faces.empty());
    engine.judgeLiveness(picture, faces);
    ASSERT_TRUE(faces.front().liveness);
    EXPECT_EQ(faces.front().liveness, liveness.score(picture, faces.front()));
    EXPECT_GE(*faces.front().liveness, 0);
    EXPECT_LE(*faces.front().liveness, 1);
    Face small = faces.front();
    for (auto& point : small.landmarks5)
        point = {point.x / 50, point.y / 50};
    EXPECT_EQ(liveness.score(picture, small), std::nullopt);
}

TEST_F(LivenessTest, AModelsFolderWithoutItLeavesFacesUnjudgedInDetection) {
    TempFolder folder;
    std::filesystem::copy(modelsFolder() / "manifest.json", folder / "manifest.json");
    std::filesystem::create_directory_symlink(modelsFolder() / "weights", folder / "weights");
    const auto bare = std::make_shared<ModelRegistry>(folder.path());
    EXPECT_THROW(Liveness{bare}, Error);  // no calibration.json
    const FaceEngine engine(bare);
    const cv::Mat grey(100, 100, CV_8UC3, cv::Scalar::all(99));
    Face face;
    engine.judgeLiveness(grey, {&face, 1});
    EXPECT_EQ(face.liveness, std::nullopt);
}

TEST_F(LivenessTest, TellsPrintedPhotosFromThePeopleOnThem) {
    const auto spoof = sharedFolder() / "data/spoof";
    LINEAMENT_NEEDS(spoof);
    const FaceEngine engine(registry);
    const Liveness liveness(registry);
    for (const char* kind : {"live", "printed"}) {
        int right = 0, judged = 0;
        for (const auto& entry : std::filesystem::directory_iterator(spoof / kind / "0002")) {
            const cv::Mat picture = cv::imread(entry.path().string());
            const auto faces = engine.detect(picture);
            if (faces.empty()) continue;
            if (const auto score = liveness.score(picture, faces.front())) {
                ++judged;
                right += liveness.isLive(*score) == (std::string(kind) == "live");
            }
            if (judged == 12) break;
        }
        EXPECT_GE(right, judged - 2) << kind;
        EXPECT_GT(judged, 5) << kind;
    }
}
