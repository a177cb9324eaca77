#include "core/pipelines/identify.h"

#include <gmock/gmock.h>

#include <fstream>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/pipelines/enrol.h"
#include "tests/core/pipelines/sample_people.h"

using namespace lineament;
using test::samplePhoto;
using test::writePhoto;

namespace {

class IdentifyTest : public testing::Test {
  protected:
    void SetUp() override {
        LINEAMENT_NEEDS(samplePhoto(1));
        if (people_.empty()) {
            engine_ = std::make_shared<FaceEngine>(std::make_shared<ModelRegistry>(test::modelsFolder()));
            people_ = test::samplePeople(*engine_);
        }
        workspace = std::make_unique<Workspace>(engine_, Store::open(folder / "store"));
        for (int i = 0; i < 2; ++i)
            enrolPerson(*workspace, i == 0 ? "Ada" : "Ben", {},
                        {writePhoto(folder / ("person" + std::to_string(i) + ".png"),
                                    people_[static_cast<std::size_t>(i)])},
                        {.gate = QualityGate::kOff}, context);
    }
    static void TearDownTestSuite() {
        people_.clear();
        engine_.reset();
    }
    /// Two people side by side on one picture.
    std::filesystem::path pair(const cv::Mat& a, const cv::Mat& b, const std::string& name) {
        cv::Mat picture(360, 720, CV_8UC3, cv::Scalar::all(110)), left, right;
        cv::resize(a, left, {320, 320});
        cv::resize(b, right, {260, 260});
        left.copyTo(picture(cv::Rect(10, 20, 320, 320)));
        right.copyTo(picture(cv::Rect(400, 40, 260, 260)));
        return writePhoto(folder / name, picture);
    }

    static std::shared_ptr<FaceEngine> engine_;
    static std::vector<cv::Mat> people_;
    test::TempFolder folder;
    std::unique_ptr<Workspace> workspace;
    JobContext context;
};
std::shared_ptr<FaceEngine> IdentifyTest::engine_;
std::vector<cv::Mat> IdentifyTest::people_;

}  // namespace

TEST_F(IdentifyTest, NamesEachPersonOfAPictureAndLeavesStrangersUnknown) {
    const auto result =
        processImages(*engine_, workspace.get(), {samplePhoto(1)}, ImageWork::kIdentify, 5, context);
    ASSERT_EQ(result.images.size(), 1u);
    std::vector<std::string> names;
    for (const auto& found : result.images[0].identifications)
        if (found.match) names.push_back(found.candidates.front().name);
    EXPECT_THAT(names, testing::UnorderedElementsAre("Ada", "Ben"));
}

TEST_F(IdentifyTest, OnePersonIsNeverTwoFacesOfOnePicture) {
    const auto twice = pair(people_[0], people_[0], "twice.png");
    const auto result = processImages(*engine_, workspace.get(), {twice}, ImageWork::kIdentify, 5, context);
    ASSERT_EQ(result.images.at(0).identifications.size(), 2u);
    const auto& first = result.images[0].identifications[0];
    const auto& second = result.images[0].identifications[1];
    EXPECT_TRUE(first.match || second.match);
    EXPECT_FALSE(first.match && second.match)
        << "the weaker look falls back on its next candidate, which is too unlike";
    for (const auto& found : result.images[0].identifications)
        if (!found.match) {
            for (const auto& candidate : found.candidates)
                EXPECT_NE(candidate.name, "Ada");
        }
}

TEST_F(IdentifyTest, GivesAtMostTheCandidatesAskedFor) {
    const auto both = pair(people_[0], people_[1], "both.png");
    const auto result = processImages(*engine_, workspace.get(), {both}, ImageWork::kIdentify, 1, context);
    for (const auto& found : result.images.at(0).identifications)
        EXPECT_EQ(found.candidates.size(), 1u);
    EXPECT_THROW(processImages(*engine_, workspace.get(), {both}, ImageWork::kIdentify, 0, context), Error);
}

TEST_F(IdentifyTest, DetectingNeedsNoStoreAndKeepsTheOrder) {
    std::ofstream(folder / "broken.jpg") << "no";
    const std::vector<std::filesystem::path> paths = {samplePhoto(2), folder / "broken.jpg", samplePhoto(1)};
    const auto result = processImages(*engine_, nullptr, paths, ImageWork::kDetect, 1, context);
    ASSERT_EQ(result.images.size(), 2u);
    EXPECT_EQ(result.images[0].path, samplePhoto(2).string());
    EXPECT_EQ(result.images[1].path, samplePhoto(1).string());
    EXPECT_TRUE(result.images[0].templates.empty());
    ASSERT_EQ(result.rejected.size(), 1u);
    EXPECT_EQ(result.rejected[0].path, (folder / "broken.jpg").string());
    const auto embedded = processImages(*engine_, nullptr, {samplePhoto(1)}, ImageWork::kEmbed, 1, context);
    EXPECT_EQ(embedded.images.at(0).templates.size(), embedded.images.at(0).faces.size());
}

TEST_F(IdentifyTest, StopsWhenAskedTo) {
    std::stop_source stop;
    JobContext cancelled(stop.get_token(), [&](const Progress&) { stop.request_stop(); });
    const std::vector<std::filesystem::path> paths(50, samplePhoto(1));
    EXPECT_THROW(processImages(*engine_, nullptr, paths, ImageWork::kDetect, 1, cancelled), Cancelled);
}

TEST_F(IdentifyTest, VerifyComparesTheLargestFaces) {
    const auto adaLarge = pair(people_[0], people_[1], "large-ada.png");
    const auto ada = folder / "person0.png", ben = folder / "person1.png";
    const auto same = verifyImages(*engine_, ada, adaLarge, 1e-4);
    EXPECT_TRUE(same.match);
    EXPECT_DOUBLE_EQ(same.fmr, 1e-4);
    const auto different = verifyImages(*engine_, ben, adaLarge, 1e-4);
    EXPECT_FALSE(different.match);
    EXPECT_LT(different.similarity, different.threshold);
    EXPECT_LT(verifyImages(*engine_, ada, ben, 1e-2).threshold, same.threshold)
        << "a laxer rate, a lower threshold";
}

TEST_F(IdentifyTest, VerifySaysWhichPhotoIsAtFault) {
    const auto blank = writePhoto(folder / "blank.png", cv::Mat(200, 200, CV_8UC3, cv::Scalar::all(90)));
    for (const auto& bad : {blank, folder / "missing.png"})
        try {
            verifyImages(*engine_, folder / "person0.png", bad, 1e-4);
            FAIL() << bad;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::kNotFound);
            EXPECT_EQ(error.subject(), bad.string());
        }
}
