#include <atomic>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/faces/detect/face_detector.h"
#include "tests/support/places.h"

using namespace lineament;
using test::modelsFolder;
using test::samplePhoto;

namespace {

/// Finds white discs between 12 and 150 px of its 320 x 240 input: a detector whose limits are known.
class DiscDetector final : public FaceDetector {
  public:
    const std::string& id() const override { return id_; }
    float defaultMinScore() const override { return 0.5f; }
    SizePx inputSize() const override { return {320, 240}; }
    float reliableFacePx() const override { return 12; }

    std::vector<Detection> detect(const cv::Mat& bgr, float) const override {
        ++calls;
        const float scale = std::min(1.0f, std::min(320.0f / bgr.cols, 240.0f / bgr.rows));
        cv::Mat small, labels, stats, centres;
        cv::resize(bgr, small, {}, scale, scale, cv::INTER_AREA);
        cv::cvtColor(small, small, cv::COLOR_BGR2GRAY);
        const int count = cv::connectedComponentsWithStats(small > 150, labels, stats, centres);
        std::vector<Detection> found;
        for (int i = 1; i < count; ++i) {
            const auto* s = stats.ptr<int>(i);
            if (s[2] < 12 || s[2] > 150 || s[3] < s[2] * 0.8) continue;
            const auto px = [&](int k) { return static_cast<float>(s[k]) / scale; };
            found.push_back({{px(0), px(1), px(2), px(3)}, 0.8f, std::nullopt});
        }
        return found;
    }
    mutable std::atomic<int> calls{0};

  private:
    std::string id_ = "discs";
};

cv::Mat pictureWithDisc(cv::Size size, cv::Point centre, int width) {
    cv::Mat picture(size, CV_8UC3, cv::Scalar::all(40));
    cv::circle(picture, centre, width / 2, cv::Scalar::all(255), cv::FILLED);
    return picture;
}

}  // namespace

TEST(Tiling, FindsEachDiscOnceWhateverItsSizeAndPlace) {
    const DiscDetector detector;
    for (const int width : {17, 24, 40, 80, 160, 300, 500})
        for (const cv::Point centre : {cv::Point(300, 300), cv::Point(811, 633), cv::Point(1320, 900)}) {
            const auto found = detectTiled(detector, pictureWithDisc({1600, 1200}, centre, width), 0.5f, 16);
            ASSERT_EQ(found.size(), 1u) << width << " px at " << centre;
            EXPECT_NEAR(found[0].box.centre().x, centre.x, 0.1 * width + 3);
            EXPECT_NEAR(found[0].box.centre().y, centre.y, 0.1 * width + 3);
            EXPECT_NEAR(found[0].box.width, width, 0.15 * width + 4);
        }
}

TEST(Tiling, LeavesTilesWithoutContrastOut) {
    const DiscDetector detector;
    detectTiled(detector, pictureWithDisc({3200, 2400}, {400, 400}, 20), 0.5f, 16);
    EXPECT_LT(detector.calls, 20);
}

TEST(Tiling, AsksOnceForAPictureThatFitsTheInput) {
    const DiscDetector detector;
    EXPECT_EQ(detectTiled(detector, pictureWithDisc({320, 240}, {100, 100}, 40), 0.5f, 16).size(), 1u);
    EXPECT_EQ(detector.calls, 1);
}

TEST(Tiling, KeepsToItsLimitOfTilesInAHugePicture) {
    const DiscDetector detector;
    cv::Mat noise(6000, 9000, CV_8UC3);
    cv::randu(noise, 0, 120);
    detectTiled(detector, noise, 0.5f, 16);
    EXPECT_LT(detector.calls, 900);
}

class TilingOfPhotos : public testing::Test {
  protected:
    void SetUp() override {
        LINEAMENT_NEEDS(samplePhoto(1));
        detector_ = makeDetector(std::make_shared<ModelRegistry>(modelsFolder()), "fr_detect", Device::kCpu,
                                 Precision::kFp32);
        photo_ = cv::imread(samplePhoto(3).string());
        face_ =
            photo_(cv::Rect(535, 250, 310, 410)).clone();  // with hair and a margin; the face is 205 px wide
    }
    std::unique_ptr<FaceDetector> detector_;
    cv::Mat photo_, face_;
};

TEST_F(TilingOfPhotos, AddsNoFalseFacesToTheSamplePhotos) {
    constexpr std::size_t kFaces[] = {3, 3, 3, 4, 5, 4};
    for (int photo = 1; photo <= 6; ++photo)
        EXPECT_EQ(detectTiled(*detector_, cv::imread(samplePhoto(photo).string()), 0.65f, 16).size(),
                  kFaces[photo - 1])
            << photo;
}

TEST_F(TilingOfPhotos, FindsFacesOf18PxThatTheWholePictureHides) {
    cv::Mat canvas(1080, 1920, CV_8UC3, cv::Scalar(120, 130, 125));
    cv::Mat small;
    const double scale = 18.0 / 205;
    cv::resize(face_, small, {}, scale, scale, cv::INTER_AREA);
    const cv::Point places[] = {{100, 90}, {950, 500}, {1700, 900}, {300, 1000}};
    for (const auto& place : places)
        small.copyTo(canvas(cv::Rect(place, small.size())));
    EXPECT_TRUE(detector_->detect(canvas, 0.65f).empty());
    EXPECT_EQ(detectTiled(*detector_, canvas, 0.65f, 16).size(), std::size(places));
}

TEST_F(TilingOfPhotos, FindsAFaceThatFillsThePicture) {
    const auto found = detectTiled(*detector_, face_(cv::Rect(50, 75, 205, 285)), 0.65f, 16);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_GT(iou(found[0].box, {0, 0, 205, 285}), 0.6);
}
