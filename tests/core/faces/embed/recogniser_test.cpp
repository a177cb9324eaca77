#include "core/faces/embed/recogniser.h"

#include <cmath>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "tests/core/faces/own_models.h"

using namespace lineament;
using nlohmann::json;
using test::OwnModels;
using test::samplePhoto;

namespace {

float length(const std::vector<float>& values) {
    double squares = 0;
    for (const float v : values)
        squares += double(v) * v;
    return static_cast<float>(std::sqrt(squares));
}

float cosineOf(const std::vector<float>& a, const std::vector<float>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += double(a[i]) * b[i];
    return static_cast<float>(sum) / length(a) / length(b);
}

class Recognisers : public testing::TestWithParam<const char*> {
  protected:
    void SetUp() override {
        LINEAMENT_NEEDS(samplePhoto(1));
        recogniser_ = makeRecogniser(std::make_shared<ModelRegistry>(test::modelsFolder()), GetParam(),
                                     Device::kCpu, Precision::kFp32);
        const int side = recogniser_->alignment() == Alignment::kArcFace112 ? 112
                         : recogniser_->alignment() == Alignment::kDlib150  ? 150
                                                                            : 128;
        // Crops about the faces of sample3.jpg: enough to be told apart and found again.
        const cv::Mat photo = cv::imread(samplePhoto(3).string());
        for (const auto& part :
             {cv::Rect(1070, 200, 250, 250), cv::Rect(560, 330, 250, 250), cv::Rect(1470, 310, 250, 250)}) {
            cv::Mat face;
            cv::resize(photo(part), face, {side, side}, 0, 0, cv::INTER_AREA);
            if (recogniser_->alignment() == Alignment::kBoxGrey) {
                cv::cvtColor(face, face, cv::COLOR_BGR2GRAY);
                cv::cvtColor(face, face, cv::COLOR_GRAY2BGR);
            }
            faces_.push_back(face);
        }
    }
    std::unique_ptr<Recogniser> recogniser_;
    std::vector<cv::Mat> faces_;
};

}  // namespace

TEST_P(Recognisers, GiveUnitTemplatesOfTheStatedDimension) {
    for (auto& descriptor : recogniser_->describe(faces_)) {
        const auto values = recogniser_->toTemplate(std::move(descriptor));
        EXPECT_EQ(values.size(), static_cast<std::size_t>(recogniser_->dimension()));
        EXPECT_NEAR(length(values), 1, 1e-4);
    }
    EXPECT_TRUE(recogniser_->describe({}).empty());
}

TEST_P(Recognisers, AnswerABatchAsTheyAnswerOneByOne) {
    const auto together = recogniser_->describe(faces_);
    ASSERT_EQ(together.size(), faces_.size());
    for (std::size_t i = 0; i < faces_.size(); ++i)
        EXPECT_GT(cosineOf(together[i], recogniser_->describe({&faces_[i], 1}).at(0)), 0.9999f);
}

TEST_P(Recognisers, TakeADimmedFaceForTheSameAndAnotherForAnother) {
    auto faces = faces_;
    faces.push_back(faces_[0] * 0.8);
    std::vector<std::vector<float>> templates;
    for (auto& descriptor : recogniser_->describe(faces))
        templates.push_back(recogniser_->toTemplate(std::move(descriptor)));
    const float same = cosineOf(templates[0], templates[3]);
    EXPECT_GT(same, 0.8f);
    EXPECT_GT(same, cosineOf(templates[0], templates[1]) + 0.05f);
    EXPECT_GT(same, cosineOf(templates[0], templates[2]) + 0.05f);
}

INSTANTIATE_TEST_SUITE_P(Each, Recognisers,
                         testing::Values("fr_feature", "resnet34", "mobilefacenet", "lbph"));

TEST(Recogniser, AUsersOwnOnnxAnswersAsTheBuiltInEntryDoes) {
    LINEAMENT_NEEDS(samplePhoto(1));
    const json spec = {{"input", {112, 112}}, {"colour", "bgr"},           {"mean", {127, 127, 127}},
                       {"scale", 0.0078125},  {"alignment", "arcface112"}, {"dimension", 512}};
    json centred = spec;
    centred["centre"] = std::vector<float>(512, 0.01f);
    const OwnModels models(
        std::vector<json>{OwnModels::entry("mine", "recogniser", "fr_feature", spec),
                          OwnModels::entry("centred", "recogniser", "fr_feature", centred)});
    const auto builtIn = makeRecogniser(std::make_shared<ModelRegistry>(test::modelsFolder()), "fr_feature",
                                        Device::kCpu, Precision::kFp32);
    const auto own = makeRecogniser(models.registry(), "mine", Device::kCpu, Precision::kFp32);
    cv::Mat face;
    cv::resize(cv::imread(samplePhoto(3).string())(cv::Rect(560, 330, 250, 250)), face, {112, 112});
    const auto expected = builtIn->describe({&face, 1}).at(0), answer = own->describe({&face, 1}).at(0);
    EXPECT_GT(cosineOf(answer, expected), 0.99999f);
    const auto shifted =
        makeRecogniser(models.registry(), "centred", Device::kCpu, Precision::kFp32)->toTemplate(answer);
    auto byHand = answer;
    for (float& v : byHand)
        v -= 0.01f;
    EXPECT_GT(cosineOf(shifted, byHand), 0.99999f);
    EXPECT_LT(cosineOf(shifted, answer), 0.9999f);
}

TEST(Recogniser, ABadEntryIsRefusedAndAMissingFileNamed) {
    LINEAMENT_NEEDS(samplePhoto(1));
    const json good = {{"input", {112, 112}}, {"alignment", "arcface112"}, {"dimension", 512}};
    json wrongAlignment = good, wrongDimension = good, wrongCentre = good;
    wrongAlignment["alignment"] = "sideways";
    wrongDimension["dimension"] = 128;
    wrongCentre["centre"] = {1, 2, 3};
    const OwnModels models(std::vector<json>{
        OwnModels::entry("alignment", "recogniser", "fr_feature", wrongAlignment),
        OwnModels::entry("dimension", "recogniser", "fr_feature", wrongDimension),
        OwnModels::entry("centre", "recogniser", "fr_feature", wrongCentre),
        OwnModels::missing("gone", "recogniser", good),
        OwnModels::missing("sface", "recogniser",
                           {{"network", "sface"}, {"alignment", "arcface112"}, {"dimension", 128}})});
    const auto make = [&](const char* id) {
        return makeRecogniser(models.registry(), id, Device::kCpu, Precision::kFp32);
    };
    const cv::Mat face(112, 112, CV_8UC3, cv::Scalar::all(100));
    LINEAMENT_EXPECT_ERROR(make("alignment"), kModelInvalid);
    LINEAMENT_EXPECT_ERROR(make("centre"), kModelInvalid);
    LINEAMENT_EXPECT_ERROR(make("dimension")->describe({&face, 1}), kModelInvalid);
    LINEAMENT_EXPECT_ERROR(make("gone")->describe({&face, 1}), kModelMissing);
    LINEAMENT_EXPECT_ERROR(make("sface")->describe({&face, 1}), kModelMissing);
    LINEAMENT_EXPECT_ERROR(make("nothing"), kNotFound);
}
