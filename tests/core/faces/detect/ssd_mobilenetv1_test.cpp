#include <fstream>
#include <nlohmann/json.hpp>
#include <opencv2/imgcodecs.hpp>
#include <thread>

#include "core/faces/detect/face_detector.h"
#include "tests/support/places.h"

using namespace lineament;
using test::samplePhoto;

namespace {

std::shared_ptr<const ModelRegistry> registry() {
    return std::make_shared<ModelRegistry>(test::modelsFolder());
}

std::unique_ptr<FaceDetector> detector(Precision precision) {
    return makeDetector(registry(), "ssd_mobilenetv1", Device::kCpu, precision);
}

/// Holds the detections against what the peer answered: IoU at least 0.9, scores within 0.02.
void expectPeersAnswers(const FaceDetector& ssd) {
    std::ifstream file(test::sharedFolder() / "data/golden/detect.json");
    const auto answers = nlohmann::json::parse(file);
    for (const auto& image : answers.at("images")) {
        const auto path = image.at("path").get<std::string>();
        auto found =
            ssd.detect(cv::imread((test::modelsFolder() / "weights/face-api" / path).string()), 0.5f);
        EXPECT_EQ(found.size(), image.at("faces").size()) << path;
        for (const auto& face : image.at("faces")) {
            const auto& b = face.at("box");
            const BoxPx box{b[0], b[1], b[2], b[3]};
            const auto best = std::max_element(found.begin(), found.end(), [&](const auto& x, const auto& y) {
                return iou(x.box, box) < iou(y.box, box);
            });
            ASSERT_NE(best, found.end());
            EXPECT_GE(iou(best->box, box), 0.9f) << path;
            EXPECT_NEAR(best->score, face.at("score").get<float>(), 0.02f) << path;
        }
    }
}

}  // namespace

TEST(SsdMobilenetV1, AnswersAsThePeerDoesOnItsOwnPhotos) {
    LINEAMENT_NEEDS(test::sharedFolder() / "data/golden/detect.json");
    LINEAMENT_NEEDS(samplePhoto(1));
    expectPeersAnswers(*detector(Precision::kFp32));
}

TEST(SsdMobilenetV1, AnswersAsThePeerDoesInTheChosenPrecision) {
    LINEAMENT_NEEDS(test::sharedFolder() / "data/golden/detect.json");
    LINEAMENT_NEEDS(samplePhoto(1));
    expectPeersAnswers(*detector(Precision::kAuto));
}

TEST(SsdMobilenetV1, FindsEveryFaceOfTheSamplePhotos) {
    LINEAMENT_NEEDS(samplePhoto(1));
    const auto models = registry();
    const auto counts = models->get("sample_photos").spec.at("faces").get<std::vector<std::size_t>>();
    const auto ssd = detector(Precision::kAuto);
    for (int n = 1; n <= 6; ++n)
        EXPECT_EQ(ssd->detect(cv::imread(samplePhoto(n).string()), 0.5f).size(), counts[n - 1]) << n;
}

TEST(SsdMobilenetV1, FollowsThePictureWhenItMoves) {
    LINEAMENT_NEEDS(samplePhoto(1));
    const auto ssd = detector(Precision::kAuto);
    const cv::Mat photo = cv::imread(samplePhoto(1).string());
    const auto before = ssd->detect(photo, 0.5f);
    cv::Mat wider(photo.rows + 200, photo.cols + 300, CV_8UC3, cv::Scalar::all(0));
    photo.copyTo(wider(cv::Rect(300, 200, photo.cols, photo.rows)));
    const auto after = ssd->detect(wider, 0.5f);
    ASSERT_EQ(after.size(), before.size());
    for (const auto& one : before) {
        const BoxPx moved{one.box.x + 300, one.box.y + 200, one.box.width, one.box.height};
        EXPECT_TRUE(std::any_of(after.begin(), after.end(),
                                [&](const auto& other) { return iou(other.box, moved) > 0.85f; }));
    }
}

TEST(SsdMobilenetV1, FindsNothingInNoiseAndTakesOddSizes) {
    LINEAMENT_NEEDS(samplePhoto(1));
    const auto ssd = detector(Precision::kAuto);
    for (const cv::Size size : {cv::Size(1, 1), cv::Size(3, 900), cv::Size(640, 7), cv::Size(300, 300)}) {
        cv::Mat noise(size, CV_8UC3);
        cv::RNG(1).fill(noise, cv::RNG::UNIFORM, 0, 256);
        EXPECT_TRUE(ssd->detect(noise, 0.5f).empty()) << size;
    }
}

TEST(SsdMobilenetV1, ServesSeveralThreadsAtOnce) {
    LINEAMENT_NEEDS(samplePhoto(1));
    const auto ssd = detector(Precision::kAuto);
    const cv::Mat photo = cv::imread(samplePhoto(2).string());
    std::vector<std::jthread> threads;
    for (int t = 0; t < 3; ++t)
        threads.emplace_back([&] { EXPECT_EQ(ssd->detect(photo, 0.5f).size(), 3u); });
}
