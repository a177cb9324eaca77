#include "core/faces/align/landmark_model.h"

#include <cmath>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <thread>

#include "core/base/error.h"
#include "tests/support/places.h"

using namespace lineament;
using test::modelsFolder;
using test::samplePhoto;

namespace {

/// Boxes of the three faces of sample1.jpg, and their eye centres as read off the picture.
struct KnownFace {
    BoxPx box;
    PointPx leftEye, rightEye;
};
const KnownFace kSample1[] = {{{1464, 215, 215, 213}, {1556, 271}, {1611, 329}},
                              {{831, 430, 202, 219}, {867, 533}, {936, 498}},
                              {{416, 358, 183, 235}, {453, 439}, {528, 441}}};

class LandmarkModels : public testing::TestWithParam<const char*> {
  protected:
    void SetUp() override {
        LINEAMENT_NEEDS(samplePhoto(1));
        registry_ = std::make_shared<ModelRegistry>(modelsFolder());
        model_ = makeLandmarkModel(registry_, GetParam(), Device::kCpu, Precision::kFp32);
        photo_ = cv::imread(samplePhoto(1).string());
        for (const auto& face : kSample1)
            boxes_.push_back(face.box);
    }

    std::shared_ptr<const ModelRegistry> registry_;
    std::unique_ptr<LandmarkModel> model_;
    cv::Mat photo_;
    std::vector<BoxPx> boxes_;
};

}  // namespace

TEST_P(LandmarkModels, FindTheEyesOfASamplePhoto) {
    const auto faces = model_->locate(photo_, boxes_);
    ASSERT_EQ(faces.size(), 3u);
    for (std::size_t i = 0; i < 3; ++i) {
        const auto five = fivePoints(faces[i]);
        const float tolerance = 0.12f * boxes_[i].width;
        EXPECT_NEAR(five[0].x, kSample1[i].leftEye.x, tolerance) << "face " << i;
        EXPECT_NEAR(five[0].y, kSample1[i].leftEye.y, tolerance) << "face " << i;
        EXPECT_NEAR(five[1].x, kSample1[i].rightEye.x, tolerance) << "face " << i;
        EXPECT_NEAR(five[1].y, kSample1[i].rightEye.y, tolerance) << "face " << i;
    }
}

TEST_P(LandmarkModels, AnswerABatchAsTheyAnswerOneByOne) {
    const auto together = model_->locate(photo_, boxes_);
    for (std::size_t i = 0; i < boxes_.size(); ++i) {
        const auto alone = model_->locate(photo_, {&boxes_[i], 1}).at(0);
        for (std::size_t k = 0; k < 68; ++k)
            EXPECT_NEAR(std::hypot(alone[k].x - together[i][k].x, alone[k].y - together[i][k].y), 0, 0.5);
    }
}

TEST_P(LandmarkModels, FollowThePictureWhenItMoves) {
    cv::Mat moved;
    cv::copyMakeBorder(photo_, moved, 40, 0, 70, 0, cv::BORDER_CONSTANT);
    auto boxes = boxes_;
    for (auto& box : boxes)
        box.x += 70, box.y += 40;
    const auto before = model_->locate(photo_, boxes_), after = model_->locate(moved, boxes);
    for (std::size_t k = 0; k < 68; ++k) {
        EXPECT_NEAR(after[2][k].x, before[2][k].x + 70, 1);
        EXPECT_NEAR(after[2][k].y, before[2][k].y + 40, 1);
    }
}

TEST_P(LandmarkModels, AcceptBoxesBeyondThePictureAndNone) {
    EXPECT_TRUE(model_->locate(photo_, {}).empty());
    const std::vector<BoxPx> odd = {{-50, -60, 200, 240}, {1900, 1200, 300, 300}, {100, 100, 0, 0}};
    for (const auto& face : model_->locate(photo_, odd))
        for (const auto& p : face)
            EXPECT_TRUE(std::isfinite(p.x) && std::isfinite(p.y));
}

TEST_P(LandmarkModels, AnswerSeveralThreadsAtOnce) {
    const auto expected = model_->locate(photo_, boxes_);
    std::vector<std::thread> threads;
    std::array<std::vector<Landmarks68>, 3> answers;
    for (auto& answer : answers)
        threads.emplace_back([&] { answer = model_->locate(photo_, boxes_); });
    for (auto& thread : threads)
        thread.join();
    for (const auto& answer : answers)
        for (std::size_t i = 0; i < 3; ++i)
            EXPECT_NEAR(answer.at(i)[30].x, expected[i][30].x, 0.5);
}

INSTANTIATE_TEST_SUITE_P(Each, LandmarkModels, testing::Values("fr_landmark", "face_landmark_68"));

TEST(LandmarkModel, ADetectorIsNotOne) {
    LINEAMENT_NEEDS(modelsFolder() / "manifest.json");
    const auto registry = std::make_shared<ModelRegistry>(modelsFolder());
    EXPECT_THROW(makeLandmarkModel(registry, "fr_detect", Device::kCpu, Precision::kFp32), Error);
    EXPECT_THROW(makeLandmarkModel(registry, "nothing", Device::kCpu, Precision::kFp32), Error);
}
