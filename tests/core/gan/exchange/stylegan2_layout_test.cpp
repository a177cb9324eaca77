#include "core/gan/exchange/stylegan2_layout.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

#include <cstdlib>
#include <cstring>
#include <fstream>

#include "core/base/error.h"
#include "core/gan/exchange/network_file.h"
#include "core/gan/exchange/pytorch_file.h"
#include "core/inference/weights/safetensors.h"
#include "tests/support/places.h"

using namespace lineament;
using namespace lineament::gan;
namespace fs = std::filesystem;

namespace {

constexpr const char* kPython = "/usr/bin/python3";

// A StyleGAN2 in plain torch, from the paper's formulas: weights are modulated picture by picture, doubling
// is a transposed convolution before the filter. Only the names and shapes of its parameters are the
// layout's.
constexpr const char* kScript = R"PY(
import array, collections, math, sys
import torch
import torch.nn.functional as F

folder = sys.argv[1]
torch.manual_seed(5)
STYLE, DEPTH, MULTIPLIER = 16, 3, 0.01
CHANNELS = {4: 16, 8: 16, 16: 16, 32: 8}
TAPS = torch.tensor([1.0, 3.0, 3.0, 1.0])
FILTER = torch.outer(TAPS, TAPS) / 64 * 4
p = collections.OrderedDict()

for i in range(DEPTH):
    p[f"style.{i + 1}.weight"] = torch.randn(STYLE, STYLE) / MULTIPLIER
    p[f"style.{i + 1}.bias"] = torch.randn(STYLE) * 0.1 / MULTIPLIER
p["input.input"] = torch.randn(1, CHANNELS[4], 4, 4)

def add_conv(name, inputs, outputs, kernel):
    p[name + ".weight"] = torch.randn(1, outputs, inputs, kernel, kernel)
    p[name + ".modulation.weight"] = torch.randn(inputs, STYLE)
    p[name + ".modulation.bias"] = 1 + 0.1 * torch.randn(inputs)

def add_styled(name, inputs, outputs, up):
    add_conv(name + ".conv", inputs, outputs, 3)
    if up:
        p[name + ".conv.blur.kernel"] = FILTER
    p[name + ".noise.weight"] = torch.randn(1)
    p[name + ".activate.bias"] = torch.randn(outputs) * 0.1

def add_rgb(name, inputs, up):
    p[name + ".bias"] = torch.randn(1, 3, 1, 1) * 0.1
    if up:
        p[name + ".upsample.kernel"] = FILTER
    add_conv(name + ".conv", inputs, 3, 1)

add_styled("conv1", CHANNELS[4], CHANNELS[4], False)
add_rgb("to_rgb1", CHANNELS[4], False)
inputs, r, n = CHANNELS[4], 8, 0
while r <= 32:
    add_styled(f"convs.{2 * n}", inputs, CHANNELS[r], True)
    add_styled(f"convs.{2 * n + 1}", CHANNELS[r], CHANNELS[r], False)
    add_rgb(f"to_rgbs.{n}", CHANNELS[r], True)
    inputs, r, n = CHANNELS[r], 2 * r, n + 1
for i in range(7):
    p[f"noises.noise_{i}"] = torch.randn(1, 1, 2 ** ((i + 5) // 2), 2 ** ((i + 5) // 2))

def activated(x):
    return F.leaky_relu(x, 0.2) * math.sqrt(2)

def mapped(z):
    x = z / torch.sqrt((z ** 2).mean(1, keepdim=True) + 1e-8)
    for i in range(DEPTH):
        scale = MULTIPLIER / math.sqrt(STYLE)
        x = activated(x @ (p[f"style.{i + 1}.weight"] * scale).t() + p[f"style.{i + 1}.bias"] * MULTIPLIER)
    return x

def filtered(x, kernel, before, after):
    c = x.shape[1]
    x = F.pad(x, (before, after, before, after))
    return F.conv2d(x, kernel.flip(0, 1).expand(c, 1, 4, 4), groups=c)

def convolved(name, x, w, demodulate, up=False):
    weight = p[name + ".weight"][0]
    s = w @ (p[name + ".modulation.weight"] / math.sqrt(STYLE)).t() + p[name + ".modulation.bias"]
    weight = weight / math.sqrt(weight[0].numel()) * s.view(1, -1, 1, 1)
    if demodulate:
        weight = weight / torch.sqrt((weight ** 2).sum((1, 2, 3), keepdim=True) + 1e-8)
    if up:
        return filtered(F.conv_transpose2d(x, weight.transpose(0, 1), stride=2), FILTER, 1, 1)
    return F.conv2d(x, weight, padding=weight.shape[2] // 2)

def styled(name, x, w, up=False):
    return activated(convolved(name + ".conv", x, w, True, up) + p[name + ".activate.bias"].view(1, -1, 1, 1))

def coloured(name, x, w, below=None):
    y = convolved(name + ".conv", x, w, False) + p[name + ".bias"]
    if below is None:
        return y
    size = below.shape[2]
    wide = torch.zeros(1, 3, 2 * size, 2 * size)
    wide[:, :, ::2, ::2] = below
    return y + filtered(wide, FILTER, 2, 1)

def picture(w):  # w: layers x style
    x = styled("conv1", p["input.input"], w[0])
    rgb = coloured("to_rgb1", x, w[1])
    for n in range(3):
        x = styled(f"convs.{2 * n}", x, w[2 * n + 1], True)
        x = styled(f"convs.{2 * n + 1}", x, w[2 * n + 2])
        rgb = coloured(f"to_rgbs.{n}", x, w[2 * n + 3], rgb)
    return rgb

def keep(name, tensor):
    with open(f"{folder}/{name}", "wb") as f:
        array.array("f", tensor.flatten().tolist()).tofile(f)

with torch.no_grad():
    z, w = torch.randn(1, STYLE), torch.randn(8, STYLE)
    keep("z", z)
    keep("w", w)
    keep("from_z", picture(mapped(z).expand(8, STYLE)))
    keep("from_w", picture(w))

class Namespace:
    pass

p._metadata = collections.OrderedDict(version=1)  # as Module.state_dict() has it
torch.save(p, f"{folder}/plain.pt")
average = torch.randn(STYLE)
keep("average", average)
shared = {k: v.half() if k == "conv1.conv.weight" else v.double() if k == "convs.1.activate.bias" else v for k, v in p.items()}
shared["style.1.weight"] = p["style.1.weight"].t().contiguous().t()
torch.save({"g_ema": shared, "latent_avg": average, "d": {"x.weight": torch.ones(3)}, "steps": 7, "note": "x"}, f"{folder}/nested.pt")
torch.save({"g_ema": p, "args": Namespace()}, f"{folder}/args.pt")
torch.save(p, f"{folder}/old.pt", _use_new_zipfile_serialization=False)
)PY";

std::vector<float> numbersOf(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(stream)), {});
    std::vector<float> numbers(bytes.size() / 4);
    std::memcpy(numbers.data(), bytes.data(), numbers.size() * 4);
    return numbers;
}

torch::Tensor tensorOf(const fs::path& file, const std::vector<std::int64_t>& shape) {
    return torch::tensor(numbersOf(file)).view(shape);
}

double difference(const torch::Tensor& a, const torch::Tensor& b) {
    return (a - b).abs().max().item<double>();
}

class StyleGan2Layout : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        folder_ = new test::TempFolder;
        std::ofstream(*folder_ / "make.py") << kScript;
        const auto python = std::string(kPython);
        attempted_ =
            fs::exists(kPython) && std::system((python + " -c 'import torch' 2> /dev/null").c_str()) == 0;
        made_ = attempted_ &&
                std::system(
                    (python + " " + at("make.py").string() + " " + folder_->path().string()).c_str()) == 0;
    }
    static void TearDownTestSuite() { delete folder_; }
    void SetUp() override {
        if (!attempted_) GTEST_SKIP() << "SKIPPED: no python3-torch";
        ASSERT_TRUE(made_) << "the script failed";
    }
    static fs::path at(const std::string& name) { return *folder_ / name; }
    static std::string refusal(const fs::path& file, ErrorCode code) {
        try {
            importStyleGan2(file, at("refused.safetensors"));
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), code) << error.what();
            return error.detail();
        }
        return "";
    }
    static test::TempFolder* folder_;
    static bool made_, attempted_;
};
test::TempFolder* StyleGan2Layout::folder_ = nullptr;
bool StyleGan2Layout::made_ = false, StyleGan2Layout::attempted_ = false;

}  // namespace

TEST_F(StyleGan2Layout, MakesThePicturesThatTorchMakes) {
    torch::NoGradGuard noGrad;
    for (const auto* name : {"plain.pt", "nested.pt"}) {
        const auto config = importStyleGan2(at(name), at("g.safetensors"));
        EXPECT_EQ(config, (NetworkConfig{"stylegan2", 32, 16, 16, 3, 8, 16, 0, "blur"}));
        const auto generator = loadGenerator(at("g.safetensors"));
        const auto w = tensorOf(at("w"), {1, 8, 16});
        // One layer of the nested file is stored in fp16.
        const double tolerance = std::string(name) == "plain.pt" ? 1e-3 : 2e-2;
        EXPECT_LT(difference(generator->synthesise(w, {}, Noise()), tensorOf(at("from_w"), {1, 3, 32, 32})),
                  tolerance);
        const auto z = tensorOf(at("z"), {1, 16});
        EXPECT_LT(difference(generator->forward(z, {}, Noise()), tensorOf(at("from_z"), {1, 3, 32, 32})),
                  tolerance);
    }
    EXPECT_LT(difference(loadGenerator(at("g.safetensors"))->meanStyle(), tensorOf(at("average"), {16})),
              1e-6);
}

TEST_F(StyleGan2Layout, ReadsSafetensorsAlikeAndMeasuresAMissingMean) {
    torch::NoGradGuard noGrad;
    importStyleGan2(at("plain.pt"), at("a.safetensors"));
    std::vector<WeightTensor> theirs;
    const auto read = readPytorchFile(at("plain.pt"));
    for (const auto& [name, tensor] : read.tensors())
        theirs.push_back(tensor);
    writeSafetensors(at("theirs.safetensors"), theirs);
    importStyleGan2(at("theirs.safetensors"), at("b.safetensors"));
    const auto again = readSafetensors(at("b.safetensors")).weights;
    const auto first = readSafetensors(at("a.safetensors")).weights;
    for (const auto& [name, tensor] : first.tensors())
        EXPECT_EQ(tensor.data, again.get(name, tensor.shape).data) << name;
    const auto z = torch::randn({4000, 16});
    const auto generator = loadGenerator(at("a.safetensors"));
    EXPECT_LT(difference(generator->meanStyle(), generator->map(z, {}).select(1, 0).mean(0)), 0.1);
    EXPECT_GT(generator->meanStyle().abs().max().item<float>(), 0);
}

TEST_F(StyleGan2Layout, RefusesCodeOldFormatsAndOtherLayouts) {
    const auto code = refusal(at("args.pt"), ErrorCode::kModelInvalid);
    EXPECT_NE(code.find("__main__.Namespace"), std::string::npos) << code;
    EXPECT_NE(refusal(at("old.pt"), ErrorCode::kModelInvalid).find("before PyTorch 1.6"), std::string::npos);
    importStyleGan2(at("plain.pt"), at("b.safetensors"));
    EXPECT_NE(refusal(at("b.safetensors"), ErrorCode::kModelInvalid).find("conv1.conv.weight"),
              std::string::npos);
    EXPECT_FALSE(fs::exists(at("refused.safetensors")));
    EXPECT_THROW(importStyleGan2(at("plain.pt"), at("b.safetensors"), {2.0}), Error);
    EXPECT_THROW(importStyleGan2(at("nowhere.pt"), at("b.safetensors")), Error);
}
