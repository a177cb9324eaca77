#include <opencv2/dnn.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/faces/detect/face_detector.h"
#include "core/inference/networks/blob_network.h"
#include "tests/support/places.h"

using namespace lineament;
using test::modelsFolder;
using test::samplePhoto;

namespace {

class FrDetect : public testing::Test {
  protected:
    void SetUp() override { LINEAMENT_NEEDS(samplePhoto(1)); }
    std::unique_ptr<FaceDetector> detector(Precision precision) const {
        return makeDetector(registry_, "fr_detect", Device::kCpu, precision);
    }
    static cv::Mat frame(int photo) {
        cv::Mat small;
        cv::resize(cv::imread(samplePhoto(photo).string()), small, {320, 240}, 0, 0, cv::INTER_AREA);
        return small;
    }
    /// What the network's own graph says of a frame of 320 x 240, run by OpenCV.
    std::vector<Detection> reference(const cv::Mat& frame, float minScore) const {
        const auto network = openBlobNetwork(registry_, registry_->get("fr_detect"));
        const std::string outputs[] = {"boxes", "scores"};
        const auto said =
            network->run(cv::dnn::blobFromImage(frame, 1 / 128.0, {}, cv::Scalar::all(127), true), outputs);
        std::vector<Detection> found;
        for (int i = 0; i < static_cast<int>(said[1].total() / 2); ++i) {
            const float* b = said[0].ptr<float>() + 4 * i;
            const float score = said[1].ptr<float>()[2 * i + 1];
            if (score >= minScore)
                found.push_back(
                    {{b[0] * 320, b[1] * 240, (b[2] - b[0]) * 320, (b[3] - b[1]) * 240}, score, {}});
        }
        return suppressNonMaxima(found, 0.4f);
    }
    std::shared_ptr<const ModelRegistry> registry_ = std::make_shared<ModelRegistry>(modelsFolder());
};

void expectSame(const std::vector<Detection>& ours, const std::vector<Detection>& reference, double leastIou,
                float scoreTolerance) {
    ASSERT_EQ(ours.size(), reference.size());
    for (const auto& expected : reference) {
        double best = 0;
        float score = 0;
        for (const auto& face : ours)
            if (const double overlap = iou(face.box, expected.box); overlap > best) {
                best = overlap;
                score = face.score;
            }
        EXPECT_GT(best, leastIou);
        EXPECT_NEAR(score, expected.score, scoreTolerance);
    }
}

}  // namespace

TEST_F(FrDetect, SaysWhatItsOwnGraphSays) {
    for (const int photo : {1, 4, 5}) {
        const cv::Mat picture = frame(photo);
        const auto expected = reference(picture, 0.65f);
        expectSame(
            detector(Precision::kFp32)->detectAsIs({&picture, 1}, 0.65f, FaceDetector::Look::kExact).front(),
            expected, 0.999, 1e-4f);
        expectSame(detector(Precision::kBf16)
                       ->detectAsIs({&picture, 1}, 0.65f, FaceDetector::Look::kProposal)
                       .front(),
                   expected, 0.95, 0.03f);
    }
}

TEST_F(FrDetect, SaysTheSameOfAPictureAloneAndInABatch) {
    const auto network = detector(Precision::kFp32);
    const cv::Mat pictures[] = {frame(1), frame(2), frame(3)};
    const auto together = network->detectAsIs(pictures, 0.5f, FaceDetector::Look::kExact);
    for (std::size_t i = 0; i < std::size(pictures); ++i)
        expectSame(network->detectAsIs({&pictures[i], 1}, 0.5f, FaceDetector::Look::kExact).front(),
                   together[i], 0.999, 1e-4f);
}

TEST_F(FrDetect, FindsAFaceWhereItIsInAPictureOfAnySize) {
    cv::Mat face;
    cv::resize(cv::imread(samplePhoto(3).string())(cv::Rect(535, 250, 310, 410)), face, {}, 0.2, 0.2,
               cv::INTER_AREA);  // 41 px wide
    for (const cv::Size size : {cv::Size(201, 161), cv::Size(640, 480), cv::Size(1001, 333)}) {
        cv::Mat picture(size, CV_8UC3, cv::Scalar(120, 130, 125));
        const cv::Point place(size.width / 2, size.height / 3);
        face.copyTo(picture(cv::Rect(place, face.size())));
        const auto found =
            detector(Precision::kFp32)->detectAsIs({&picture, 1}, 0.65f, FaceDetector::Look::kExact).front();
        ASSERT_EQ(found.size(), 1u) << size;
        EXPECT_NEAR(found[0].box.centre().x, place.x + 31, 5);
        EXPECT_NEAR(found[0].box.width, 41, 8);
    }
}

TEST_F(FrDetect, RefusesPicturesOfDifferentSizesAtOnce) {
    const cv::Mat pictures[] = {frame(1), cv::Mat(100, 100, CV_8UC3, cv::Scalar::all(0))};
    EXPECT_THROW(detector(Precision::kFp32)->detectAsIs(pictures, 0.5f, FaceDetector::Look::kExact), Error);
}
