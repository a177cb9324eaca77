#include "core/inference/weights/tfjs.h"

#include <cstring>
#include <nlohmann/json.hpp>

namespace lineament {
namespace {

using nlohmann::json;

struct Storage {
    WeightType type;
    std::uint64_t bytes;  ///< an element
    bool quantised = false;
    double scale = 1, min = 0;
};

Storage storageOf(const json& entry, const Weights& weights) {
    const auto declared = entry.at("dtype").get<std::string>();
    const auto quantisation = entry.find("quantization");
    if (quantisation != entry.end()) {
        const auto stored = quantisation->at("dtype").get<std::string>();
        if (stored == "float16") return {WeightType::kFloat16, 2};
        if (stored == "uint8" || stored == "uint16")
            return {WeightType::kQuantised8, stored == "uint8" ? 1u : 2u, true,
                    quantisation->at("scale").get<double>(), quantisation->at("min").get<double>()};
        weights.refuse("weights quantised to " + stored + " are not known");
    }
    if (declared == "float32") return {WeightType::kFloat32, 4};
    if (declared == "int32") return {WeightType::kInt32, 4};
    weights.refuse("weights of the type " + declared + " are not known");
}

template <class T>
T at(std::span<const std::byte> bytes, std::size_t index) {
    T value;
    std::memcpy(&value, bytes.data() + index * sizeof(T), sizeof(T));
    return value;
}

void widen(std::span<const std::byte> bytes, const Storage& storage, std::vector<float>& data) {
    for (std::size_t i = 0; i < data.size(); ++i) {
        if (storage.quantised) {
            const double stored =
                storage.bytes == 1 ? at<std::uint8_t>(bytes, i) : at<std::uint16_t>(bytes, i);
            data[i] = static_cast<float>(stored * storage.scale + storage.min);
        } else if (storage.type == WeightType::kFloat16) {
            data[i] = floatFromHalf(at<std::uint16_t>(bytes, i));
        } else if (storage.type == WeightType::kInt32) {
            data[i] = static_cast<float>(at<std::int32_t>(bytes, i));
        } else {
            data[i] = at<float>(bytes, i);
        }
    }
}

}  // namespace

Weights readTfjs(const std::filesystem::path& manifestPath, const std::filesystem::path& binaryPath) {
    return readTfjs(manifestPath, std::vector{binaryPath});
}

Weights readTfjs(const std::filesystem::path& manifestPath, const std::vector<std::filesystem::path>& binaryPaths) {
    Weights weights(manifestPath.string());
    const auto text = readWeightFile(manifestPath.string());
    std::vector<std::byte> binary;
    for (const auto& path : binaryPaths) {
        const auto part = readWeightFile(path.string());
        binary.insert(binary.end(), part.begin(), part.end());
    }
    std::span<const std::byte> left(binary);
    try {
        const auto document = json::parse(reinterpret_cast<const char*>(text.data()),
                                          reinterpret_cast<const char*>(text.data()) + text.size());
        const auto& groups = document.is_array() ? document : document.at("weightsManifest");
        for (const auto& group : groups)
            for (const auto& entry : group.at("weights")) {
                WeightTensor tensor;
                tensor.name = entry.at("name").get<std::string>();
                tensor.shape = entry.at("shape").get<std::vector<std::int64_t>>();
                const auto storage = storageOf(entry, weights);
                tensor.dtype = storage.type;
                const auto count = elementCount(tensor.shape, left.size() / storage.bytes);
                if (!count) weights.refuse("the binary ends before the weight " + tensor.name);
                tensor.data.resize(*count);
                widen(left, storage, tensor.data);
                left = left.subspan(*count * storage.bytes);
                weights.add(std::move(tensor));
            }
    } catch (const json::exception& error) {
        weights.refuse(std::string("the manifest of weights is malformed: ") + error.what());
    }
    if (!left.empty()) weights.refuse("the binary is longer than the manifest of weights declares");
    return weights;
}

}  // namespace lineament
