#include "core/faces/detect/face_detector.h"

#include <opencv2/imgcodecs.hpp>
#include <thread>

#include "core/base/error.h"
#include "tests/support/places.h"

using namespace lineament;
using test::modelsFolder;
using test::samplePhoto;

namespace {

/// Faces that a person counts in sample1.jpg to sample6.jpg.
constexpr std::size_t kFaces[] = {3, 3, 3, 4, 5, 4};

class Detectors : public testing::TestWithParam<const char*> {
  protected:
    void SetUp() override {
        LINEAMENT_NEEDS(samplePhoto(1));
        detector_ = makeDetector(std::make_shared<ModelRegistry>(modelsFolder()), GetParam(), Device::kCpu,
                                 Precision::kFp32);
    }
    std::vector<Detection> detect(int photo) const {
        return detector_->detect(cv::imread(samplePhoto(photo).string()), detector_->defaultMinScore());
    }
    std::unique_ptr<FaceDetector> detector_;
};

}  // namespace

TEST_P(Detectors, FindTheFacesOfTheSamplePhotos) {
    for (int photo = 1; photo <= 6; ++photo)
        EXPECT_EQ(detect(photo).size(), kFaces[photo - 1]) << "sample" << photo;
}

TEST_P(Detectors, PutTheBoxesWhereTheFacesAre) {
    // The face in the middle of sample3.jpg.
    const BoxPx truth = {585, 320, 205, 285};
    float best = 0;
    for (const auto& face : detect(3))
        best = std::max(best, iou(face.box, truth));
    EXPECT_GT(best, 0.6);
}

TEST_P(Detectors, GiveTheHighestScoreFirstAndNoneBelowTheThreshold) {
    const auto faces = detector_->detect(cv::imread(samplePhoto(5).string()), 0.3f);
    for (std::size_t i = 0; i < faces.size(); ++i) {
        EXPECT_GE(faces[i].score, 0.3f);
        EXPECT_LE(faces[i].score, 1.0f);
        if (i > 0) EXPECT_LE(faces[i].score, faces[i - 1].score);
    }
}

TEST_P(Detectors, FindNothingInAnEmptyPictureOfAnyShape) {
    for (const cv::Size size : {cv::Size(640, 480), cv::Size(1, 1), cv::Size(2000, 10), cv::Size(10, 2000)})
        EXPECT_TRUE(
            detector_->detect(cv::Mat(size, CV_8UC3, cv::Scalar::all(128)), detector_->defaultMinScore())
                .empty())
            << size;
}

TEST_P(Detectors, AnswerSeveralThreadsAtOnce) {
    std::array<std::size_t, 3> counts{};
    std::vector<std::thread> threads;
    for (auto& count : counts)
        threads.emplace_back([&] { count = detect(1).size(); });
    for (auto& thread : threads)
        thread.join();
    for (const auto count : counts)
        EXPECT_EQ(count, 3u);
}

INSTANTIATE_TEST_SUITE_P(Each, Detectors, testing::Values("fr_detect", "ssd_mobilenetv1", "blazeface"));

TEST(FaceDetector, NonMaximumSuppressionKeepsTheBestOfEachHeap) {
    const auto kept = suppressNonMaxima(
        {{{0, 0, 10, 10}, 0.5f, {}}, {{1, 1, 10, 10}, 0.9f, {}}, {{30, 0, 10, 10}, 0.7f, {}}}, 0.4f);
    ASSERT_EQ(kept.size(), 2u);
    EXPECT_EQ(kept[0].score, 0.9f);
    EXPECT_EQ(kept[1].score, 0.7f);
}

TEST(FaceDetector, TheFactoryNamesWhatIsWrong) {
    const auto registry = std::make_shared<ModelRegistry>(modelsFolder());
    const auto codeOf = [&](const char* id) {
        try {
            makeDetector(registry, id, Device::kCpu, Precision::kFp32);
        } catch (const Error& error) {
            return error.code();
        }
        return ErrorCode::kInternal;
    };
    EXPECT_EQ(codeOf("nothing"), ErrorCode::kNotFound);
    EXPECT_EQ(codeOf("fr_feature"), ErrorCode::kNotFound);
}
