#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/faces/detect/face_detector.h"
#include "tests/core/faces/own_models.h"

using namespace lineament;
using nlohmann::json;
using test::OwnModels;
using test::samplePhoto;

namespace {

json ownSpec() {
    return {
        {"input", {320, 240}}, {"colour", "rgb"},
        {"mean", 127},         {"scale", 0.0078125},
        {"minScore", 0.65},    {"output", {{"boxes", "boxes"}, {"scores", "scores"}, {"scoreColumn", 1}}}};
}

std::unique_ptr<FaceDetector> make(const OwnModels& models, const char* id) {
    return makeDetector(models.registry(), id, Device::kCpu, Precision::kFp32);
}

}  // namespace

TEST(CustomDetector, AUsersOwnOnnxFindsFacesByItsManifestEntryAlone) {
    LINEAMENT_NEEDS(samplePhoto(1));
    const OwnModels models(std::vector<json>{OwnModels::entry("mine", "detector", "fr_detect", ownSpec())});
    const auto detector = make(models, "mine");
    const auto found = detector->detect(cv::imread(samplePhoto(3).string()), detector->defaultMinScore());
    ASSERT_EQ(found.size(), 3u);
    float best = 0;
    for (const auto& face : found)
        best = std::max(best, iou(face.box, {585, 320, 205, 285}));
    EXPECT_GT(best, 0.6);
}

TEST(CustomDetector, StretchAndLetterboxPutTheBoxesAtTheSamePlace) {
    LINEAMENT_NEEDS(samplePhoto(1));
    auto stretched = ownSpec();
    stretched["fit"] = "stretch";
    const OwnModels models(
        std::vector<json>{OwnModels::entry("boxed", "detector", "fr_detect", ownSpec()),
                          OwnModels::entry("stretched", "detector", "fr_detect", stretched)});
    const cv::Mat photo = cv::imread(samplePhoto(5).string());
    const auto a = make(models, "boxed")->detect(photo, 0.65f),
               b = make(models, "stretched")->detect(photo, 0.65f);
    ASSERT_EQ(a.size(), b.size());
    for (const auto& face : a)
        EXPECT_TRUE(std::any_of(b.begin(), b.end(),
                                [&](const Detection& other) { return iou(face.box, other.box) > 0.7f; }));
}

TEST(CustomDetector, AnEntryThatDoesNotFitTheFileIsRefused) {
    LINEAMENT_NEEDS(samplePhoto(1));
    auto noOutput = ownSpec(), wrongName = ownSpec(), wrongColumn = ownSpec(), noInput = ownSpec();
    noOutput.erase("output");
    noInput.erase("input");
    wrongName["output"]["boxes"] = "nowhere";
    wrongColumn["output"]["scoreColumn"] = 7;
    const OwnModels models(
        std::vector<json>{OwnModels::entry("no_output", "detector", "fr_detect", noOutput),
                          OwnModels::entry("no_input", "detector", "fr_detect", noInput),
                          OwnModels::entry("wrong_name", "detector", "fr_detect", wrongName),
                          OwnModels::entry("wrong_column", "detector", "fr_detect", wrongColumn)});
    const cv::Mat picture(240, 320, CV_8UC3, cv::Scalar::all(90));
    LINEAMENT_EXPECT_ERROR(make(models, "no_output"), kModelInvalid);
    LINEAMENT_EXPECT_ERROR(make(models, "no_input"), kModelInvalid);
    LINEAMENT_EXPECT_ERROR(make(models, "wrong_name")->detect(picture, 0.5f), kModelInvalid);
    LINEAMENT_EXPECT_ERROR(make(models, "wrong_column")->detect(picture, 0.5f), kModelInvalid);
}

TEST(CustomDetector, AMissingFileIsNamedWhenItIsNeeded) {
    const OwnModels models(
        std::vector<json>{OwnModels::missing("mine", "detector", ownSpec()),
                          OwnModels::missing("yunet", "detector", {{"network", "yunet"}})});
    const cv::Mat picture(240, 320, CV_8UC3, cv::Scalar::all(90));
    LINEAMENT_EXPECT_ERROR(make(models, "mine")->detect(picture, 0.5f), kModelMissing);
    LINEAMENT_EXPECT_ERROR(make(models, "yunet")->detect(picture, 0.5f), kModelMissing);
}
