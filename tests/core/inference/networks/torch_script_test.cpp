#include "core/inference/networks/torch_script.h"

#include <torch/script.h>

#include <fstream>
#include <thread>

#include "core/base/error.h"
#include "tests/support/places.h"

using namespace lineament;

namespace {

class TorchScriptTest : public testing::Test {
  protected:
    /// A network of this source, saved.
    TorchScript network(const std::string& source) const {
        torch::jit::Module module("network");
        module.register_parameter("weight", torch::full({1}, 3.0), false);
        module.define(source);
        module.save((folder_ / "net.pt").string());
        return TorchScript(
            "own", [this] { return folder_ / "net.pt"; }, Device::kCpu);
    }
    ErrorCode codeOf(const TorchScript& net, std::vector<std::string> outputs = {}) const {
        try {
            net.run(blob(), outputs);
        } catch (const Error& error) {
            EXPECT_EQ(error.subject(), "own");
            return error.code();
        }
        ADD_FAILURE() << "nothing was refused";
        return ErrorCode::kInternal;
    }
    static cv::Mat blob() {
        const int shape[] = {2, 3, 4, 5};
        return cv::Mat(4, shape, CV_32F, cv::Scalar(2));
    }
    test::TempFolder folder_;
};

}  // namespace

TEST_F(TorchScriptTest, RunsANetworkOfTheUser) {
    const auto net = network("def forward(self, x):\n    return x * self.weight\n");
    const auto outputs = net.run(blob());
    ASSERT_EQ(outputs.size(), 1u);
    EXPECT_EQ(outputs[0].dims, 4);
    EXPECT_EQ(outputs[0].size[3], 5);
    EXPECT_EQ(outputs[0].ptr<float>()[119], 6);
}

TEST_F(TorchScriptTest, GivesTuplesByPositionAndDictionariesByName) {
    const auto tuple = network("def forward(self, x):\n    return x.mean(), x.sum((1, 2, 3))\n");
    const auto both = tuple.run(blob());
    ASSERT_EQ(both.size(), 2u);
    EXPECT_EQ(both[0].ptr<float>()[0], 2);
    EXPECT_EQ(both[1].total(), 2u);
    const std::vector<std::string> second = {"1"};
    EXPECT_EQ(tuple.run(blob(), second).at(0).total(), 2u);

    const auto dictionary =
        network("def forward(self, x):\n    return {'boxes': x.mean(), 'scores': x.sum()}\n");
    const std::vector<std::string> scores = {"scores"};
    EXPECT_EQ(dictionary.run(blob(), scores).at(0).ptr<float>()[0], 240);
    EXPECT_EQ(codeOf(dictionary, {"nothing"}), ErrorCode::kModelInvalid);
}

TEST_F(TorchScriptTest, ServesSeveralThreadsAtOnce) {
    const auto net = network("def forward(self, x):\n    return torch.relu(x * self.weight).sum()\n");
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] {
            for (int i = 0; i < 20; ++i)
                EXPECT_EQ(net.run(blob()).at(0).ptr<float>()[0], 720);
        });
}

TEST_F(TorchScriptTest, TurnsFailuresIntoErrors) {
    EXPECT_EQ(codeOf(network("def forward(self, x):\n    return x.view(7)\n")), ErrorCode::kModelInvalid);
    EXPECT_EQ(codeOf(network("def forward(self, x):\n    assert False, 'no'\n    return x\n")),
              ErrorCode::kModelInvalid);
    EXPECT_EQ(codeOf(network("def forward(self, x):\n    return 'text'\n")), ErrorCode::kModelInvalid);
    std::ofstream(folder_ / "net.pt") << "this is not a network";
    EXPECT_EQ(codeOf(TorchScript(
                  "own", [this] { return folder_ / "net.pt"; }, Device::kCpu)),
              ErrorCode::kModelInvalid);
    EXPECT_EQ(codeOf(TorchScript(
                  "own", [this] { return folder_ / "no.pt"; }, Device::kCpu)),
              ErrorCode::kModelInvalid);
}
