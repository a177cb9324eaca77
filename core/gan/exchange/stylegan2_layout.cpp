#include "core/gan/exchange/stylegan2_layout.h"

#include <cmath>
#include <set>

#include "core/base/check.h"
#include "core/gan/exchange/network_file.h"
#include "core/gan/exchange/pytorch_file.h"
#include "core/inference/weights/safetensors.h"

namespace lineament::gan {

namespace fs = std::filesystem;
using torch::Tensor;

namespace {

constexpr int kMeanBatches = 40, kMeanBatch = 250;  // z's that measure a missing mean style

std::string conv(int index) {
    return index == 0 ? "conv1" : "convs." + std::to_string(index - 1);
}
std::string toRgb(int index) {
    return index == 0 ? "to_rgb1" : "to_rgbs." + std::to_string(index - 1);
}
/// Our convolutions with an odd number double the picture.
bool doubles(int index) {
    return index % 2 == 1;
}

Weights read(const fs::path& file) {
    if (file.extension() == ".safetensors") return readSafetensors(file).weights;
    return readPytorchFile(file);
}

/// The tensors of the generator alone, without what stands before their names, and the mean style if it is
/// there.
struct Layout {
    const Weights& all;
    std::string prefix;

    explicit Layout(const Weights& weights) : all(weights) {
        for (const auto* candidate : {"g_ema/", "g_ema.", "g/", ""})
            if (weights.has(std::string(candidate) + "conv1.conv.weight")) {
                prefix = candidate;
                return;
            }
        weights.refuse(
            "it holds no StyleGAN2 generator in rosinality's layout (conv1.conv.weight is missing)");
    }
    bool has(const std::string& name) const { return all.has(prefix + name); }
    const WeightTensor& get(const std::string& name) const { return all.get(prefix + name); }
    Tensor tensor(const std::string& name, const std::vector<std::int64_t>& shape) const {
        const auto& stored = all.get(prefix + name, shape);
        return torch::from_blob(const_cast<float*>(stored.data.data()), shape, torch::kFloat32).clone();
    }
    std::int64_t extent(const std::string& name, std::size_t dimensions, std::size_t dimension) const {
        const auto& shape = get(name).shape;
        if (shape.size() != dimensions)
            all.refuse("the weight " + name + " has another shape than in this layout");
        return shape[dimension];
    }
};

NetworkConfig configOf(const Layout& layout) {
    const auto unsupported = [&](const std::string& why) {
        return Error(ErrorCode::kUnsupported, layout.all.subject(), why);
    };
    int doublings = 0, mappingLayers = 0;
    while (doublings < 16 && layout.has(toRgb(doublings + 1) + ".conv.weight"))
        ++doublings;
    while (mappingLayers < 64 && layout.has("style." + std::to_string(mappingLayers + 1) + ".weight"))
        ++mappingLayers;
    TrainConfig config;
    auto& network = config.network;
    network.architecture = "stylegan2";
    network.resample = "blur";
    network.labels = 0;
    network.resolution = 4 << doublings;
    if (network.resolution < 32 || network.resolution > 256)
        throw unsupported("its pictures are of " + std::to_string(network.resolution) +
                          " px; only 32 to 256 are handled");
    const auto narrow = [&](std::int64_t extent) {
        if (extent < 1 || extent > 4096)
            throw unsupported("a layer of it has " + std::to_string(extent) + " channels");
        return static_cast<int>(extent);
    };
    network.mappingLayers = mappingLayers;
    network.latentDim = network.styleDim = narrow(layout.extent("conv1.conv.modulation.weight", 2, 1));
    network.baseChannels = narrow(layout.extent(conv(2 * doublings) + ".conv.weight", 5, 1));
    network.maxChannels = narrow(layout.extent("conv1.conv.weight", 5, 1));
    for (int i = 0; i <= 2 * doublings; ++i)
        if (layout.extent(conv(i) + ".conv.weight", 5, 1) != network.channels(4 << ((i + 1) / 2)))
            throw unsupported("its channels do not double at each halving of the picture");
    try {
        config.validate();
    } catch (const Error& error) {
        throw unsupported(error.subject() + ": " + error.detail());
    }
    return network;
}

/// The filters stand in the file as buffers; others than ours would make other pictures.
void checkFilter(const Layout& layout, const std::string& name, float sum) {
    constexpr float kTaps[] = {1, 3, 3, 1};
    const auto& stored = layout.all.get(layout.prefix + name, std::vector<std::int64_t>{4, 4});
    for (int i = 0; i < 16; ++i)
        if (!(std::abs(stored.data[static_cast<std::size_t>(i)] - kTaps[i / 4] * kTaps[i % 4] / 64 * sum) <
              1e-4f))
            throw Error(ErrorCode::kUnsupported, layout.all.subject(),
                        "it resamples by another filter than [1, 3, 3, 1]");
}

/// Our names and values from theirs; every tensor of the file must have been asked for.
class Translator {
  public:
    Translator(const Layout& layout, const NetworkConfig& config, double mappingMultiplier)
        : layout_(layout), config_(config), mapping_(static_cast<float>(mappingMultiplier)) {}

    std::map<std::string, Tensor> run() {
        const std::int64_t style = config_.styleDim, first = config_.channels(4);
        for (int i = 0; i < config_.mappingLayers; ++i) {
            const auto ours = "mapping." + std::to_string(i), theirs = "style." + std::to_string(i + 1);
            // Theirs are divided by the multiplier and multiplied when run; ours stand as they are used.
            result_[ours + ".weight"] = take(theirs + ".weight", {style, style}) * mapping_;
            result_[ours + ".bias"] = take(theirs + ".bias", {style}) * mapping_;
        }
        result_["constant"] = take("input.input", {1, first, 4, 4});
        int convs = 0;
        for (int level = 0, r = 4; r <= config_.resolution; r *= 2, ++level) {
            const std::int64_t below = config_.channels(level == 0 ? 4 : r / 2),
                               channels = config_.channels(r);
            if (level > 0) convolution(convs++, below, channels);
            convolution(convs++, channels, channels);
            picture(level, channels);
        }
        for (const auto& [name, ignored] : layout_.all.tensors())
            checkUsed(name);
        return std::move(result_);
    }

  private:
    Tensor take(const std::string& name, const std::vector<std::int64_t>& shape) {
        used_.insert(layout_.prefix + name);
        return layout_.tensor(name, shape);
    }

    void modulation(const std::string& ours, const std::string& theirs, std::int64_t channels) {
        result_[ours + ".modulation.weight"] =
            take(theirs + ".modulation.weight", {channels, config_.styleDim});
        result_[ours + ".modulation.bias"] = take(theirs + ".modulation.bias", {channels});
    }

    void convolution(int index, std::int64_t in, std::int64_t out) {
        const auto ours = "convs." + std::to_string(index), theirs = conv(index);
        Tensor weight = take(theirs + ".conv.weight", {1, out, in, 3, 3})[0];
        // They double by a transposed convolution, which turns its kernel around.
        result_[ours + ".conv.weight"] = doubles(index) ? weight.flip({2, 3}) : weight;
        modulation(ours + ".conv", theirs + ".conv", in);
        result_[ours + ".noise"] = take(theirs + ".noise.weight", {1});
        result_[ours + ".bias"] = take(theirs + ".activate.bias", {out});
        if (doubles(index)) filter(theirs + ".conv.blur.kernel", 4);
    }

    void picture(int level, std::int64_t channels) {
        const auto ours = "toRgb." + std::to_string(level), theirs = toRgb(level);
        result_[ours + ".conv.weight"] = take(theirs + ".conv.weight", {1, 3, channels, 1, 1})[0];
        modulation(ours + ".conv", theirs + ".conv", channels);
        result_[ours + ".bias"] = take(theirs + ".bias", {1, 3, 1, 1}).view({3});
        if (level > 0) filter(theirs + ".upsample.kernel", 4);
    }

    void filter(const std::string& name, float sum) {
        if (!layout_.has(name)) return;
        used_.insert(layout_.prefix + name);
        checkFilter(layout_, name, sum);
    }

    void checkUsed(const std::string& name) const {
        if (name.rfind(layout_.prefix, 0) != 0) return;  // the discriminator, an optimiser
        const auto rest = name.substr(layout_.prefix.size());
        if (used_.count(name) == 0 && rest.rfind("noises.", 0) != 0 && rest != "latent_avg" &&
            rest.find('/') == std::string::npos)
            layout_.all.refuse("it holds " + rest + ", which this layout does not have");
    }

    const Layout& layout_;
    const NetworkConfig& config_;
    float mapping_;
    std::map<std::string, Tensor> result_;
    std::set<std::string> used_;
};

Tensor meanStyleOf(Generator& generator, const Weights& all) {
    const auto size = generator.config().styleDim;
    if (all.has("latent_avg")) {
        const auto& stored = all.get("latent_avg");
        if (static_cast<int>(stored.data.size()) != size)
            all.refuse("latent_avg has another size than the styles");
        return torch::from_blob(const_cast<float*>(stored.data.data()), {size}, torch::kFloat32).clone();
    }
    auto random = at::detail::createCPUGenerator(0);
    Tensor sum = torch::zeros({size});
    for (int i = 0; i < kMeanBatches; ++i)
        sum += generator.map(torch::randn({kMeanBatch, generator.config().latentDim}, random), {})
                   .select(1, 0)
                   .mean(0);
    return sum / kMeanBatches;
}

}  // namespace

NetworkConfig importStyleGan2(const fs::path& from, const fs::path& to,
                              const StyleGan2ImportOptions& options) {
    LINEAMENT_REQUIRE(options.mappingMultiplier > 0 && options.mappingMultiplier <= 1, "mappingMultiplier",
                      "it is outside 0 to 1");
    const Weights weights = read(from);
    const Layout layout(weights);
    const auto config = configOf(layout);
    auto translated = Translator(layout, config, options.mappingMultiplier).run();
    const auto generator = makeGenerator(config);
    torch::NoGradGuard noGrad;
    auto parameters = generator->named_parameters();
    LINEAMENT_CHECK(parameters.size() == translated.size());
    for (auto& item : parameters)
        item.value().copy_(translated.at(item.key()));
    generator->meanStyle().copy_(meanStyleOf(*generator, weights));
    saveNetwork(*generator,
                {"generator", config, {}, {{"source", "imported from " + from.filename().string()}}}, to,
                options.half);
    return config;
}

}  // namespace lineament::gan
