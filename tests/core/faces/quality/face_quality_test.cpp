#include "core/faces/quality/face_quality.h"

#include <algorithm>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/faces/face_engine.h"
#include "core/faces/quality/negative.h"
#include "tests/support/places.h"

using namespace lineament;
using test::modelsFolder;
using test::samplePhoto;
using test::sharedFolder;

namespace {

/// A sharp, well lit face of sample6.jpg with its surroundings, and what the engine knows of it. Degrading
/// the pixels alone leaves box, landmarks and pose as they are.
class FaceQuality : public testing::Test {
  protected:
    void SetUp() override {
        LINEAMENT_NEEDS(samplePhoto(6));
        const FaceEngine engine(std::make_shared<ModelRegistry>(modelsFolder()));
        photo_ = cv::imread(samplePhoto(6).string())(cv::Rect(560, 200, 420, 560)).clone();
        face_ = engine.detect(photo_).at(0);
    }
    Quality of(const cv::Mat& photo) const { return faceQuality(photo, face_); }
    cv::Mat blurred(double sigma) const {
        cv::Mat result;
        cv::GaussianBlur(photo_, result, {}, sigma);
        return result;
    }
    cv::Mat lit(double factor, double offset = 0) const {
        cv::Mat result;
        photo_.convertTo(result, -1, factor, offset);
        return result;
    }
    /// The face and its picture at another size.
    std::pair<cv::Mat, Face> resized(const cv::Mat& photo, double scale) const {
        cv::Mat result;
        cv::resize(photo, result, {}, scale, scale, scale < 1 ? cv::INTER_AREA : cv::INTER_CUBIC);
        Face face = face_;
        const auto s = static_cast<float>(scale);
        for (auto& p : face.landmarks5)
            p = {(p.x + 0.5f) * s - 0.5f, (p.y + 0.5f) * s - 0.5f};
        face.box = {face.box.x * s, face.box.y * s, face.box.width * s, face.box.height * s};
        return {result, face};
    }
    cv::Mat photo_;
    Face face_;
};

bool has(const Quality& quality, QualityIssue issue) {
    return std::find(quality.issues.begin(), quality.issues.end(), issue) != quality.issues.end();
}

}  // namespace

TEST_F(FaceQuality, AGoodFaceScoresHighWithNothingAmiss) {
    const auto quality = of(photo_);
    EXPECT_GT(quality.overall, 75);
    EXPECT_GT(quality.sharpness, 75);
    EXPECT_GT(quality.illumination, 75);
    EXPECT_GT(quality.size, 90);
    EXPECT_GT(quality.interEyePx, 60);
    EXPECT_TRUE(quality.issues.empty());
}

TEST_F(FaceQuality, SharpnessFallsWithBlur) {
    float last = of(photo_).sharpness;
    for (const double sigma : {1.5, 3.0, 6.0, 10.0}) {
        const auto quality = of(blurred(sigma));
        EXPECT_LT(quality.sharpness, last) << sigma;
        last = quality.sharpness;
    }
    EXPECT_LT(last, 25);
    EXPECT_TRUE(has(of(blurred(6)), QualityIssue::kSharpness));
}

TEST_F(FaceQuality, APictureThatWasMovedIsNotSharpThoughItIsAcrossTheMovement) {
    const double eyes = of(photo_).interEyePx;
    for (const int degrees : {0, 35, 90, 150}) {
        // A line through the middle of the kernel.
        const int length = cvRound(0.45 * eyes), side = length | 1;
        cv::Mat kernel = cv::Mat::zeros(side, side, CV_32F), moved;
        const double angle = degrees * CV_PI / 180;
        const cv::Point middle(side / 2, side / 2),
            reach(cvRound(std::cos(angle) * length / 2), cvRound(std::sin(angle) * length / 2));
        cv::line(kernel, middle - reach, middle + reach, cv::Scalar(1));
        cv::filter2D(photo_, moved, -1, kernel / cv::sum(kernel)[0]);
        const auto quality = of(moved);
        EXPECT_LT(quality.sharpness, 20) << degrees;
        EXPECT_TRUE(has(quality, QualityIssue::kSharpness)) << degrees;
    }
}

TEST_F(FaceQuality, OnlyANegativeLooksLikeOne) {
    cv::Mat negative;
    cv::bitwise_not(photo_, negative);
    EXPECT_FALSE(looksNegative(photo_, face_));
    EXPECT_TRUE(looksNegative(negative, face_));
    for (const double factor : {0.15, 0.5, 1.6}) {
        EXPECT_FALSE(looksNegative(lit(factor), face_)) << factor;
        EXPECT_FALSE(looksNegative(blurred(4 * factor), face_)) << factor;
    }
    cv::Mat grey, greyNegative;
    cv::cvtColor(photo_, grey, cv::COLOR_BGR2GRAY);
    cv::cvtColor(grey, grey, cv::COLOR_GRAY2BGR);
    cv::bitwise_not(grey, greyNegative);
    EXPECT_FALSE(looksNegative(grey, face_));
    EXPECT_TRUE(looksNegative(greyNegative, face_));
}

TEST_F(FaceQuality, AnEnlargedFaceIsNotSharpThoughItIsLarge) {
    const auto [small, smallFace] = resized(photo_, 0.08);
    cv::Mat enlarged;
    cv::resize(small, enlarged, photo_.size(), 0, 0, cv::INTER_CUBIC);
    const auto quality = of(enlarged);
    EXPECT_LT(quality.sharpness, 40);
    EXPECT_LT(quality.overall, of(photo_).overall - 20);
}

TEST_F(FaceQuality, SharpnessHardlyDependsOnTheResolutionOfASharpPicture) {
    const auto [half, halfFace] = resized(photo_, 0.7);
    EXPECT_NEAR(faceQuality(half, halfFace).sharpness, of(photo_).sharpness, 12);
}

TEST_F(FaceQuality, NoiseAndJpegBlocksAreNotTakenForDetail) {
    cv::Mat noise(photo_.size(), CV_16SC3), noisy;
    cv::theRNG().state = 5;
    cv::randn(noise, 0, 30);
    cv::add(photo_, noise, noisy, cv::noArray(), CV_8U);
    EXPECT_LT(of(noisy).sharpness, of(photo_).sharpness - 20);
    float last = of(photo_).overall;
    for (const int strength : {12, 5, 2}) {
        std::vector<unsigned char> bytes;
        cv::imencode(".jpg", photo_, bytes, {cv::IMWRITE_JPEG_QUALITY, strength});
        const float overall = of(cv::imdecode(bytes, cv::IMREAD_COLOR)).overall;
        EXPECT_LT(overall, last) << strength;
        last = overall;
    }
}

TEST_F(FaceQuality, IlluminationSaysWhetherItIsTooDarkTooBrightOrUneven) {
    EXPECT_TRUE(has(of(lit(0.15)), QualityIssue::kTooDark));
    EXPECT_TRUE(has(of(lit(1.6, 90)), QualityIssue::kTooBright));
    EXPECT_LT(of(lit(0.15)).illumination, of(lit(0.3)).illumination);
    EXPECT_LT(of(lit(1.6, 90)).illumination, 50);
    cv::Mat half = photo_.clone();
    const int middle = static_cast<int>(face_.landmarks5[2].x);
    half.colRange(middle, half.cols) = half.colRange(middle, half.cols) * 0.2;
    EXPECT_TRUE(has(of(half), QualityIssue::kUnevenLight));
}

TEST_F(FaceQuality, SizeFollowsTheDistanceOfTheEyes) {
    float last = of(photo_).size;
    for (const double scale : {0.4, 0.2, 0.1}) {
        const auto [small, face] = resized(photo_, scale);
        const auto quality = faceQuality(small, face);
        EXPECT_LT(quality.size, last);
        EXPECT_NEAR(quality.interEyePx, of(photo_).interEyePx * scale, 0.5);
        last = quality.size;
    }
    const auto [tiny, face] = resized(photo_, 0.12);
    EXPECT_TRUE(has(faceQuality(tiny, face), QualityIssue::kSize));
}

TEST_F(FaceQuality, PoseAndCroppingAreNamed) {
    Face turned = face_;
    turned.pose = {60, 0, 0};
    EXPECT_TRUE(has(faceQuality(photo_, turned), QualityIssue::kYaw));
    turned.pose = {0, -55, 0};
    EXPECT_TRUE(has(faceQuality(photo_, turned), QualityIssue::kPitch));
    turned.pose = {0, 0, 80};
    EXPECT_TRUE(has(faceQuality(photo_, turned), QualityIssue::kRoll));
    Face cropped = face_;
    cropped.box = {-face_.box.width / 2, face_.box.y, face_.box.width, face_.box.height};
    EXPECT_TRUE(has(faceQuality(photo_, cropped), QualityIssue::kCropped));
    EXPECT_LT(faceQuality(photo_, cropped).overall, of(photo_).overall / 2);
}

TEST(FaceQualityOfDegradedPhotos, FallsAlongEachLadder) {
    const auto folder = sharedFolder() / "data/images/quality";
    LINEAMENT_NEEDS(folder);
    LINEAMENT_NEEDS(samplePhoto(1));
    const FaceEngine engine(std::make_shared<ModelRegistry>(modelsFolder()));
    // No face found is the end of every ladder.
    const auto overallOf = [&](const std::string& name) {
        const auto faces = engine.detect(cv::imread((folder / name).string()));
        return faces.empty() ? -1.0f : faces[0].quality.overall;
    };
    const std::vector<std::vector<std::string>> ladders = {
        {"mirror.jpg", "blur2.jpg", "blur4.jpg", "blur8.jpg", "blur12.jpg"},
        {"mirror.jpg", "jpeg_q20.jpg", "jpeg_q10.jpg", "jpeg_q5.jpg", "jpeg_q2.jpg"},
        {"mirror.jpg", "dark0.3.png", "dark0.1.png", "dark0.04.png"},
        {"mirror.jpg", "bright1.6.jpg", "bright2.5.jpg"},
        {"mirror.jpg", "noise0.5.jpg", "noise1.5.jpg", "noise4.jpg"},
        {"mirror.jpg", "motion10.jpg", "motion25.jpg"},
        {"mirror.jpg", "small_w192.png", "small_w128.png", "small_w96.png", "small_w64.png"},
        {"mirror.jpg", "upscaled_from_w40.png", "upscaled_from_w24.png"}};
    for (const auto& ladder : ladders) {
        float last = 101;
        for (const auto& name : ladder) {
            const float overall = overallOf(name);
            EXPECT_LT(overall, last) << name;
            last = overall;
        }
    }
    EXPECT_LT(overallOf("upscaled_from_w40.png"), 60);
}
