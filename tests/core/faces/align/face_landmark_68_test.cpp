#include <fstream>
#include <nlohmann/json.hpp>
#include <opencv2/imgcodecs.hpp>

#include "core/faces/align/landmark_model.h"
#include "core/faces/detect/face_detector.h"
#include "tests/support/places.h"

using namespace lineament;
using nlohmann::json;
using test::samplePhoto;

namespace {

std::unique_ptr<LandmarkModel> make(const char* id, Precision precision = Precision::kAuto) {
    return makeLandmarkModel(std::make_shared<ModelRegistry>(test::modelsFolder()), id, Device::kCpu,
                             precision);
}

double meanDistance(const Landmarks68& a, const Landmarks68& b) {
    double sum = 0;
    for (std::size_t i = 0; i < 68; ++i)
        sum += std::hypot(a[i].x - b[i].x, a[i].y - b[i].y);
    return sum / 68;
}

Landmarks68 pointsOf(const json& list) {
    Landmarks68 points;
    for (std::size_t i = 0; i < 68; ++i)
        points[i] = {list[i][0], list[i][1]};
    return points;
}

class FaceLandmark68Precisions : public testing::TestWithParam<Precision> {};

}  // namespace

TEST_P(FaceLandmark68Precisions, LocatesAsThePeerDoes) {
    const auto golden = test::sharedFolder() / "data/golden";
    LINEAMENT_NEEDS(golden);
    LINEAMENT_NEEDS(samplePhoto(1));
    const auto model = make("face_landmark_68", GetParam());
    std::ifstream cropsFile(golden / "crops.json"), photosFile(golden / "detect.json");
    const auto crops = json::parse(cropsFile), photos = json::parse(photosFile);
    for (const auto& image : crops.at("images")) {
        const cv::Mat crop = cv::imread((golden / "crops" / image.at("path").get<std::string>()).string());
        const BoxPx whole{0, 0, 150, 150};
        EXPECT_LT(
            meanDistance(model->locate(crop, {&whole, 1}).at(0), pointsOf(image.at("landmarks68_of_crop"))),
            0.75)
            << image.at("path");
    }
    for (const auto& image : photos.at("images")) {
        const cv::Mat photo = cv::imread(
            (test::modelsFolder() / "weights/face-api" / image.at("path").get<std::string>()).string());
        for (const auto& face : image.at("faces")) {
            const auto& b = face.at("box");
            const BoxPx box{b[0], b[1], b[2], b[3]};
            EXPECT_LT(meanDistance(model->locate(photo, {&box, 1}).at(0), pointsOf(face.at("landmarks68"))),
                      0.01 * box.width)
                << image.at("path");
        }
    }
}
INSTANTIATE_TEST_SUITE_P(FaceLandmark68, FaceLandmark68Precisions,
                         testing::Values(Precision::kFp32, Precision::kAuto));

TEST(FaceLandmark68, AgreesWithAnotherNetworkAboutTheFeatures) {
    LINEAMENT_NEEDS(samplePhoto(1));
    const auto detector = makeDetector(std::make_shared<ModelRegistry>(test::modelsFolder()), "fr_detect",
                                       Device::kCpu, Precision::kAuto);
    const auto model = make("face_landmark_68"), other = make("fr_landmark");
    const cv::Mat photo = cv::imread(samplePhoto(3).string());
    for (const auto& face : detector->detect(photo, 0.65f)) {
        const BoxPx square = squaredByHeight(face.box);
        const auto mine = fivePoints(model->locate(photo, {&square, 1}).at(0)),
                   theirs = fivePoints(other->locate(photo, {&face.box, 1}).at(0));
        for (std::size_t i = 0; i < 5; ++i)
            EXPECT_LT(std::hypot(mine[i].x - theirs[i].x, mine[i].y - theirs[i].y), 0.12 * face.box.height)
                << i;
    }
}

TEST(FaceLandmark68, LocatesABatchAsItLocatesOne) {
    LINEAMENT_NEEDS(samplePhoto(1));
    const auto model = make("face_landmark_68");
    const cv::Mat photo = cv::imread(samplePhoto(1).string());
    const std::vector<BoxPx> boxes = {{414, 355, 178, 238}, {838, 421, 187, 227}, {1476, 200, 203, 240}};
    const auto together = model->locate(photo, boxes);
    for (std::size_t i = 0; i < boxes.size(); ++i)
        EXPECT_LT(meanDistance(together[i], model->locate(photo, {&boxes[i], 1}).at(0)), 0.3);
    EXPECT_GT(meanDistance(together[0], together[1]), 100);
}

TEST(FaceLandmark68, TakesBoxesThatReachOutOfThePicture) {
    LINEAMENT_NEEDS(samplePhoto(1));
    const auto model = make("face_landmark_68");
    const cv::Mat photo = cv::imread(samplePhoto(1).string());
    const std::vector<BoxPx> boxes = {{-50, -40, 100, 90}, {5000, 5000, 40, 60}, {10, 10, 0, 0}};
    for (const auto& points : model->locate(photo, boxes))
        for (const auto& point : points)
            EXPECT_TRUE(std::isfinite(point.x) && std::isfinite(point.y));
    EXPECT_TRUE(model->locate(photo, {}).empty());
}
