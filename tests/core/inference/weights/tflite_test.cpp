#include "core/inference/weights/tflite.h"

#include <algorithm>
#include <fstream>
#include <random>

#include "core/base/error.h"
#include "tests/support/places.h"

using namespace lineament;

namespace {

/// Writes a FlatBuffer front to back: offsets are patched once their targets are known.
class Builder {
  public:
    std::size_t here() const { return bytes_.size(); }
    template <class T>
    std::size_t put(T value) {
        const auto at = here();
        bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
        return at;
    }
    void pointTo(std::size_t offset, std::size_t target) {
        const auto value = static_cast<std::uint32_t>(target - offset);
        std::copy_n(reinterpret_cast<const char*>(&value), 4,
                    bytes_.begin() + static_cast<std::ptrdiff_t>(offset));
    }
    /// A table of n fields of four bytes; returns where the first field lies.
    std::size_t table(int n) {
        const auto vtable = put<std::uint16_t>(static_cast<std::uint16_t>(4 + 2 * n));
        put<std::uint16_t>(static_cast<std::uint16_t>(4 + 4 * n));
        for (int i = 0; i < n; ++i)
            put<std::uint16_t>(static_cast<std::uint16_t>(4 + 4 * i));
        const auto start = put<std::int32_t>(static_cast<std::int32_t>(here() - vtable));
        for (int i = 0; i < n; ++i)
            put<std::uint32_t>(0);
        return start + 4;
    }
    std::string& bytes() { return bytes_; }

  private:
    std::string bytes_;
};

/// A model with one subgraph and tensors "w0", "w1" ... that all lie in the one buffer of four floats.
std::string modelWith(int tensors, std::int32_t extent = 4) {
    Builder file;
    const auto root = file.put<std::uint32_t>(0);
    file.bytes() += "TFL3";
    const auto model = file.table(5);
    file.pointTo(root, model - 4);
    const auto vectorOf = [&](std::size_t field, int n) {
        file.pointTo(field, file.here());
        file.put<std::uint32_t>(static_cast<std::uint32_t>(n));
        const auto first = file.here();
        for (int i = 0; i < n; ++i)
            file.put<std::uint32_t>(0);
        return first;
    };
    const auto subgraphs = vectorOf(model + 8, 1);
    const auto buffers = vectorOf(model + 16, 1);
    const auto subgraph = file.table(1);
    file.pointTo(subgraphs, subgraph - 4);
    const auto list = vectorOf(subgraph, tensors);
    for (int i = 0; i < tensors; ++i) {
        const auto tensor = file.table(4);
        file.pointTo(list + 4 * static_cast<std::size_t>(i), tensor - 4);
        file.pointTo(tensor, file.here());
        file.put<std::uint32_t>(1);
        file.put<std::int32_t>(extent);
        file.pointTo(tensor + 12, file.here());
        const auto name = std::string("w").append(std::to_string(i));
        file.put<std::uint32_t>(static_cast<std::uint32_t>(name.size()));
        file.bytes() += name;
    }
    const auto buffer = file.table(1);
    file.pointTo(buffers, buffer - 4);
    file.pointTo(buffer, file.here());
    file.put<std::uint32_t>(16);
    for (const float value : {1.0f, 2.0f, 3.0f, -4.0f})
        file.put(value);
    return file.bytes();
}

class TfliteTest : public testing::Test {
  protected:
    Weights read(const std::string& bytes) const {
        std::ofstream(folder_ / "net.tflite", std::ios::binary) << bytes;
        return readTflite(folder_ / "net.tflite");
    }
    bool refused(const std::string& bytes) const {
        try {
            read(bytes);
            return false;
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::kModelInvalid);
            return true;
        }
    }
    test::TempFolder folder_;
};

}  // namespace

TEST_F(TfliteTest, ReadsTensorsByName) {
    const auto weights = read(modelWith(1));
    EXPECT_EQ(weights.get("w0").data, (std::vector<float>{1, 2, 3, -4}));
    EXPECT_EQ(weights.get("w0").shape, std::vector<std::int64_t>{4});
}

TEST_F(TfliteTest, RefusesEveryCutOfAFile) {
    const auto whole = modelWith(1);
    for (std::size_t length = 0; length < whole.size(); ++length)
        EXPECT_TRUE(refused(whole.substr(0, length))) << length;
}

TEST_F(TfliteTest, RefusesShapesThatTheBufferDoesNotFillAndBuffersUsedWithoutEnd) {
    EXPECT_TRUE(refused(modelWith(1, 5)));
    EXPECT_TRUE(refused(modelWith(1, 3)));
    EXPECT_TRUE(refused(modelWith(1, -4)));
    EXPECT_TRUE(refused("something else entirely"));
    auto few = modelWith(2);
    EXPECT_FALSE(refused(few));  // sharing as such is allowed
}

TEST_F(TfliteTest, NeverReadsOutsideADamagedFile) {
    const auto whole = modelWith(3);
    std::mt19937 random(1);
    for (int round = 0; round < 2000; ++round) {
        auto damaged = whole;
        for (int i = 0; i < 4; ++i)
            damaged[random() % damaged.size()] = static_cast<char>(random());
        try {
            const auto weights = read(damaged);
            for (const auto& [name, tensor] : weights.tensors())
                EXPECT_LE(tensor.data.size(), damaged.size());
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::kModelInvalid);
        }
    }
}

TEST_F(TfliteTest, ReadsTheWeightsThatComeWithTheProgram) {
    const auto path = test::modelsFolder() / "weights/expo/MobileFaceNet.tflite";
    LINEAMENT_NEEDS(path);
    const auto weights = readTflite(path);
    EXPECT_EQ(weights.get("MobileFaceNet/Logits/LinearConv1x1/weights/read").shape,
              (std::vector<std::int64_t>{192, 1, 1, 512}));
    EXPECT_EQ(weights.get("MobileFaceNet/SeparableConv2d/depthwise_weights/read").shape,
              (std::vector<std::int64_t>{1, 3, 3, 64}));
}
