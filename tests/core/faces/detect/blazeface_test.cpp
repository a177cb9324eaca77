#include <opencv2/imgcodecs.hpp>

#include "core/faces/detect/face_detector.h"
#include "tests/support/places.h"

using namespace lineament;
using test::samplePhoto;

namespace {

std::unique_ptr<FaceDetector> makeBlazeFace(const char* id, Precision precision = Precision::kAuto) {
    return makeDetector(std::make_shared<ModelRegistry>(test::modelsFolder()), id, Device::kCpu, precision);
}

}  // namespace

TEST(Blazeface, FindsTheFacesThatAnotherDetectorFinds) {
    LINEAMENT_NEEDS(samplePhoto(1));
    const auto blazeface = makeBlazeFace("blazeface"), other = makeBlazeFace("fr_detect");
    for (int n = 1; n <= 6; ++n) {
        const cv::Mat photo = cv::imread(samplePhoto(n).string());
        const auto found = blazeface->detect(photo, 0.5f), expected = other->detect(photo, 0.65f);
        EXPECT_EQ(found.size(), expected.size()) << n;
        for (const auto& face : expected)  // the two draw a leaning head differently
            EXPECT_TRUE(std::any_of(found.begin(), found.end(), [&](const auto& one) {
                return iou(one.box, face.box) > 0.45f;
            })) << n;
    }
}

TEST(Blazeface, AnswersAlikeInBothPrecisions) {
    LINEAMENT_NEEDS(samplePhoto(1));
    const cv::Mat photo = cv::imread(samplePhoto(4).string());
    const auto exact = makeBlazeFace("blazeface", Precision::kFp32)->detect(photo, 0.5f);
    const auto quick = makeBlazeFace("blazeface", Precision::kBf16)->detect(photo, 0.5f);
    ASSERT_EQ(exact.size(), quick.size());
    for (const auto& face : exact)
        EXPECT_TRUE(std::any_of(quick.begin(), quick.end(), [&](const auto& one) {
            return iou(one.box, face.box) > 0.9f && std::abs(one.score - face.score) < 0.03f;
        }));
}

TEST(Blazeface, FindsAFaceWhereverItStandsInATallPicture) {
    LINEAMENT_NEEDS(samplePhoto(1));
    const auto blazeface = makeBlazeFace("blazeface");
    const cv::Mat photo = cv::imread(samplePhoto(3).string());
    const cv::Mat face = photo(cv::Rect(1020, 150, 350, 350));
    for (const int y : {0, 500, 1050}) {
        cv::Mat tall(1400, 400, CV_8UC3, cv::Scalar::all(128));
        face.copyTo(tall(cv::Rect(25, y, 350, 350)));
        const auto found = blazeface->detect(tall, 0.5f);
        ASSERT_EQ(found.size(), 1u) << y;
        EXPECT_NEAR(found[0].box.centre().y, y + 175.0f, 60.0f);
        EXPECT_NEAR(found[0].box.centre().x, 200.0f, 60.0f);
    }
}
