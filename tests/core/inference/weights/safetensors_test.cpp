#include "core/inference/weights/safetensors.h"

#include <cmath>
#include <fstream>
#include <random>

#include "core/base/error.h"
#include "tests/support/places.h"

namespace fs = std::filesystem;
using namespace lineament;

namespace {

class SafetensorsTest : public testing::Test {
  protected:
    fs::path path() const { return folder_ / "net.safetensors"; }
    std::string content() const {
        std::ifstream file(path(), std::ios::binary);
        return {std::istreambuf_iterator<char>(file), {}};
    }
    /// Reads a file of this header and these values.
    Safetensors read(const std::string& header, const std::string& values) const {
        const std::uint64_t size = header.size();
        std::ofstream(path(), std::ios::binary)
            << std::string(reinterpret_cast<const char*>(&size), 8) << header << values;
        return readSafetensors(path());
    }
    void expectRefused(const std::string& header, const std::string& values) const {
        try {
            read(header, values);
            ADD_FAILURE() << header;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::kModelInvalid) << error.what();
        }
    }
    test::TempFolder folder_;
};

const std::vector<WeightTensor> kTensors = {{"b", {2, 2}, WeightType::kFloat32, {1, -2, 0.1f, 1e30f}},
                                            {"a", {3}, WeightType::kFloat16, {0.5f, -1, 2}},
                                            {"c", {}, WeightType::kBFloat16, {-3}},
                                            {"empty", {0, 4}, WeightType::kFloat32, {}}};

}  // namespace

TEST_F(SafetensorsTest, GivesBackWhatWasWritten) {
    writeSafetensors(path(), kTensors, {{"made_by", "a test"}});
    const auto read = readSafetensors(path());
    EXPECT_EQ(read.metadata.at("made_by"), "a test");
    ASSERT_EQ(read.weights.size(), kTensors.size());
    for (const auto& tensor : kTensors) {
        const auto& back = read.weights.get(tensor.name);
        EXPECT_EQ(back.shape, tensor.shape) << tensor.name;
        EXPECT_EQ(back.dtype, tensor.dtype) << tensor.name;
        EXPECT_EQ(back.data, tensor.data) << tensor.name;  // all of them exact in their type
    }
    EXPECT_FALSE(fs::exists(path().string() + ".partial"));
}

TEST_F(SafetensorsTest, ReadsTheExampleOfTheFormat) {
    const auto read =
        this->read(R"({"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"__metadata__":{"format":"pt"}})",
                   std::string("\0\0\x80\x3f", 4));
    EXPECT_EQ(read.weights.get("x").data, std::vector<float>{1});
    EXPECT_EQ(read.metadata.at("format"), "pt");
}

TEST_F(SafetensorsTest, RefusesHostileHeaders) {
    const std::string four(4, '\0'), eight(8, '\0');
    expectRefused("", "");
    expectRefused("[]", "");
    expectRefused("{", four);
    expectRefused(R"({"x":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}})", four);
    expectRefused(R"({"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}})", eight);  // a gap
    expectRefused(R"({"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})", eight);  // more behind
    expectRefused(R"({"x":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}})", four);
    expectRefused(R"({"x":{"dtype":"F32","shape":[1],"data_offsets":[0,18446744073709551615]}})", four);
    expectRefused(R"({"x":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}})", four);
    expectRefused(R"({"x":{"dtype":"F32","shape":[4294967296,4294967297],"data_offsets":[0,4]}})",
                  four);  // wraps to 4
    expectRefused(R"({"x":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}})", eight);
    expectRefused(
        R"({"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"y":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}})",
        four);
    std::ofstream(path(), std::ios::binary) << std::string(8, '\xff') << "{}";
    EXPECT_THROW(readSafetensors(path()), Error);
}

TEST_F(SafetensorsTest, NeverReadsOutsideADamagedFile) {
    writeSafetensors(path(), kTensors);
    const auto whole = content();
    for (std::size_t length = 0; length < whole.size(); ++length) {
        std::ofstream(path(), std::ios::binary) << whole.substr(0, length);
        EXPECT_THROW(readSafetensors(path()), Error) << length;
    }
    std::mt19937 random(1);
    for (int round = 0; round < 1000; ++round) {
        auto damaged = whole;
        damaged[random() % damaged.size()] = static_cast<char>(random());
        std::ofstream(path(), std::ios::binary) << damaged;
        try {
            readSafetensors(path());
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::kModelInvalid);
        }
    }
}

TEST_F(SafetensorsTest, LeavesTheOldFileWhenItCannotWrite) {
    writeSafetensors(path(), kTensors);
    const auto before = content();
    const std::vector<WeightTensor> wrong = {{"a", {3}, WeightType::kFloat32, {1}}};
    EXPECT_THROW(writeSafetensors(path(), wrong), Error);
    const std::vector<WeightTensor> twice = {kTensors[0], kTensors[0]};
    EXPECT_THROW(writeSafetensors(path(), twice), Error);
    EXPECT_EQ(content(), before);
    try {
        writeSafetensors(folder_ / "nowhere/net.safetensors", kTensors);
        ADD_FAILURE() << "a folder that is not there";
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::kUnwritable);
    }
}
