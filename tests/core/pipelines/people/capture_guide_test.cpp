// Guidance in front of a camera; pictures in a folder play as the camera.
#include "core/pipelines/people/camera_capture.h"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <set>

#include "tests/core/pipelines/sample_people.h"

using namespace lineament;
namespace fs = std::filesystem;

namespace {

constexpr int kWidth = 640, kHeight = 480;

class CaptureGuideTest : public testing::Test {
  protected:
    void SetUp() override {
        LINEAMENT_NEEDS(test::samplePhoto(3));
        person = loadImage(test::samplePhoto(3)).bgr(cv::Rect(1000, 80, 420, 480)).clone();
    }
    /// The person in front of a wall, their picture so many px high.
    cv::Mat frame(int height) const {
        cv::Mat wall(kHeight, kWidth, CV_8UC3, cv::Scalar(150, 160, 165)), scaled;
        const int width = height * person.cols / person.rows;
        cv::resize(person, scaled, {width, height}, 0, 0,
                   height < person.rows ? cv::INTER_AREA : cv::INTER_CUBIC);
        const cv::Rect wanted((kWidth - width) / 2, (kHeight - height) / 2, width, height);
        const cv::Rect inside = wanted & cv::Rect(0, 0, kWidth, kHeight);
        scaled(inside - wanted.tl()).copyTo(wall(inside));
        return wall;
    }
    CaptureOptions options() const {
        CaptureOptions options;
        options.gate = QualityGate::kStandard;
        options.needLiveness = false;  // a photo of a photo is what stands before this camera
        return options;
    }
    CaptureHint hintOf(const cv::Mat& picture, CaptureOptions given) const {
        return CaptureGuide(engine, given).look(picture, 0).hint;
    }
    /// A frame of the folder, at a time.
    void put(int ms, const cv::Mat& picture) const {
        char name[48];
        std::snprintf(name, sizeof name, "camera/frame_%06dms.png", ms);
        fs::create_directories(folder / "camera");
        ASSERT_TRUE(cv::imwrite((folder / name).string(), picture));
    }
    CameraCaptureOptions asCamera() const {
        CameraCaptureOptions camera;
        camera.guide = options();
        camera.speed = 0;
        camera.folder = folder.path();
        return camera;
    }

    test::TempFolder folder;
    FaceEngine engine{std::make_shared<const ModelRegistry>(test::modelsFolder())};
    cv::Mat person;
    JobContext context;
};

}  // namespace

TEST_F(CaptureGuideTest, SaysWhatToDoUntilAllIsWell) {
    const cv::Mat good = frame(460);
    EXPECT_EQ(hintOf(good, options()), CaptureHint::kStay);
    EXPECT_EQ(hintOf(cv::Mat(kHeight, kWidth, CV_8UC3, cv::Scalar::all(120)), options()),
              CaptureHint::kComeIntoView);
    EXPECT_EQ(hintOf(frame(130), options()), CaptureHint::kComeCloser);
    auto near = options();
    near.smallestFace = 0.05f, near.largestFace = 0.2f;
    EXPECT_EQ(hintOf(good, near), CaptureHint::kGoBack);
    cv::Mat dark, blurred;
    good.convertTo(dark, -1, 0.16);
    EXPECT_EQ(hintOf(dark, options()), CaptureHint::kMoreLight);
    cv::GaussianBlur(good, blurred, {}, 9);
    EXPECT_EQ(hintOf(blurred, options()), CaptureHint::kHoldStill);
    cv::Mat tilted;
    cv::warpAffine(good, tilted, cv::getRotationMatrix2D({kWidth / 2, kHeight / 2}, 60, 1), good.size(),
                   cv::INTER_LINEAR, cv::BORDER_REPLICATE);
    EXPECT_EQ(hintOf(tilted, options()), CaptureHint::kUprightHead);
    cv::Mat two(kHeight, kWidth, CV_8UC3, cv::Scalar::all(150)), half;
    cv::resize(good(cv::Rect(120, 0, 400, kHeight)), half, {kWidth / 2, kHeight * 4 / 5});
    half.copyTo(two(cv::Rect(0, 40, half.cols, half.rows)));
    half.copyTo(two(cv::Rect(kWidth / 2, 40, half.cols, half.rows)));
    EXPECT_EQ(hintOf(two, options()), CaptureHint::kOneAtATime);
}

TEST_F(CaptureGuideTest, CapturesOnlyAfterAWhileOfGoodFramesAndThenPauses) {
    CaptureGuide guide(engine, options());
    const cv::Mat good = frame(460);
    EXPECT_FALSE(guide.look(good, 0).capture);
    const auto half = guide.look(good, 350);
    EXPECT_FALSE(half.capture);
    EXPECT_NEAR(half.steady, 0.5, 0.01);
    EXPECT_TRUE(guide.look(good, 700).capture);
    EXPECT_FALSE(guide.take(700).empty());
    EXPECT_TRUE(guide.take(701).empty()) << "it begins anew";
    guide.look(good, 800);
    guide.look(good, 1200);
    EXPECT_FALSE(guide.look(good, 1600).capture) << "within the pause";
    EXPECT_TRUE(guide.look(good, 2400).capture);
}

TEST_F(CaptureGuideTest, AFrameThatIsNotGoodBeginsTheWaitAnew) {
    CaptureGuide guide(engine, options());
    const cv::Mat good = frame(460);
    guide.look(good, 0);
    guide.look(good, 400);
    guide.look(frame(130), 500);
    guide.look(good, 600);
    guide.look(good, 700);
    EXPECT_FALSE(guide.look(good, 800).capture);
    EXPECT_TRUE(guide.look(good, 1300).capture);
}

TEST_F(CaptureGuideTest, AFolderThatPlaysAsACameraGivesItsGoodFrames) {
    for (int i = 0; i < 5; ++i)
        put(100 * i, frame(130));
    for (int i = 5; i < 40; ++i)
        put(100 * i, frame(440 + i % 3));
    CameraControl control;
    std::vector<fs::path> taken;
    std::set<CaptureHint> hints;
    const int count = captureFromCamera(
        engine, (folder / "camera").string(), asCamera(), control,
        [&](const CameraFrame& seen) {
            hints.insert(seen.look.hint);
            if (!seen.picture.empty()) taken.push_back(seen.picture);
        },
        context);
    EXPECT_EQ(count, 2) << "one in the first second and a half, one after the pause";
    ASSERT_EQ(taken.size(), 2u);
    EXPECT_EQ(loadImage(taken.front()).bgr.size(), cv::Size(kWidth, kHeight));
    EXPECT_TRUE(hints.count(CaptureHint::kComeCloser) && hints.count(CaptureHint::kStay));
    EXPECT_EQ(taken.front().filename().string().substr(0, 9), "camera-20") << "named by source and time";
}

TEST_F(CaptureGuideTest, AKeyTakesTheFrameThatIsSeenUnlessItShowsNobody) {
    put(0, cv::Mat(kHeight, kWidth, CV_8UC3, cv::Scalar::all(120)));
    put(100, frame(200));
    CameraControl control;
    control.automatic = false;
    int refused = 0, taken = 0;
    captureFromCamera(
        engine, (folder / "camera").string(), asCamera(), control,
        [&](const CameraFrame& seen) {
            refused += seen.refused;
            taken += !seen.picture.empty();
            control.captureNow = true;
        },
        context);
    EXPECT_EQ(taken, 1);
    control.captureNow = true;
    captureFromCamera(
        engine, (folder / "camera").string(), asCamera(), control,
        [&](const CameraFrame& seen) { refused += seen.refused; }, context);
    EXPECT_EQ(refused, 1);
}

TEST_F(CaptureGuideTest, EyesThatAreShutAreLessOpen) {
    Landmarks68 points{};
    const auto eye = [&](std::size_t first, float height) {
        const float xs[] = {0, 1, 2, 3, 2, 1};
        const float ys[] = {0, -height, -height, 0, height, height};
        for (std::size_t i = 0; i < 6; ++i)
            points[first + i] = {10 * xs[i], 10 * ys[i]};
    };
    eye(36, 0.45f), eye(42, 0.45f);
    EXPECT_NEAR(eyeOpening(points), 0.3f, 1e-4f);
    eye(36, 0.1f), eye(42, 0.1f);
    EXPECT_LT(eyeOpening(points), 0.1f);
}

TEST_F(CaptureGuideTest, ACameraThatIsNotThereIsAnErrorThatSaysSo) {
    CameraControl control;
    try {
        captureFromCamera(
            engine, "camera:98", asCamera(), control, [](const CameraFrame&) {}, context);
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::kDevice);
        EXPECT_EQ(error.subject(), "camera:98");
    }
}

TEST_F(CaptureGuideTest, PrintedFacesAreSeldomTakenAndLiveOnesMostly) {
    const fs::path spoof = test::sharedFolder() / "data/spoof";
    LINEAMENT_NEEDS(spoof);
    const auto shareGood = [&](const fs::path& where) {
        auto given = options();
        given.gate = QualityGate::kOff;
        given.smallestFace = 0.01f, given.largestFace = 1;
        given.needLiveness = true;
        int good = 0, seen = 0;
        const auto pictures = imagesIn(where, true);
        for (std::size_t i = 0; i < pictures.size(); i += std::max<std::size_t>(1, pictures.size() / 40)) {
            const auto look = CaptureGuide(engine, given).look(loadImage(pictures[i]).bgr, 0);
            if (!look.face || !look.of(CaptureCheck::kLiveness).known) continue;
            ++seen;
            good += look.of(CaptureCheck::kLiveness).good;
        }
        EXPECT_GE(seen, 20) << where;
        return double(good) / std::max(seen, 1);
    };
    EXPECT_LT(shareGood(spoof / "printed"), 0.15);
    EXPECT_GT(shareGood(spoof / "live"), 0.8);
}
