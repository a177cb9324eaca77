#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/faces/embed/recogniser.h"
#include "tests/support/places.h"

using namespace lineament;
using nlohmann::json;
using test::samplePhoto;

namespace {

std::unique_ptr<Recogniser> makeResNet(Precision precision) {
    return makeRecogniser(std::make_shared<ModelRegistry>(test::modelsFolder()), "resnet34", Device::kCpu,
                          precision);
}

double distance(const std::vector<float>& a, const std::vector<float>& b) {
    double squares = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        squares += std::pow(a[i] - b[i], 2);
    return std::sqrt(squares);
}

/// Three people of sample3.jpg, cut roughly.
std::vector<cv::Mat> faces() {
    const cv::Mat photo = cv::imread(samplePhoto(3).string());
    std::vector<cv::Mat> cut;
    for (const auto& part :
         {cv::Rect(1070, 200, 250, 250), cv::Rect(560, 330, 250, 250), cv::Rect(1470, 310, 250, 250)}) {
        cv::Mat face;
        cv::resize(photo(part), face, {150, 150}, 0, 0, cv::INTER_AREA);
        cut.push_back(face);
    }
    return cut;
}

/// Largest distance to the peer's descriptors of its six crops.
double worstAgainstThePeer(Precision precision) {
    const auto golden = test::sharedFolder() / "data/golden";
    std::ifstream file(golden / "crops.json");
    const auto recogniser = makeResNet(precision);
    double worst = 0;
    const auto answers = json::parse(file);
    EXPECT_EQ(answers.at("images").size(), 6u);
    for (const auto& image : answers.at("images")) {
        const cv::Mat crop = cv::imread((golden / "crops" / image.at("path").get<std::string>()).string());
        const auto mine = recogniser->describe({&crop, 1}).at(0);
        worst = std::max(worst, distance(mine, image.at("descriptor").get<std::vector<float>>()));
    }
    return worst;
}

}  // namespace

TEST(ResNet34, DescribesAsThePeerDoes) {
    LINEAMENT_NEEDS(test::sharedFolder() / "data/golden/crops.json");
    LINEAMENT_NEEDS(samplePhoto(1));
    EXPECT_LE(worstAgainstThePeer(Precision::kFp32), 0.01);
    // People are told apart at 0.6; bf16 adds 0.008.
    EXPECT_LE(worstAgainstThePeer(Precision::kAuto), 0.02);
}

TEST(ResNet34, DescribesABatchAsItDescribesOne) {
    LINEAMENT_NEEDS(samplePhoto(1));
    const auto recogniser = makeResNet(Precision::kFp32);
    const auto crops = faces();
    const auto together = recogniser->describe(crops);
    for (std::size_t i = 0; i < crops.size(); ++i)
        EXPECT_LT(distance(together[i], recogniser->describe({&crops[i], 1}).at(0)), 1e-3);
    EXPECT_GT(distance(together[0], together[1]), 0.3);
    EXPECT_LT(distance(together[0], makeResNet(Precision::kBf16)->describe(crops)[0]), 0.04);
}

TEST(ResNet34, TellsPeopleApartAndKnowsAFaceInOtherLight) {
    LINEAMENT_NEEDS(samplePhoto(1));
    const auto recogniser = makeResNet(Precision::kAuto);
    auto crops = faces();
    crops.push_back(crops[0] * 0.7);
    const auto d = recogniser->describe(crops);
    EXPECT_LT(distance(d[0], d[3]), distance(d[0], d[1]));
    EXPECT_LT(distance(d[0], d[3]), distance(d[0], d[2]));
}

TEST(ResNet34, CentresTemplatesOnThePopulationOfTheManifest) {
    LINEAMENT_NEEDS(samplePhoto(1));
    const auto resNetRegistry = std::make_shared<ModelRegistry>(test::modelsFolder());
    auto model = resNetRegistry->get("resnet34");
    std::vector<float> descriptor(128, 1.0f), centre(128, 1.0f);
    centre[5] = 0.5f;
    model.spec["centre"] = centre;
    const auto values =
        makeResNet34(resNetRegistry, model, Device::kCpu, Precision::kFp32)->toTemplate(descriptor);
    EXPECT_FLOAT_EQ(values[5], 1);
    EXPECT_FLOAT_EQ(values[6], 0);
    model.spec["centre"] = {1, 2, 3};
    EXPECT_THROW(makeResNet34(resNetRegistry, model, Device::kCpu, Precision::kFp32), Error);
}

TEST(ResNet34, RefusesFacesOfAnotherSize) {
    LINEAMENT_NEEDS(samplePhoto(1));
    const cv::Mat face(112, 112, CV_8UC3, cv::Scalar::all(0));
    EXPECT_THROW(makeResNet(Precision::kFp32)->describe({&face, 1}), Error);
}
