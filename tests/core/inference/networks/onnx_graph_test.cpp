#include "core/inference/networks/onnx_graph.h"

#include <gtest/gtest.h>

#include "core/base/error.h"
#include "core/inference/networks/dnn_net.h"
#include "tests/support/places.h"

using namespace lineament;

namespace {

/// Where a network of the manifest lies; the test is skipped where it was not fetched.
std::filesystem::path fileOf(const char* model) {
    const ModelRegistry registry(test::modelsFolder());
    try {
        return registry.file(registry.get(model));
    } catch (const Error&) {
        return {};
    }
}

cv::Mat noise(std::vector<int> shape, double low, double high) {
    cv::Mat blob(shape, CV_32F);
    cv::RNG random(3);
    random.fill(blob, cv::RNG::UNIFORM, low, high);
    return blob;
}

OnnxNode node(std::string op, std::vector<std::string> inputs, std::string output) {
    OnnxNode made;
    made.op = std::move(op);
    made.inputs = std::move(inputs);
    made.outputs = {std::move(output)};
    return made;
}

/// Two maps that double and negate the input by 1 x 1 convolutions, the sum of both after a ReLU.
OnnxGraphFile smallGraph() {
    OnnxGraphFile file{Weights("small.onnx"), {}, {}, "in", {1, 1, 4, 4}, {"out"}};
    file.weights.add({"two", {1, 1, 1, 1}, WeightType::kFloat32, {2}});
    file.weights.add({"minus", {1, 1, 1, 1}, WeightType::kFloat32, {-1}});
    file.weights.add({"slope", {1, 1, 1}, WeightType::kFloat32, {0.5f}});
    file.nodes = {node("Conv", {"in", "two"}, "a"), node("Relu", {"a"}, "b"),
                  node("Conv", {"in", "minus"}, "c"), node("PRelu", {"c", "slope"}, "d"),
                  node("Add", {"b", "d"}, "out")};
    return file;
}

std::string refusalOf(const OnnxGraphFile& file) {
    try {
        const OnnxGraph graph(file, {}, {});
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::kModelInvalid);
        return error.what();
    }
    return {};
}

}  // namespace

TEST(OnnxGraph, ComputesWhatTheOperatorsSay) {
    const OnnxGraph graph(smallGraph(), {}, {});
    auto input = at::full({2, 1, 4, 4}, 3.0f);
    input[1].fill_(-4.0f);
    const auto out = graph(input).front();
    EXPECT_FLOAT_EQ(out[0][0][1][1].item<float>(), 6 - 1.5f);  // 2 x 3, and -3 by the slope
    EXPECT_FLOAT_EQ(out[1][0][1][1].item<float>(), 0 + 4);
}

TEST(OnnxGraph, LeavesAValueAloneThatTwoOperatorsRead) {
    auto file = smallGraph();
    file.outputs = {"a", "b"};
    const auto out = OnnxGraph(file, {}, {})(at::full({1, 1, 4, 4}, -1.0f));
    EXPECT_FLOAT_EQ(out[0][0][0][0][0].item<float>(), -2);
    EXPECT_FLOAT_EQ(out[1][0][0][0][0].item<float>(), 0);
}

TEST(OnnxGraph, NamesTheOperatorThatItDoesNotKnow) {
    auto file = smallGraph();
    file.nodes[1].op = "Erf";
    EXPECT_NE(refusalOf(file).find("Erf"), std::string::npos);
}

TEST(OnnxGraph, RefusesGraphsThatCannotBe) {
    auto file = smallGraph();
    file.nodes.erase(file.nodes.begin());
    EXPECT_NE(refusalOf(file).find("nothing in it makes the value a"), std::string::npos);
    file = smallGraph();
    std::swap(file.nodes[0], file.nodes[4]);
    EXPECT_FALSE(refusalOf(file).empty());  // used before it is made
    file = smallGraph();
    file.nodes[1].inputs = {"b"};  // its own input
    EXPECT_FALSE(refusalOf(file).empty());
    file = smallGraph();
    file.nodes[0].ints["strides"] = {0};
    EXPECT_FALSE(refusalOf(file).empty());
    file = smallGraph();
    file.nodes[0].inputs = {"in"};
    EXPECT_FALSE(refusalOf(file).empty());
    file = smallGraph();
    file.weights.add({"bias", {3}, WeightType::kFloat32, {1, 2, 3}});
    file.nodes[0].inputs.push_back("bias");  // of one channel
    EXPECT_FALSE(refusalOf(file).empty());
    file = smallGraph();
    file.nodes[0].strings["auto_pad"] = "SAME_UPPER";
    EXPECT_NE(refusalOf(file).find("SAME_UPPER"), std::string::npos);
}

class OnnxGraphOf : public testing::TestWithParam<std::tuple<const char*, int, int, double, double>> {};

TEST_P(OnnxGraphOf, SaysWhatOpenCvSays) {
    const auto [model, channels, side, low, high] = GetParam();
    const auto path = fileOf(model);
    LINEAMENT_NEEDS(path);
    const auto give = [path = path] { return path; };
    const cv::Mat blob = noise({1, channels, side, side}, low, high);
    const cv::Mat expected = DnnNet(model, give).run(blob).at(0);
    const cv::Mat ours = openOnnxGraph(model, give, Device::kCpu, Precision::kFp32)->run(blob).at(0);
    ASSERT_EQ(ours.total(), expected.total());
    const cv::Mat a = ours.reshape(1, 1), b = expected.reshape(1, 1);
    EXPECT_LT(cv::norm(a, b, cv::NORM_INF), 1e-4 * (1 + cv::norm(b, cv::NORM_INF)));
}

INSTANTIATE_TEST_SUITE_P(Each, OnnxGraphOf,
                         testing::Values(std::tuple("fr_landmark", 1, 64, 0.0, 1.0),
                                         std::tuple("fr_feature", 3, 112, -1.0, 1.0)));

TEST(OnnxGraph, SaysTheSameOfAPictureInABatch) {
    const auto path = fileOf("fr_feature");
    LINEAMENT_NEEDS(path);
    const auto network = openOnnxGraph(
        "fr_feature", [path] { return path; }, Device::kCpu, Precision::kFp32);
    const cv::Mat three = noise({3, 3, 112, 112}, -1, 1);
    const cv::Mat together = network->run(three).at(0);
    const int one[] = {1, 3, 112, 112};
    const cv::Mat second(4, one, CV_32F, const_cast<float*>(three.ptr<float>(1)));
    const cv::Mat alone = network->run(second).at(0);
    EXPECT_LT(cv::norm(together.reshape(1, 3).row(1), alone.reshape(1, 1), cv::NORM_INF), 1e-4);
}
