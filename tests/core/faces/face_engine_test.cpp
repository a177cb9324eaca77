#include "core/faces/face_engine.h"

#include <cmath>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <thread>

#include "core/base/error.h"
#include "tests/core/faces/own_models.h"

using namespace lineament;
using test::modelsFolder;
using test::samplePhoto;

namespace {

class Engine : public testing::Test {
  protected:
    void SetUp() override {
        LINEAMENT_NEEDS(samplePhoto(1));
        registry_ = std::make_shared<ModelRegistry>(modelsFolder());
    }
    cv::Mat photo(int n) const { return cv::imread(samplePhoto(n).string()); }
    std::shared_ptr<const ModelRegistry> registry_;
};

}  // namespace

TEST_F(Engine, FindsDescribesAndEmbedsTheFacesOfASamplePhoto) {
    const FaceEngine engine(registry_);
    const cv::Mat picture = photo(6);
    const auto faces = engine.detect(picture);
    ASSERT_EQ(faces.size(), 4u);
    for (std::size_t i = 0; i < faces.size(); ++i) {
        const auto& face = faces[i];
        if (i > 0) EXPECT_LE(face.box.area(), faces[i - 1].box.area());
        ASSERT_TRUE(face.landmarks68);
        EXPECT_LT(face.landmarks5[0].x, face.landmarks5[1].x);
        EXPECT_LT(face.landmarks5[0].y, face.landmarks5[3].y);
        EXPECT_LT(std::abs(face.pose.roll), 30);
        EXPECT_GT(face.quality.overall, 50);
        EXPECT_EQ(face.liveness, std::nullopt);
    }
    const auto templates = engine.embed(picture, faces);
    ASSERT_EQ(templates.size(), 4u);
    for (const auto& t : templates) {
        EXPECT_EQ(t.recogniser, engine.recogniserKey());
        EXPECT_EQ(t.values.size(), static_cast<std::size_t>(engine.dimension()));
        EXPECT_NEAR(similarity(t, t), 1, 1e-4);
    }
    // Four people in one photo are four people.
    for (std::size_t i = 0; i < 4; ++i)
        for (std::size_t j = i + 1; j < 4; ++j)
            EXPECT_LT(similarity(templates[i], templates[j]), engine.calibration().thresholdAt(1e-3))
                << i << ' ' << j;
}

TEST_F(Engine, KnowsAFaceAgainInADegradedCopy) {
    const FaceEngine engine(registry_);
    const cv::Mat picture = photo(3);
    cv::Mat copy;
    cv::resize(picture, copy, {}, 0.4, 0.4, cv::INTER_AREA);
    cv::flip(copy, copy, 1);
    copy.convertTo(copy, -1, 0.7, 10);
    const auto a = engine.detect(picture), b = engine.detect(copy);
    ASSERT_EQ(a.size(), b.size());
    const auto ta = engine.embed(picture, a), tb = engine.embed(copy, b);
    const double threshold = engine.calibration().thresholdAt(1e-4);
    for (const auto& t : ta) {
        const auto matches = std::count_if(
            tb.begin(), tb.end(), [&](const Template& other) { return similarity(t, other) >= threshold; });
        EXPECT_EQ(matches, 1);
    }
}

TEST_F(Engine, KnowsAPersonWhosePictureStandsOnItsHead) {
    const FaceEngine engine(registry_);
    const cv::Mat picture = photo(3);
    cv::Mat turned;
    cv::rotate(picture, turned, cv::ROTATE_180);
    const auto a = engine.detect(picture), b = engine.detect(turned);
    ASSERT_FALSE(b.empty());
    const auto ta = engine.embed(picture, a), tb = engine.embed(turned, b);
    const double threshold = engine.calibration().thresholdAt(1e-4);
    for (std::size_t i = 0; i < b.size(); ++i) {
        EXPECT_GT(std::abs(b[i].pose.roll), 150);
        EXPECT_FALSE(b[i].quality.issues.empty());
        EXPECT_EQ(std::count_if(ta.begin(), ta.end(),
                                [&](const Template& other) { return similarity(tb[i], other) >= threshold; }),
                  1);
    }
}

TEST_F(Engine, KeysNameTheRecogniserAndItsWeightsWithoutLoadingThem) {
    const auto keyOf = [&](const char* id) {
        FaceEngineOptions options;
        options.recogniser = id;
        return FaceEngine(registry_, options).recogniserKey();
    };
    EXPECT_EQ(keyOf("fr_feature"), "fr_feature@87aacdfe");
    EXPECT_EQ(keyOf("resnet34"), "resnet34@b413e420");
    EXPECT_NE(keyOf("fused").find("fr_feature@87aacdfe"), std::string::npos);
    EXPECT_NE(keyOf("fused").find("resnet34@b413e420"), std::string::npos);
}

TEST_F(Engine, EveryRecogniserOfTheManifestHasACalibration) {
    for (const auto* model : registry_->withRole("recogniser")) {
        if (!model->builtIn) continue;
        FaceEngineOptions options;
        options.recogniser = model->id;
        EXPECT_GT(FaceEngine(registry_, options).calibration().comparisons, 0) << model->id;
    }
}

TEST_F(Engine, RefusesIdsThatTheManifestDoesNotHave) {
    for (const auto member :
         {&FaceEngineOptions::detector, &FaceEngineOptions::landmarks, &FaceEngineOptions::recogniser}) {
        FaceEngineOptions options;
        options.*member = "nothing";
        LINEAMENT_EXPECT_ERROR(FaceEngine(registry_, options), kNotFound);
    }
}

TEST_F(Engine, RefusesPicturesOfAnotherKind) {
    const FaceEngine engine(registry_);
    LINEAMENT_EXPECT_ERROR(engine.detect(cv::Mat()), kInvalidArgument);
    LINEAMENT_EXPECT_ERROR(engine.detect(cv::Mat(100, 100, CV_8U)), kInvalidArgument);
}

TEST_F(Engine, SmallestFaceIsAnOption) {
    FaceEngineOptions options;
    options.minFacePx = 190;
    const auto faces = FaceEngine(registry_, options).detectBoxes(photo(1));
    EXPECT_LT(faces.size(), 3u);
    for (const auto& face : faces)
        EXPECT_GE(face.box.width, 190);
}

TEST_F(Engine, AnswersSeveralThreadsAtOnceFromTheFirstCall) {
    const FaceEngine engine(registry_);
    const cv::Mat picture = photo(1);
    std::array<std::vector<Template>, 3> answers;
    std::vector<std::thread> threads;
    for (auto& answer : answers)
        threads.emplace_back([&] { answer = engine.embed(picture, engine.detect(picture)); });
    for (auto& thread : threads)
        thread.join();
    for (const auto& answer : answers) {
        ASSERT_EQ(answer.size(), 3u);
        for (std::size_t i = 0; i < 3; ++i)
            EXPECT_GT(similarity(answer[i], answers[0][i]), 0.999f);
    }
}

TEST_F(Engine, ACropShowsTheFaceWithAMarginAndKeepsToTheSize) {
    const cv::Mat picture = photo(1);
    const auto bytes = faceCrop(picture, {416, 358, 183, 235}, 128);
    const cv::Mat raw(1, static_cast<int>(bytes.size()), CV_8U, const_cast<std::byte*>(bytes.data()));
    const cv::Mat crop = cv::imdecode(raw, cv::IMREAD_COLOR);
    EXPECT_EQ(std::max(crop.cols, crop.rows), 128);
    EXPECT_NEAR(double(crop.cols) / crop.rows, 183.0 / 235, 0.03);
    EXPECT_FALSE(faceCrop(picture, {-20, -20, 60, 60}).empty());
    LINEAMENT_EXPECT_ERROR(faceCrop(picture, {5000, 5000, 60, 60}), kInvalidArgument);
}
