#include "core/faces/embed/embedder.h"

#include <cmath>
#include <numeric>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "tests/core/faces/own_models.h"

using namespace lineament;
using nlohmann::json;
using test::OwnModels;
using test::samplePhoto;

namespace {

/// Two faces of sample3.jpg with landmarks that lie roughly right: enough for alignment.
std::vector<Face> twoFaces() {
    std::vector<Face> faces(2);
    faces[0].landmarks5 = {PointPx{640, 430}, {735, 425}, {680, 490}, {650, 545}, {730, 540}};
    faces[1].landmarks5 = {PointPx{1545, 410}, {1640, 400}, {1600, 470}, {1560, 520}, {1640, 515}};
    return faces;
}

json fusionOf(json parts) {
    return {{"id", "both"},
            {"role", "recogniser"},
            {"format", "builtin"},
            {"files", json::array()},
            {"spec", {{"network", "fusion"}, {"parts", std::move(parts)}}}};
}

json lbph() {
    return {{"id", "lbph"},
            {"role", "recogniser"},
            {"format", "builtin"},
            {"files", json::array()},
            {"spec", {{"network", "lbph"}, {"alignment", "eyes128"}, {"dimension", 3776}}}};
}

json feature() {
    return OwnModels::entry("feature", "recogniser", "fr_feature",
                            {{"input", {112, 112}},
                             {"mean", 127},
                             {"scale", 0.0078125},
                             {"alignment", "arcface112"},
                             {"dimension", 512}});
}

}  // namespace

TEST(Embedder, TheCosineOfFusedTemplatesIsTheWeightedMeanOfTheParts) {
    LINEAMENT_NEEDS(samplePhoto(1));
    const OwnModels models(std::vector<json>{
        feature(), lbph(), fusionOf({{{"id", "feature"}, {"weight", 3}}, {{"id", "lbph"}, {"weight", 1}}})});
    const cv::Mat photo = cv::imread(samplePhoto(3).string());
    const auto faces = twoFaces();
    const auto scoreOf = [&](const char* id) {
        const auto templates =
            Embedder(models.registry(), id, Device::kCpu, Precision::kFp32).embed(photo, faces, false);
        return similarity(templates.at(0), templates.at(1));
    };
    EXPECT_NEAR(scoreOf("both"), 0.75f * scoreOf("feature") + 0.25f * scoreOf("lbph"), 1e-4);
    const Embedder both(models.registry(), "both", Device::kCpu, Precision::kFp32);
    EXPECT_EQ(both.dimension(), 512 + 3776);
    EXPECT_EQ(both.key(), "both(feature@87aacdfe*3+lbph*1)");
}

TEST(Embedder, MirrorAveragingMakesTheTemplateBlindToMirroring) {
    LINEAMENT_NEEDS(samplePhoto(1));
    const OwnModels models(std::vector<json>{feature()});
    const Embedder embedder(models.registry(), "feature", Device::kCpu, Precision::kFp32);
    const cv::Mat photo = cv::imread(samplePhoto(3).string());
    cv::Mat mirrored;
    cv::flip(photo, mirrored, 1);
    const auto face = twoFaces()[0];
    Face other;
    constexpr std::size_t kSwap[] = {1, 0, 2, 4, 3};
    for (std::size_t i = 0; i < 5; ++i) {
        const PointPx p = face.landmarks5[kSwap[i]];
        other.landmarks5[i] = {static_cast<float>(photo.cols - 1) - p.x, p.y};
    }
    const auto score = [&](bool averaged) {
        return similarity(embedder.embed(photo, {&face, 1}, averaged).at(0),
                          embedder.embed(mirrored, {&other, 1}, averaged).at(0));
    };
    EXPECT_GT(score(true), 0.95f);  // the ArcFace template is not quite symmetric
    EXPECT_LT(score(false), score(true));
}

TEST(Embedder, AnEntryMayAskForMirrorAveragingAndItsKeySaysSo) {
    LINEAMENT_NEEDS(samplePhoto(1));
    auto averaged = feature();
    averaged["id"] = "averaged";
    averaged["spec"]["mirror"] = true;
    const OwnModels models(std::vector<json>{feature(), averaged});
    const cv::Mat photo = cv::imread(samplePhoto(3).string());
    const auto face = twoFaces()[0];
    const Embedder always(models.registry(), "averaged", Device::kCpu, Precision::kFp32),
        once(models.registry(), "feature", Device::kCpu, Precision::kFp32);
    EXPECT_EQ(always.key(), "averaged@87aacdfe+mirror");
    auto asked = once.embed(photo, {&face, 1}, true).at(0);
    asked.recogniser = always.key();
    EXPECT_GT(similarity(always.embed(photo, {&face, 1}, false).at(0), asked), 0.9999f);
}

TEST(Embedder, ManyFacesAreAnsweredInTheirOrder) {
    LINEAMENT_NEEDS(samplePhoto(1));
    const OwnModels models(std::vector<json>{feature()});
    const Embedder embedder(models.registry(), "feature", Device::kCpu, Precision::kFp32);
    const cv::Mat photo = cv::imread(samplePhoto(3).string());
    std::vector<Face> faces;
    for (int i = 0; i < 20; ++i)
        faces.push_back(twoFaces()[static_cast<std::size_t>(i % 2)]);
    const auto templates = embedder.embed(photo, faces, false);
    ASSERT_EQ(templates.size(), 20u);
    for (std::size_t i = 2; i < 20; ++i)
        EXPECT_GT(similarity(templates[i], templates[i % 2]), 0.999f);
    EXPECT_LT(similarity(templates[0], templates[1]), 0.5f);
    EXPECT_TRUE(embedder.embed(photo, {}, false).empty());
}

TEST(Embedder, TemplatesOfDifferentRecognisersCannotBeCompared) {
    LINEAMENT_NEEDS(samplePhoto(1));
    const OwnModels models(std::vector<json>{feature(), lbph()});
    const cv::Mat photo = cv::imread(samplePhoto(3).string());
    const auto face = twoFaces()[0];
    const auto a = Embedder(models.registry(), "feature", Device::kCpu, Precision::kFp32)
                       .embed(photo, {&face, 1}, false)
                       .at(0);
    const auto b = Embedder(models.registry(), "lbph", Device::kCpu, Precision::kFp32)
                       .embed(photo, {&face, 1}, false)
                       .at(0);
    LINEAMENT_EXPECT_ERROR(similarity(a, b), kModelMismatch);
}

TEST(Embedder, FusionsThatMakeNoSenseAreRefused) {
    const auto make = [](json parts) {
        const OwnModels models(std::vector<json>{lbph(), fusionOf(std::move(parts))});
        Embedder(models.registry(), "both", Device::kCpu, Precision::kFp32);
    };
    LINEAMENT_EXPECT_ERROR(make(json::array()), kModelInvalid);
    LINEAMENT_EXPECT_ERROR(make({{{"id", "lbph"}, {"weight", 0}}}), kModelInvalid);
    LINEAMENT_EXPECT_ERROR(make({{{"id", "both"}, {"weight", 1}}}), kModelInvalid);
    LINEAMENT_EXPECT_ERROR(make({{{"id", "nothing"}, {"weight", 1}}}), kNotFound);
}
