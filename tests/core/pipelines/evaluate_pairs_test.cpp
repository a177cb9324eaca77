#include "core/pipelines/evaluate_pairs.h"

#include <fstream>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <set>

#include "core/base/error.h"
#include "tests/support/places.h"

using namespace lineament;
using test::modelsFolder;
using test::samplePhoto;
namespace fs = std::filesystem;

namespace {

/// Three people of the sample photos, each as two pictures that differ in size, light and side.
class EvaluatePairs : public testing::Test {
  protected:
    void SetUp() override {
        LINEAMENT_NEEDS(samplePhoto(1));
        engine_ = std::make_unique<FaceEngine>(std::make_shared<ModelRegistry>(modelsFolder()));
        const std::pair<int, cv::Rect> people[] = {
            {3, {485, 230, 410, 480}}, {6, {560, 220, 400, 520}}, {1, {310, 260, 400, 430}}};
        for (std::size_t i = 0; i < std::size(people); ++i) {
            const fs::path person = folder_ / ("person" + std::to_string(i));
            fs::create_directory(person);
            const cv::Mat face = cv::imread(samplePhoto(people[i].first).string())(people[i].second);
            cv::imwrite((person / "a.png").string(), face);
            cv::Mat other;
            cv::resize(face, other, {}, 0.6, 0.6, cv::INTER_AREA);
            cv::flip(other, other, 1);
            other.convertTo(other, -1, 0.8, 5);
            cv::imwrite((person / "b.png").string(), other);
        }
    }
    fs::path csv(const std::string& content) const {
        std::ofstream(folder_ / "pairs.csv", std::ios::binary) << content;
        return folder_ / "pairs.csv";
    }
    PairsResult evaluate(const std::string& content) {
        JobContext context;
        return evaluatePairs(*engine_, csv(content), folder_.path(), context);
    }
    void expectMalformed(const std::string& content, const std::string& where) {
        try {
            evaluate(content);
            ADD_FAILURE() << "accepted: " << content;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::kUnreadable);
            EXPECT_NE(error.detail().find(where), std::string::npos) << error.detail();
        }
    }

    test::TempFolder folder_;
    std::unique_ptr<FaceEngine> engine_;
};

const char* const kPairs =
    "path_a,path_b,same,fold\n"
    "person0/a.png,person0/b.png,1,0\n"
    "person1/a.png,person1/b.png,1,0\n"
    "person2/a.png,person2/b.png,1,1\n"
    "person0/a.png,person1/b.png,0,0\n"
    "person1/a.png,person2/b.png,0,1\n"
    "person2/a.png,\"person0/b.png\",0,1\r\n";

}  // namespace

TEST_F(EvaluatePairs, TellsPeopleApart) {
    const auto result = evaluate(kPairs);
    EXPECT_EQ(result.pairs, 6);
    EXPECT_EQ(result.failedToAcquire, 0);
    EXPECT_TRUE(result.rejected.empty());
    EXPECT_EQ(result.figures.mated, 3);
    EXPECT_EQ(result.figures.accuracy, 1);
    EXPECT_EQ(result.figures.auc, 1);
    EXPECT_GT(result.seconds, 0);
}

TEST_F(EvaluatePairs, CountsPicturesWithoutAFaceAsErrorsOfTheirClass) {
    cv::imwrite((folder_ / "empty.png").string(), cv::Mat(200, 200, CV_8UC3, cv::Scalar::all(90)));
    std::ofstream(folder_ / "broken.jpg") << "no picture";
    const auto result =
        evaluate(std::string(kPairs) + "empty.png,person0/a.png,1,1\nbroken.jpg,person0/a.png,0,0\n");
    EXPECT_EQ(result.pairs, 8);
    ASSERT_EQ(result.rejected.size(), 2u);
    std::set<RejectionCode> codes;
    for (const auto& rejection : result.rejected)
        codes.insert(rejection.code);
    EXPECT_TRUE(codes.count(RejectionCode::kNoFace));
    EXPECT_DOUBLE_EQ(result.failedToAcquire, 2.0 / 8);
    EXPECT_LE(result.figures.accuracy, 0.75);
    EXPECT_LT(result.figures.tar.at(0.01), 1);
}

TEST_F(EvaluatePairs, SaysWhereTheListIsMalformed) {
    expectMalformed("path_a,path_b\n", "line 1");
    expectMalformed("path_a,path_b,same\n", "no pairs");
    expectMalformed("path_a,path_b,same\na.png,b.png,1\na.png,b.png\n", "line 3, column 3");
    expectMalformed("path_a,path_b,same\na.png,b.png,yes\n", "line 2, column 3");
    expectMalformed("path_a,path_b,same\n,b.png,1\n", "line 2, column 1");
    expectMalformed("path_a,path_b,same,fold\na.png,b.png,1,first\n", "line 2, column 4");
    JobContext context;
    EXPECT_THROW(evaluatePairs(*engine_, folder_ / "none.csv", folder_.path(), context), Error);
}

TEST_F(EvaluatePairs, StopsWhenItIsCancelled) {
    std::stop_source stop;
    JobContext context(stop.get_token(), [&](const Progress& progress) {
        if (progress.done >= 1) stop.request_stop();
    });
    EXPECT_THROW(evaluatePairs(*engine_, csv(kPairs), folder_.path(), context), Cancelled);
}

TEST_F(EvaluatePairs, CalibratesOnPairsOfDifferentPeopleAlone) {
    JobContext context;
    const auto calibration = calibrate(*engine_, folder_.path(), context);
    EXPECT_EQ(calibration.comparisons, 12);  // 3 pairs of people, 4 comparisons each
    EXPECT_NE(calibration.population.find("3 people"), std::string::npos);
    ASSERT_GE(calibration.points.size(), 2u);
    for (std::size_t i = 1; i < calibration.points.size(); ++i) {
        EXPECT_LT(calibration.points[i].fmr, calibration.points[i - 1].fmr);
        EXPECT_GE(calibration.points[i].threshold, calibration.points[i - 1].threshold);
    }
    EXPECT_LT(calibration.points.back().threshold, 0.6);
}

TEST_F(EvaluatePairs, ACalibrationNeedsTwoPeople) {
    for (const char* person : {"person1", "person2"})
        fs::remove_all(folder_ / person);
    JobContext context;
    EXPECT_THROW(calibrate(*engine_, folder_.path(), context), Error);
    EXPECT_THROW(calibrate(*engine_, folder_ / "none", context), Error);
}
