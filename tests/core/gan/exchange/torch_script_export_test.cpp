#include "core/gan/exchange/torch_script_export.h"

#include <gtest/gtest.h>
#include <torch/script.h>
#include <torch/torch.h>

#include <fstream>

#include "core/base/error.h"
#include "core/gan/exchange/network_file.h"
#include "tests/support/places.h"

using namespace lineament;
using namespace lineament::gan;

namespace {

struct Case {
    std::string architecture;
    int labels;
    std::string resample;
};
void PrintTo(const Case& one, std::ostream* out) {
    *out << one.architecture;
}

class TorchScriptExport : public testing::TestWithParam<Case> {};

}  // namespace

TEST_P(TorchScriptExport, GivesTheSamePixelsWhenLoadedAgain) {
    const auto& [architecture, labels, resample] = GetParam();
    test::TempFolder folder;
    torch::manual_seed(3);
    torch::NoGradGuard noGrad;
    const NetworkConfig config{architecture, 64, 16, 16, 2, 4, 16, labels, resample};
    const auto fresh = makeGenerator(config);
    if (fresh->meanStyle().defined()) fresh->meanStyle().normal_();
    NetworkFileInfo info{"generator", config, {}, {}};
    for (int i = 0; i < labels; ++i)
        info.labelNames.push_back(std::to_string(i));
    saveNetwork(*fresh, info, folder / "g.safetensors", false);
    exportTorchScript(folder / "g.safetensors", folder / "g.ts");

    const auto generator = loadGenerator(folder / "g.safetensors");
    auto script = torch::jit::load((folder / "g.ts").string());
    const auto z = torch::randn({3, 16});
    const auto classes = labels > 0 ? torch::tensor({0, 1, 1}, torch::kInt64) : torch::Tensor();
    for (const double psi : {1.0, 0.5}) {
        std::vector<torch::IValue> inputs = {z, psi};
        if (labels > 0) inputs.push_back(classes);
        const auto pictures = script.forward(inputs).toTensor();
        const auto mean = generator->meanStyle();
        const auto w = mean.defined() ? mean + (generator->map(z, classes) - mean) * psi
                                      : generator->map(z * psi, classes);
        const auto wanted = generator->synthesise(w, classes, Noise());
        ASSERT_EQ(pictures.sizes(), wanted.sizes());
        EXPECT_LT((pictures - wanted).abs().max().item<float>(),
                  1e-4 * std::max(1.0f, wanted.abs().max().item<float>()));
    }
    if (labels > 0) EXPECT_ANY_THROW(script.forward({z, 1.0}));
    torch::jit::ExtraFilesMap extra = {{"lineament.json", ""}};
    torch::jit::load((folder / "g.ts").string(), c10::nullopt, extra);
    EXPECT_EQ(nlohmann::json::parse(extra["lineament.json"])["network"]["architecture"], architecture);
}

INSTANTIATE_TEST_SUITE_P(All, TorchScriptExport,
                         testing::Values(Case{"stylegan2", 0, "box"}, Case{"stylegan2", 2, "blur"},
                                         Case{"fastgan", 0, "box"}, Case{"resnet", 2, "box"},
                                         Case{"dcgan", 0, "box"}),
                         [](const auto& info) {
                             return info.param.architecture + std::to_string(info.param.labels);
                         });

TEST(TorchScriptExport, RefusesWhatIsNoGenerator) {
    test::TempFolder folder;
    std::ofstream(folder / "g.safetensors") << "nothing";
    EXPECT_THROW(exportTorchScript(folder / "g.safetensors", folder / "g.ts"), Error);
    EXPECT_FALSE(std::filesystem::exists(folder / "g.ts"));
}
