#include "core/gan/exchange/network_file.h"

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/inference/weights/safetensors.h"

namespace lineament::gan {

namespace fs = std::filesystem;
using torch::Tensor;

namespace {

constexpr const char* kFormat = "lineament-gan-1";

/// Parameters and buffers by name, in a fixed order.
std::vector<std::pair<std::string, Tensor>> namedTensors(torch::nn::Module& network) {
    std::vector<std::pair<std::string, Tensor>> all;
    for (const auto& item : network.named_parameters())
        all.emplace_back(item.key(), item.value());
    for (const auto& item : network.named_buffers())
        if (item.value().is_floating_point()) all.emplace_back(item.key(), item.value());
    return all;
}

NetworkFileInfo infoFrom(const Safetensors& content, const fs::path& file) {
    const auto refuse = [&](const std::string& why) {
        return Error(ErrorCode::kModelInvalid, file.string(), why);
    };
    const auto text = [&](const char* key) {
        const auto found = content.metadata.find(key);
        return found == content.metadata.end() ? std::string() : found->second;
    };
    if (text("format") != kFormat) throw refuse("it holds no network of this program");
    NetworkFileInfo info;
    info.kind = text("kind");
    try {
        info.config = configFromJson({{"network", nlohmann::json::parse(text("network"))}}).network;
        info.labelNames = nlohmann::json::parse(text("labelNames")).get<std::vector<std::string>>();
    } catch (const nlohmann::json::exception&) {
        throw refuse("its description is damaged");
    } catch (const Error& error) {
        throw refuse("its description does not fit: " + error.subject() + ": " + error.detail());
    }
    for (const auto& [key, value] : content.metadata)
        if (key.rfind("note/", 0) == 0) info.notes[key.substr(5)] = value;
    return info;
}

/// Half the numbers of the 3 x 3 convolutions between resolutions: fewer than any network of this description
/// holds. It is only made if the file could fill it: a hundred bytes of description must not take gigabytes.
std::uint64_t leastNumbers(const NetworkConfig& config) {
    std::uint64_t numbers = 0;
    for (int r = 8; r <= config.resolution; r *= 2)
        numbers += static_cast<std::uint64_t>(config.channels(r)) *
                   static_cast<std::uint64_t>(config.channels(r / 2)) * 9;
    return numbers / 2;
}

void checkSize(const NetworkConfig& config, const Weights& weights) {
    std::uint64_t numbers = 0;
    for (const auto& [name, tensor] : weights.tensors())
        numbers += tensor.data.size();
    if (numbers < leastNumbers(config))
        weights.refuse("it holds fewer numbers than the network it describes");
}

void fill(torch::nn::Module& network, const Weights& weights) {
    torch::NoGradGuard noGrad;
    std::size_t used = 0;
    for (auto& [name, tensor] : namedTensors(network)) {
        const auto& stored = weights.get(name, tensor.sizes().vec());
        if (!std::all_of(stored.data.begin(), stored.data.end(),
                         [](float value) { return std::isfinite(value); }))
            weights.refuse("the weight " + name + " holds values that are no numbers");
        tensor.copy_(
            torch::from_blob(const_cast<float*>(stored.data.data()), tensor.sizes(), torch::kFloat32));
        ++used;
    }
    if (used != weights.size()) weights.refuse("it holds tensors that this architecture does not have");
}

}  // namespace

void saveNetwork(torch::nn::Module& network, const NetworkFileInfo& info, const fs::path& file, bool half) {
    std::vector<WeightTensor> tensors;
    for (const auto& [name, tensor] : namedTensors(network)) {
        const Tensor flat = tensor.detach().to(torch::kCPU, torch::kFloat32).contiguous();
        WeightTensor stored{name, flat.sizes().vec(), half ? WeightType::kFloat16 : WeightType::kFloat32, {}};
        stored.data.assign(flat.data_ptr<float>(), flat.data_ptr<float>() + flat.numel());
        tensors.push_back(std::move(stored));
    }
    TrainConfig config;
    config.network = info.config;
    std::map<std::string, std::string> metadata = {{"format", kFormat},
                                                   {"kind", info.kind},
                                                   {"network", toJson(config)["network"].dump()},
                                                   {"labelNames", nlohmann::json(info.labelNames).dump()}};
    for (const auto& [key, value] : info.notes)
        metadata["note/" + key] = value;
    writeSafetensors(file, tensors, metadata);
}

NetworkFileInfo readNetworkInfo(const fs::path& file) {
    return infoFrom(readSafetensors(file), file);
}

GeneratorPtr loadGenerator(const fs::path& file, NetworkFileInfo* info) {
    const auto content = readSafetensors(file);
    const auto read = infoFrom(content, file);
    if (read.kind != "generator")
        throw Error(ErrorCode::kModelInvalid, file.string(), "it holds a " + read.kind + ", not a generator");
    checkSize(read.config, content.weights);
    auto generator = makeGenerator(read.config);
    fill(*generator, content.weights);
    generator->eval();
    for (auto& parameter : generator->parameters())
        parameter.requires_grad_(false);
    if (info) *info = read;
    return generator;
}

DiscriminatorPtr loadDiscriminator(const fs::path& file) {
    const auto content = readSafetensors(file);
    const auto read = infoFrom(content, file);
    if (read.kind != "discriminator")
        throw Error(ErrorCode::kModelInvalid, file.string(),
                    "it holds a " + read.kind + ", not a discriminator");
    checkSize(read.config, content.weights);
    auto discriminator = makeDiscriminator(read.config);
    fill(*discriminator, content.weights);
    discriminator->eval();
    return discriminator;
}

}  // namespace lineament::gan
