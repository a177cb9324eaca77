#include "core/inference/weights/tfjs.h"

#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "tests/support/places.h"

using namespace lineament;
using nlohmann::json;

namespace {

std::string bytesOf(const auto& value) {
    return {reinterpret_cast<const char*>(&value), sizeof value};
}

class TfjsTest : public testing::Test {
  protected:
    Weights read(const std::string& manifest, const std::string& binary) const {
        std::ofstream(folder_ / "manifest.json") << manifest;
        std::ofstream(folder_ / "net.bin", std::ios::binary) << binary;
        return readTfjs(folder_ / "manifest.json", folder_ / "net.bin");
    }
    void expectRefused(const std::string& manifest, const std::string& binary) const {
        try {
            read(manifest, binary);
            ADD_FAILURE() << manifest;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::kModelInvalid) << error.what();
        }
    }

    json entries_ = {
        {{"name", "q"},
         {"shape", {2}},
         {"dtype", "float32"},
         {"quantization", {{"dtype", "uint8"}, {"scale", 0.5}, {"min", -1.0}}}},
        {{"name", "step"},
         {"shape", json::array()},
         {"dtype", "int32"},
         {"quantization", {{"dtype", "uint8"}, {"scale", 1}, {"min", 3}}}},
        {{"name", "raw"}, {"shape", {1, 2}}, {"dtype", "float32"}},
        {{"name", "half"}, {"shape", {1}}, {"dtype", "float32"}, {"quantization", {{"dtype", "float16"}}}},
        {{"name", "n"}, {"shape", json::array()}, {"dtype", "int32"}}};
    std::string binary_ = std::string{'\x00', '\x04', '\x02'} + bytesOf(1.5f) + bytesOf(-2.0f) +
                          bytesOf(std::uint16_t{0x3C00}) + bytesOf(std::int32_t{-7});
    test::TempFolder folder_;
};

}  // namespace

TEST_F(TfjsTest, ReadsEveryKindOfWeight) {
    for (const auto& manifest :
         {json::array({{{"paths", {"net.bin"}}, {"weights", entries_}}}),
          json{{"modelTopology", {}},
               {"weightsManifest", {{{"paths", {"net.bin"}}, {"weights", entries_}}}}}}) {
        const auto weights = read(manifest.dump(), binary_);
        EXPECT_EQ(weights.get("q").data, (std::vector<float>{-1, 1}));
        EXPECT_EQ(weights.get("step").data, std::vector<float>{5});
        EXPECT_EQ(weights.get("raw").data, (std::vector<float>{1.5f, -2}));
        EXPECT_EQ(weights.get("raw").shape, (std::vector<std::int64_t>{1, 2}));
        EXPECT_EQ(weights.get("half").data, std::vector<float>{1});
        EXPECT_EQ(weights.get("n").data, std::vector<float>{-7});
        EXPECT_EQ(weights.get("q").dtype, WeightType::kQuantised8);
    }
}

TEST_F(TfjsTest, RefusesABinaryThatIsCutOrHasMore) {
    const auto manifest = json::array({{{"weights", entries_}}}).dump();
    for (std::size_t length = 0; length < binary_.size(); ++length)
        expectRefused(manifest, binary_.substr(0, length));
    expectRefused(manifest, binary_ + "x");
}

TEST_F(TfjsTest, RefusesHostileManifests) {
    expectRefused("", binary_);
    expectRefused("{}", binary_);
    expectRefused(
        "[{\"weights\":[{\"name\":\"a\",\"shape\":[4294967296,4294967296,2],\"dtype\":\"float32\"}]}]",
        binary_);
    expectRefused("[{\"weights\":[{\"name\":\"a\",\"shape\":[-1],\"dtype\":\"float32\"}]}]", binary_);
    expectRefused("[{\"weights\":[{\"name\":\"a\",\"shape\":[1],\"dtype\":\"string\"}]}]", "abcd");
    expectRefused("[{\"weights\":[{\"shape\":[1],\"dtype\":\"float32\"}]}]", "abcd");
}

TEST_F(TfjsTest, ReadsTheWeightsThatComeWithTheProgram) {
    const auto folder = test::modelsFolder() / "weights";
    LINEAMENT_NEEDS(folder / "face-api/ssd_mobilenetv1_model.bin");
    const auto ssd = readTfjs(folder / "face-api/ssd_mobilenetv1_model-weights_manifest.json",
                              folder / "face-api/ssd_mobilenetv1_model.bin");
    EXPECT_EQ(ssd.get("Output/extra_dim").shape, (std::vector<std::int64_t>{1, 5118, 4}));
    EXPECT_EQ(ssd.get("Prediction/BoxPredictor_0/stack_1/2").data, std::vector<float>{3});
    const auto blazeface = readTfjs(folder / "human/blazeface.json", folder / "human/blazeface.bin");
    EXPECT_EQ(blazeface.get("unknown").shape, (std::vector<std::int64_t>{5, 5, 3, 24}));
}
