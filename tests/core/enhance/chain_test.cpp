#include "core/enhance/chain.h"

#include <gtest/gtest.h>

#include <opencv2/core.hpp>

#include "core/base/error.h"
#include "core/enhance/degradation.h"
#include "core/enhance/enhancer.h"

using namespace lineament;
using namespace lineament::enhance;

namespace {

std::string refusal(const std::string& text) {
    try {
        parseChain(text);
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::kInvalidArgument);
        return error.subject() + ": " + error.detail();
    }
    return {};
}

}  // namespace

TEST(Chain, KeepsTheOrderAndTheParametersOfItsSteps) {
    const auto chain = parseChain("light:gamma=1.4:shadows=0.5,denoise,restore:fidelity=0.25");
    ASSERT_EQ(chain.size(), 3u);
    EXPECT_EQ(chain[0].name(), "light");
    EXPECT_DOUBLE_EQ(std::get<Light>(chain[0].options).gamma, 1.4);
    EXPECT_DOUBLE_EQ(std::get<Light>(chain[0].options).whiteBalance, Light{}.whiteBalance);
    EXPECT_DOUBLE_EQ(std::get<Restore>(chain[2].options).fidelity, 0.25);
    EXPECT_EQ(chainText(chain), "light:gamma=1.4:shadows=0.5,denoise,restore:fidelity=0.25");
}

TEST(Chain, ComesBackFromItsJsonAsItWas) {
    auto chain = parseChain("deblur:radiusPx=2,superres:scale=2");
    chain[0].bypassed = true;
    const auto back = chainFromJson(nlohmann::json::parse(toJson(chain).dump()));
    EXPECT_EQ(toJson(back), toJson(chain));
    EXPECT_TRUE(back[0].bypassed);
}

TEST(Chain, SaysWhichParameterIsOutOfItsRange) {
    EXPECT_EQ(refusal("light:gamma=9"), "light.gamma: 9 is outside 0.2 to 5");
    EXPECT_EQ(refusal("stabilise:reach=0.9"), "stabilise.reach: 0.9 is outside 0.01 to 0.4");
    EXPECT_EQ(refusal("deinterlace:field=2"), "deinterlace.field: 2 is none of 0, 1");
    EXPECT_EQ(refusal("superres:scale=3"), "superres.scale: 3 is none of 2, 4");
    EXPECT_EQ(refusal("blur"),
              "steps: \"blur\" is none of deinterlace, stabilise, denoise, average, deblur, light, frontal, "
              "superres "
              "and restore");
    EXPECT_EQ(refusal("denoise:colours=1"), "denoise: it has no parameter \"colours\"");
    EXPECT_EQ(refusal("denoise:strength=much"), "denoise.strength: \"much\" is not a number");
    EXPECT_NE(refusal(""), "");
    EXPECT_NE(refusal("superres,superres,superres"), "") << "64 times";
    EXPECT_THROW(chainFromJson(nlohmann::json::parse(R"([{"step":"light","gamma":"high"}])")), Error);
}

TEST(Chain, IsGenerativeOnlyByStepsThatTakePart) {
    auto chain = parseChain("denoise,restore");
    EXPECT_TRUE(generative(chain));
    chain[1].bypassed = true;
    EXPECT_FALSE(generative(chain));
}

TEST(Chain, AsksForFacesOnlyWhereAStepNeedsThem) {
    for (const auto name : stepNames())
        EXPECT_EQ(makeStep(name).wantsFaces(), name == "average" || name == "frontal" || name == "restore")
            << name;
}

TEST(Chain, EveryParameterHasARangeThatHoldsItsDefault) {
    for (const auto name : stepNames()) {
        Chain chain = {makeStep(name)};
        EXPECT_NO_THROW(validate(chain)) << name;
        for (const auto& parameter : parametersOf(chain[0])) {
            EXPECT_LT(parameter.minimum, parameter.maximum) << name << '.' << parameter.name;
            EXPECT_GT(parameter.step, 0);
        }
    }
}

TEST(Degradation, ReducesTheFaceToTheWantedWidth) {
    const auto how = parseDegradation("width=12,noise=10,jpeg=40");
    EXPECT_EQ(how.text(), "width=12,noise=10,jpeg=40");
    const cv::Mat picture(250, 200, CV_8UC3, cv::Scalar(90, 120, 150));
    const auto poor = degrade(picture, 96, how, 7);
    EXPECT_EQ(poor.cols, 25);
    EXPECT_EQ(poor.rows, 31);
    EXPECT_EQ(cv::norm(degrade(picture, 96, how, 7), poor, cv::NORM_INF), 0)
        << "the same seed, the same noise";
    EXPECT_GT(cv::norm(degrade(picture, 96, how, 8), poor, cv::NORM_INF), 0);
    EXPECT_EQ(degrade(picture, 8, how, 7).cols, 200) << "never larger";
}

TEST(Degradation, RefusesWhatIsMalformed) {
    for (const char* text :
         {"", "width", "width=a", "width=2", "blur=-1", "noise=1,noise=2", "jpeg=101", "rain=1", "width=nan"})
        EXPECT_THROW(parseDegradation(text), Error) << text;
}

TEST(ScaledFace, LandsOnTheSamePlaceOfTheEnlargedPicture) {
    Face face;
    face.box = {10, 20, 30, 40};
    face.landmarks5[0] = {12, 24};
    const auto there = scaledFace(face, 4);
    // The middle of pixel 12 lies at 12.5 pixel widths from the edge, at 50 of the enlarged: pixel 49.5.
    EXPECT_FLOAT_EQ(there.landmarks5[0].x, 49.5f);
    EXPECT_FLOAT_EQ(there.box.width, 120);
    const auto back = scaledFace(there, 0.25);
    EXPECT_NEAR(back.landmarks5[0].x, 12, 1e-4);
}
