#include "core/faces/align/face_aligner.h"

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/faces/align/mean_shapes.h"
#include "tests/support/places.h"

using namespace lineament;

namespace {

SimilarityTransform similarityOf(double scale, double degrees, double tx, double ty) {
    const double t = degrees * 3.14159265358979 / 180;
    return {scale * std::cos(t), scale * std::sin(t), tx, ty};
}

template <std::size_t N>
std::array<PointPx, N> mapped(const std::array<PointPx, N>& points, const SimilarityTransform& t) {
    auto result = points;
    for (auto& p : result)
        p = t(p);
    return result;
}

/// A grey picture with a white disc of a radius about each point.
cv::Mat pictureWithDiscs(std::span<const PointPx> points, cv::Size size, int radius) {
    cv::Mat picture(size, CV_8UC3, cv::Scalar::all(60));
    for (const auto& p : points)
        cv::circle(picture, cv::Point2f(p.x * 16, p.y * 16), radius * 16, cv::Scalar::all(255), cv::FILLED,
                   cv::LINE_AA, 4);
    return picture;
}

/// Centre of brightness within a square about a point.
PointPx brightestNear(const cv::Mat& bgr, PointPx about, int reach) {
    cv::Mat grey;
    cv::cvtColor(bgr, grey, cv::COLOR_BGR2GRAY);
    const cv::Rect part(static_cast<int>(std::lround(about.x)) - reach,
                        static_cast<int>(std::lround(about.y)) - reach, 2 * reach + 1, 2 * reach + 1);
    cv::Mat light = grey(part) - 60;
    const auto m = cv::moments(light);
    return {static_cast<float>(part.x + m.m10 / m.m00), static_cast<float>(part.y + m.m01 / m.m00)};
}

}  // namespace

TEST(FaceAligner, RecoversASimilarityExactly) {
    const auto truth = similarityOf(2.5, 37, -12, 40);
    const auto fitted = fitSimilarity(kArcFace112, mapped(kArcFace112, truth));
    EXPECT_NEAR(fitted.a, truth.a, 1e-5);
    EXPECT_NEAR(fitted.b, truth.b, 1e-5);
    EXPECT_NEAR(fitted.tx, truth.tx, 1e-3);
    EXPECT_NEAR(fitted.ty, truth.ty, 1e-3);
}

TEST(FaceAligner, FitsNoisyPointsBetterThanAnyNearbySimilarity) {
    auto to = mapped(kArcFace112, similarityOf(1.2, -10, 5, 5));
    to[0].x += 3, to[2].y -= 4, to[4].x -= 2;
    const auto best = fitSimilarity(kArcFace112, to);
    const auto error = [&](const SimilarityTransform& t) {
        double sum = 0;
        for (std::size_t i = 0; i < 5; ++i)
            sum += std::pow(t(kArcFace112[i]).x - to[i].x, 2) + std::pow(t(kArcFace112[i]).y - to[i].y, 2);
        return sum;
    };
    for (const double d : {-0.01, 0.01}) {
        EXPECT_LT(error(best), error({best.a + d, best.b, best.tx, best.ty}));
        EXPECT_LT(error(best), error({best.a, best.b + d, best.tx, best.ty}));
        EXPECT_LT(error(best), error({best.a, best.b, best.tx + 50 * d, best.ty}));
        EXPECT_LT(error(best), error({best.a, best.b, best.tx, best.ty + 50 * d}));
    }
}

TEST(FaceAligner, RefusesPointsThatCoincide) {
    const std::array<PointPx, 2> same = {PointPx{3, 3}, PointPx{3, 3}};
    try {
        fitSimilarity(same, same);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::kInvalidArgument);
    }
}

TEST(FaceAligner, MapsPointsWithinHalfAPixelOfTheArcFaceTemplate) {
    // Half size, turned, and four times as large (which takes the averaging path).
    for (const double scale : {0.5, 1.0, 4.3}) {
        const auto points = mapped(kArcFace112, similarityOf(scale, 20, 130, 60));
        const cv::Mat picture =
            pictureWithDiscs(points, {800, 800}, std::max(1, static_cast<int>(2 * scale)));
        const cv::Mat face = alignArcFace112(picture, points);
        ASSERT_EQ(face.size(), cv::Size(112, 112));
        for (const auto& point : kArcFace112) {
            const auto found = brightestNear(face, point, 7);
            EXPECT_NEAR(found.x, point.x, 0.5) << "scale " << scale;
            EXPECT_NEAR(found.y, point.y, 0.5) << "scale " << scale;
        }
    }
}

TEST(FaceAligner, PutsDlibsPointsWhereItsChipHasThem) {
    Landmarks68 points{};
    const auto image = similarityOf(180, 15, 90, 60);
    for (std::size_t i = 0; i < kDlibMeanShape.size(); ++i)
        points[i + 17] = image(kDlibMeanShape[i]);
    const cv::Mat chip =
        alignDlib150(pictureWithDiscs(std::span(points).subspan(30, 1), {400, 400}, 4), points);
    ASSERT_EQ(chip.size(), cv::Size(150, 150));
    const PointPx nose = {(0.490127f + 0.25f) / 1.5f * 150, (0.515625f + 0.25f) / 1.5f * 150};
    const auto found = brightestNear(chip, nose, 8);
    EXPECT_NEAR(found.x, nose.x, 0.5);
    EXPECT_NEAR(found.y, nose.y, 0.5);
}

TEST(FaceAligner, LevelsTheEyesForTheHistogramRecogniser) {
    const auto points = mapped(kArcFace112, similarityOf(1.5, -25, 60, 90));
    const cv::Mat face = alignEyesGrey(pictureWithDiscs(std::span(points).first(2), {300, 300}, 3), points);
    ASSERT_EQ(face.size(), cv::Size(128, 128));
    std::vector<cv::Mat> channels;
    cv::split(face, channels);
    EXPECT_EQ(cv::norm(channels[0], channels[1], cv::NORM_INF), 0);
    EXPECT_NEAR(brightestNear(face, {38, 42}, 6).y, 42, 0.7);
    EXPECT_NEAR(brightestNear(face, {90, 42}, 6).x, 90, 0.7);
}

TEST(FaceAligner, LeavesBlackWhatLiesOutsideThePicture) {
    const cv::Mat picture(100, 100, CV_8UC3, cv::Scalar::all(200));
    const cv::Mat face = warp(picture, {1, 0, 50, 0}, {112, 112});
    EXPECT_EQ(face.at<cv::Vec3b>(50, 20), cv::Vec3b(0, 0, 0));
    EXPECT_EQ(face.at<cv::Vec3b>(50, 80), cv::Vec3b(200, 200, 200));
}
