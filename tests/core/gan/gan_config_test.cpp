#include "core/gan/gan_config.h"

#include <fstream>

#include "core/base/error.h"
#include "tests/support/places.h"

using namespace lineament;
using namespace lineament::gan;

namespace {

std::string subjectOf(const nlohmann::json& json) {
    try {
        configFromJson(json);
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::kInvalidArgument);
        return error.subject();
    }
    return {};
}

}  // namespace

TEST(GanConfig, DefaultsAreValidAndSurviveJson) {
    TrainConfig config;
    EXPECT_NO_THROW(config.validate());
    config.network.resolution = 128;
    config.generator.rate = 0.125;
    config.run.seed = 7;
    EXPECT_EQ(configFromJson(nlohmann::json::parse(toJson(config).dump())), config);
}

TEST(GanConfig, NamesTheSettingThatIsWrong) {
    EXPECT_EQ(subjectOf({{"loss", {{"r1gamma", 1}}}}), "loss.r1gamma");
    EXPECT_EQ(subjectOf({{"lose", {{"r1Gamma", 1}}}}), "lose.r1Gamma");
    EXPECT_EQ(subjectOf({{"loss", {{"r1Gamma", "much"}}}}), "loss.r1Gamma");
    EXPECT_EQ(subjectOf({{"network", {{"resolution", 48}}}}), "network.resolution");
    EXPECT_EQ(subjectOf({{"network", {{"resolution", 64.5}}}}), "network.resolution");
    EXPECT_EQ(subjectOf({{"network", {{"architecture", "biggan"}}}}), "network.architecture");
    EXPECT_EQ(subjectOf({{"run", {{"batch", 4294967297}}}}), "run.batch");
    EXPECT_EQ(subjectOf({{"run", {{"batch", -1}}}}), "run.batch");
    EXPECT_EQ(subjectOf({{"generator", {{"rate", 0}}}}), "generator.rate");
    EXPECT_EQ(subjectOf(nlohmann::json::array()), "configuration");
}

TEST(GanConfig, RefusesSettingsThatContradictEachOther) {
    EXPECT_EQ(subjectOf({{"network", {{"architecture", "dcgan"}}}, {"loss", {{"pathLengthWeight", 2}}}}),
              "loss.pathLengthWeight");
    EXPECT_EQ(subjectOf({{"loss", {{"adversarial", "wgan_gp"}}}, {"augment", {{"kind", "ada"}}}}),
              "augment.kind");
    EXPECT_EQ(subjectOf({{"network", {{"baseChannels", 64}, {"maxChannels", 32}}}}), "network.maxChannels");
}

TEST(GanConfig, EveryPresetWorksAsItIs) {
    int presets = 0;
    for (const auto& entry :
         std::filesystem::directory_iterator(test::sourceFolder() / "resources/presets/gan")) {
        EXPECT_NO_THROW(loadConfig(entry.path())) << entry.path();
        ++presets;
    }
    EXPECT_GE(presets, 4);
}

TEST(GanConfig, SaysWhereAFileIsNoJson) {
    test::TempFolder folder;
    std::ofstream(folder / "broken.json") << "{ \"run\": ";
    try {
        loadConfig(folder / "broken.json");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::kUnreadable);
    }
}

TEST(GanConfig, SchemaNamesEveryFieldWithItsDefault) {
    TrainConfig config;
    const auto schema = configSchema();
    for (const auto& field : fieldsOf(config)) {
        const auto dot = field.info.path.find('.');
        const auto& property = schema["properties"][field.info.path.substr(0, dot)]["properties"]
                                     [field.info.path.substr(dot + 1)];
        EXPECT_TRUE(property.contains("default")) << field.info.path;
        EXPECT_FALSE(field.info.help.empty()) << field.info.path;
    }
}
