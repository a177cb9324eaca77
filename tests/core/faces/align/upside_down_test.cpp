#include "core/faces/align/upside_down.h"

#include <cmath>
#include <opencv2/imgcodecs.hpp>

#include "tests/support/places.h"

using namespace lineament;
using test::modelsFolder;
using test::samplePhoto;

namespace {

class UpsideDown : public testing::Test {
  protected:
    void SetUp() override {
        LINEAMENT_NEEDS(samplePhoto(1));
        detector_ = makeDetector(registry_, "fr_detect", Device::kCpu, Precision::kFp32);
        landmarks_ = makeLandmarkModel(registry_, "fr_landmark", Device::kCpu, Precision::kFp32);
    }
    std::optional<Landmarks68> pointsIfTurned(const cv::Mat& picture, const BoxPx& box) const {
        const float shift = locateTwice(*landmarks_, picture, {&box, 1}).front().shift;
        return pointsIfUpsideDown(*detector_, *landmarks_, picture, box, shift);
    }
    std::vector<Detection> facesIn(const cv::Mat& picture) const {
        return detectTiled(*detector_, picture, detector_->defaultMinScore(), 40);
    }

    std::shared_ptr<const ModelRegistry> registry_ = std::make_shared<ModelRegistry>(modelsFolder());
    std::unique_ptr<FaceDetector> detector_;
    std::unique_ptr<LandmarkModel> landmarks_;
};

}  // namespace

TEST_F(UpsideDown, UprightFacesAreNot) {
    for (int photo = 1; photo <= 6; ++photo) {
        const cv::Mat picture = cv::imread(samplePhoto(photo).string());
        for (const auto& face : facesIn(picture))
            EXPECT_FALSE(pointsIfTurned(picture, face.box)) << photo;
    }
}

TEST_F(UpsideDown, FacesOfATurnedPictureGetTheirPointsWhereTheUprightOnesHaveThem) {
    int found = 0, turnedFaces = 0;
    for (int photo = 1; photo <= 6; ++photo) {
        const cv::Mat picture = cv::imread(samplePhoto(photo).string());
        cv::Mat turned;
        cv::rotate(picture, turned, cv::ROTATE_180);
        for (const auto& face : facesIn(picture)) {
            const auto upright = fivePoints(locateTwice(*landmarks_, picture, {&face.box, 1}).front().points);
            const float eyes = std::hypot(upright[1].x - upright[0].x, upright[1].y - upright[0].y);
            for (const auto& other : facesIn(turned)) {
                const BoxPx back{picture.cols - other.box.x - other.box.width,
                                 picture.rows - other.box.y - other.box.height, other.box.width,
                                 other.box.height};
                if (iou(face.box, back) < 0.4f) continue;
                ++found;
                const auto points = pointsIfTurned(turned, other.box);
                if (!points) continue;
                ++turnedFaces;
                const auto five = fivePoints(*points);
                for (std::size_t i = 0; i < five.size(); ++i) {
                    EXPECT_NEAR(picture.cols - 1 - five[i].x, upright[i].x, 0.1f * eyes) << photo << ' ' << i;
                    EXPECT_NEAR(picture.rows - 1 - five[i].y, upright[i].y, 0.1f * eyes) << photo << ' ' << i;
                }
            }
        }
    }
    EXPECT_GE(found, 4) << "detectors find faces that stand on their head";
    EXPECT_GE(turnedFaces, 0.75 * found) << turnedFaces << " of " << found;
}

TEST_F(UpsideDown, AFaceAtTheEdgeOrAlmostOutsideIsNoTrouble) {
    const cv::Mat picture(120, 160, CV_8UC3, cv::Scalar::all(90));
    for (const BoxPx& box : {BoxPx{-30, -30, 60, 60}, BoxPx{150, 110, 50, 50}, BoxPx{500, 500, 50, 50}})
        EXPECT_NO_THROW(pointsIfUpsideDown(*detector_, *landmarks_, picture, box, 1));
}
