#include "core/inference/networks/onnx_file.h"

#include <onnx/onnx_pb.h>

#include <fstream>
#include <random>

#include "core/base/error.h"
#include "tests/support/places.h"

using namespace lineament;

namespace {

/// A graph with one raw and one listed tensor of floats and a shape.
onnx::ModelProto graph() {
    onnx::ModelProto model;
    const auto add = [&](const char* name, int type, std::initializer_list<std::int64_t> shape) {
        auto* tensor = model.mutable_graph()->add_initializer();
        tensor->set_name(name);
        tensor->set_data_type(type);
        for (const auto extent : shape)
            tensor->add_dims(extent);
        return tensor;
    };
    const float raw[] = {1, 2, 3, 4, 5, 6};
    add("raw", onnx::TensorProto::FLOAT, {2, 3})->set_raw_data(raw, sizeof raw);
    auto* listed = add("listed", onnx::TensorProto::FLOAT, {2});
    listed->add_float_data(0.5f);
    listed->add_float_data(-1);
    add("shape", onnx::TensorProto::INT64, {1})->add_int64_data(-1);
    return model;
}

class Onnx : public testing::Test {
  protected:
    std::filesystem::path written(const std::string& bytes) {
        const auto path = folder_ / "net.onnx";
        std::ofstream(path, std::ios::binary) << bytes;
        return path;
    }
    void expectRefused(const std::string& bytes) {
        try {
            readOnnx(written(bytes));
            ADD_FAILURE() << "it was read";
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::kModelInvalid);
        }
    }
    test::TempFolder folder_;
};

}  // namespace

TEST_F(Onnx, GivesTheFloatTensorsWithTheirShapes) {
    const auto file = readOnnx(written(graph().SerializeAsString()));
    const auto& weights = file.weights;
    EXPECT_EQ(file.integers.at("shape"), std::vector<std::int64_t>{-1});
    EXPECT_EQ(weights.size(), 2u);
    EXPECT_EQ(weights.get("raw").shape, (std::vector<std::int64_t>{2, 3}));
    EXPECT_EQ(weights.get("raw").data, (std::vector<float>{1, 2, 3, 4, 5, 6}));
    EXPECT_EQ(weights.get("listed").data, (std::vector<float>{0.5f, -1}));
}

TEST_F(Onnx, RefusesTensorsThatDoNotFillTheirShape) {
    auto model = graph();
    model.mutable_graph()->mutable_initializer(0)->set_dims(0, std::int64_t{1} << 62);
    expectRefused(model.SerializeAsString());
    model = graph();
    model.mutable_graph()->mutable_initializer(0)->set_dims(0, -2);
    expectRefused(model.SerializeAsString());
}

TEST_F(Onnx, RefusesTensorsThatLieInOtherFiles) {
    auto model = graph();
    model.mutable_graph()->mutable_initializer(0)->set_data_location(onnx::TensorProto::EXTERNAL);
    expectRefused(model.SerializeAsString());
}

TEST_F(Onnx, RefusesWhatIsNoGraphOrCutShort) {
    expectRefused("");
    expectRefused("no graph");
    const auto bytes = graph().SerializeAsString();
    expectRefused(bytes.substr(0, bytes.size() - 5));
}

TEST_F(Onnx, SurvivesDamagedBytesOfAnyKind) {
    const auto bytes = graph().SerializeAsString();
    std::mt19937 random(7);
    for (int round = 0; round < 200; ++round) {
        auto damaged = bytes;
        for (int i = 0; i < 3; ++i)
            damaged[random() % damaged.size()] = static_cast<char>(random());
        try {
            readOnnx(written(damaged));
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::kModelInvalid);
        }
    }
}
