#include "core/gan/synthesis/latent.h"

#include <algorithm>
#include <cmath>

#include "core/base/check.h"
#include "core/inference/weights/safetensors.h"

namespace lineament::gan {

namespace {

constexpr const char* kLatentFormat = "lineament-latent-1";
constexpr const char* kTensor = "latent";

}  // namespace

void saveLatent(const Latent& latent, const std::filesystem::path& file) {
    LINEAMENT_REQUIRE(latent.layers > 0 && latent.size > 0 &&
                          latent.values.size() == static_cast<std::size_t>(latent.layers) * latent.size,
                      "latent", "its values are not layers x size");
    TrainConfig config;
    config.network = latent.network;
    std::map<std::string, std::string> metadata = {{"format", kLatentFormat},
                                                   {"network", toJson(config)["network"].dump()}};
    if (latent.label) metadata["label"] = std::to_string(*latent.label);
    const WeightTensor tensor{kTensor, {latent.layers, latent.size}, WeightType::kFloat32, latent.values};
    writeSafetensors(file, std::span(&tensor, 1), metadata);
}

Latent loadLatent(const std::filesystem::path& file) {
    const auto content = readSafetensors(file);
    const auto& weights = content.weights;
    const auto text = [&](const char* key) {
        const auto found = content.metadata.find(key);
        return found == content.metadata.end() ? std::string() : found->second;
    };
    if (text("format") != kLatentFormat) weights.refuse("it holds no latent of this program");
    Latent latent;
    try {
        latent.network = configFromJson({{"network", nlohmann::json::parse(text("network"))}}).network;
        if (const auto label = text("label"); !label.empty())
            latent.label = nlohmann::json::parse(label).get<int>();
    } catch (const nlohmann::json::exception&) {
        weights.refuse("its description is damaged");
    } catch (const Error& error) {
        weights.refuse("its description does not fit: " + error.subject() + ": " + error.detail());
    }
    const bool hasW = latent.network.architecture == "stylegan2";
    const auto& tensor = weights.get(
        kTensor,
        std::vector<std::int64_t>{hasW ? -1 : 1, hasW ? latent.network.styleDim : latent.network.latentDim});
    if (weights.size() != 1 || tensor.shape[0] < 1 || tensor.shape[0] > 64)
        weights.refuse("it is not one latent");
    if (!std::all_of(tensor.data.begin(), tensor.data.end(),
                     [](float value) { return std::isfinite(value); }))
        weights.refuse("its values are not numbers");
    if (latent.label && (*latent.label < 0 || *latent.label >= latent.network.labels))
        weights.refuse("its label is out of range");
    latent.layers = static_cast<int>(tensor.shape[0]);
    latent.size = static_cast<int>(tensor.shape[1]);
    latent.values = tensor.data;
    return latent;
}

}  // namespace lineament::gan
