#include <cmath>
#include <numeric>
#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include "core/faces/align/face_aligner.h"
#include "core/faces/align/landmark_model.h"
#include "core/faces/detect/face_detector.h"
#include "core/faces/embed/recogniser.h"
#include "tests/support/places.h"

using namespace lineament;
using test::samplePhoto;

namespace {

std::shared_ptr<const ModelRegistry> mobileFaceRegistry() {
    return std::make_shared<ModelRegistry>(test::modelsFolder());
}

std::unique_ptr<Recogniser> makeMobileFace(Precision precision) {
    return makeRecogniser(mobileFaceRegistry(), "mobilefacenet", Device::kCpu, precision);
}

/// Every face of a sample photo, aligned.
std::vector<cv::Mat> facesOf(int n) {
    const cv::Mat photo = cv::imread(samplePhoto(n).string());
    const auto detector = makeDetector(mobileFaceRegistry(), "fr_detect", Device::kCpu, Precision::kAuto);
    const auto landmarks =
        makeLandmarkModel(mobileFaceRegistry(), "fr_landmark", Device::kCpu, Precision::kAuto);
    std::vector<BoxPx> boxes;
    for (const auto& face : detector->detect(photo, 0.65f))
        boxes.push_back(face.box);
    std::vector<cv::Mat> faces;
    for (const auto& points : landmarks->locate(photo, boxes))
        faces.push_back(alignArcFace112(photo, fivePoints(points)));
    return faces;
}

double cosine(const std::vector<float>& a, const std::vector<float>& b) {
    const double ab = std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
    return ab / std::sqrt(std::inner_product(a.begin(), a.end(), a.begin(), 0.0) *
                          std::inner_product(b.begin(), b.end(), b.begin(), 0.0));
}

}  // namespace

TEST(MobileFaceNet, TellsThePeopleOfOnePhotoApartAndKnowsTheirMirrorImages) {
    LINEAMENT_NEEDS(samplePhoto(1));
    const auto recogniser = makeMobileFace(Precision::kAuto);
    auto faces = facesOf(5);
    const std::size_t people = faces.size();
    ASSERT_EQ(people, 5u);
    for (std::size_t i = 0; i < people; ++i) {
        cv::Mat mirrored;
        cv::flip(faces[i], mirrored, 1);
        faces.push_back(mirrored);
    }
    const auto d = recogniser->describe(faces);
    for (std::size_t i = 0; i < people; ++i) {
        EXPECT_GT(cosine(d[i], d[people + i]), 0.8) << i;
        for (std::size_t k = 0; k < i; ++k)
            EXPECT_LT(cosine(d[i], d[k]), 0.5) << i << " " << k;
    }
}

TEST(MobileFaceNet, DescribesABatchAsItDescribesOneInBothPrecisions) {
    LINEAMENT_NEEDS(samplePhoto(1));
    const auto faces = facesOf(3);
    ASSERT_EQ(faces.size(), 3u);
    const auto exact = makeMobileFace(Precision::kFp32), quick = makeMobileFace(Precision::kBf16);
    const auto together = exact->describe(faces), rounded = quick->describe(faces);
    for (std::size_t i = 0; i < faces.size(); ++i) {
        EXPECT_GT(cosine(together[i], exact->describe({&faces[i], 1}).at(0)), 0.99999);
        EXPECT_GT(cosine(together[i], rounded[i]), 0.995);
        EXPECT_EQ(together[i].size(), 192u);
    }
}
