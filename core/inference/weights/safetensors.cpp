#include "core/inference/weights/safetensors.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/base/atomic_file.h"
#include "core/base/check.h"
#include "core/base/error.h"

namespace lineament {
namespace {

using nlohmann::json;

static_assert(std::endian::native == std::endian::little,
              "safetensors are little-endian and read as they lie");

constexpr std::uint64_t kMaxHeaderBytes = 100'000'000;  // the format's own limit
constexpr const char* kMetadata = "__metadata__";

WeightType typeFromName(const std::string& name, const Weights& owner) {
    if (name == "F32") return WeightType::kFloat32;
    if (name == "F16") return WeightType::kFloat16;
    if (name == "BF16") return WeightType::kBFloat16;
    owner.refuse("tensors of the type " + name + " are not read");
}

std::uint64_t bytesOf(WeightType type) {
    return type == WeightType::kFloat32 ? 4 : 2;
}

void widen(std::span<const std::byte> bytes, WeightTensor& tensor) {
    if (tensor.dtype == WeightType::kFloat32) {
        std::memcpy(tensor.data.data(), bytes.data(), bytes.size());
        return;
    }
    const auto widened = tensor.dtype == WeightType::kFloat16 ? floatFromHalf : floatFromBf16;
    for (std::size_t i = 0; i < tensor.data.size(); ++i) {
        std::uint16_t half;
        std::memcpy(&half, bytes.data() + 2 * i, 2);
        tensor.data[i] = widened(half);
    }
}

std::vector<std::byte> narrowed(const WeightTensor& tensor) {
    std::vector<std::byte> bytes(tensor.data.size() * bytesOf(tensor.dtype));
    if (tensor.dtype == WeightType::kFloat32) {
        std::memcpy(bytes.data(), tensor.data.data(), bytes.size());
        return bytes;
    }
    const auto narrow = tensor.dtype == WeightType::kFloat16 ? halfFromFloat : bf16FromFloat;
    for (std::size_t i = 0; i < tensor.data.size(); ++i) {
        const std::uint16_t half = narrow(tensor.data[i]);
        std::memcpy(bytes.data() + 2 * i, &half, 2);
    }
    return bytes;
}

/// A tensor of the header and where its values lie.
struct Entry {
    WeightTensor tensor;
    std::uint64_t begin = 0, end = 0;
};

std::vector<Entry> readHeader(const json& document, std::uint64_t size, Safetensors& result) {
    const auto& weights = result.weights;
    if (!document.is_object()) weights.refuse("the header is not an object");
    std::vector<Entry> entries;
    for (const auto& [name, value] : document.items()) {
        if (name == kMetadata) {
            result.metadata = value.get<std::map<std::string, std::string>>();
            continue;
        }
        Entry entry;
        entry.tensor.name = name;
        entry.tensor.shape = value.at("shape").get<std::vector<std::int64_t>>();
        entry.tensor.dtype = typeFromName(value.at("dtype").get<std::string>(), weights);
        const auto offsets = value.at("data_offsets").get<std::array<std::uint64_t, 2>>();
        entry.begin = offsets[0];
        entry.end = offsets[1];
        if (entry.begin > entry.end || entry.end > size)
            weights.refuse("the tensor " + name + " lies outside the file");
        const auto width = bytesOf(entry.tensor.dtype);
        const auto count = elementCount(entry.tensor.shape, size / width);
        if (!count || *count * width != entry.end - entry.begin)
            weights.refuse("the tensor " + name + " does not fill its shape");
        entries.push_back(std::move(entry));
    }
    return entries;
}

/// Refuses gaps and overlaps: each tensor starts where the one before it ends.
void checkLayout(std::vector<Entry>& entries, std::uint64_t size, const Weights& owner) {
    std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
        return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
    });
    std::uint64_t expected = 0;
    for (const auto& entry : entries) {
        if (entry.begin != expected) owner.refuse("its tensors overlap or leave a gap");
        expected = entry.end;
    }
    if (expected != size) owner.refuse("the file is longer or shorter than its tensors");
}

std::string header(std::span<const WeightTensor> tensors,
                   const std::map<std::string, std::string>& metadata) {
    auto document = nlohmann::ordered_json::object();
    if (!metadata.empty()) document[kMetadata] = metadata;
    std::uint64_t offset = 0;
    for (const auto& tensor : tensors) {
        const auto count = elementCount(tensor.shape, tensor.data.size());
        LINEAMENT_REQUIRE(count && *count == tensor.data.size(), tensor.name,
                          "the data do not fill the shape");
        LINEAMENT_REQUIRE(tensor.name != kMetadata && !document.contains(tensor.name), tensor.name,
                          "the name comes twice");
        const char* type = tensor.dtype == WeightType::kFloat32    ? "F32"
                           : tensor.dtype == WeightType::kFloat16  ? "F16"
                           : tensor.dtype == WeightType::kBFloat16 ? "BF16"
                                                                   : nullptr;
        LINEAMENT_REQUIRE(type, tensor.name, "only float32, float16 and bfloat16 are written");
        const auto end = offset + *count * bytesOf(tensor.dtype);
        document[tensor.name] = {{"dtype", type}, {"shape", tensor.shape}, {"data_offsets", {offset, end}}};
        offset = end;
    }
    auto text = document.dump();
    text.append((8 - text.size() % 8) % 8, ' ');  // the tensors start at a multiple of eight
    return text;
}

}  // namespace

Safetensors readSafetensors(const std::filesystem::path& path) {
    Safetensors result{Weights(path.string()), {}};
    auto& weights = result.weights;
    const auto bytes = readWeightFile(path.string());
    std::uint64_t headerBytes = 0;
    if (bytes.size() < sizeof headerBytes) weights.refuse("the file is too short for safetensors");
    std::memcpy(&headerBytes, bytes.data(), sizeof headerBytes);
    if (headerBytes > kMaxHeaderBytes || headerBytes > bytes.size() - sizeof headerBytes)
        weights.refuse("the header is longer than the file");
    const auto* text = reinterpret_cast<const char*>(bytes.data()) + sizeof headerBytes;
    const auto values = std::span(bytes).subspan(sizeof headerBytes + headerBytes);
    try {
        auto entries = readHeader(json::parse(text, text + headerBytes), values.size(), result);
        checkLayout(entries, values.size(), weights);  // before memory is taken for any of them
        for (auto& entry : entries) {
            entry.tensor.data.resize((entry.end - entry.begin) / bytesOf(entry.tensor.dtype));
            widen(values.subspan(entry.begin, entry.end - entry.begin), entry.tensor);
            weights.add(std::move(entry.tensor));
        }
    } catch (const json::exception& error) {
        weights.refuse(std::string("the header is malformed: ") + error.what());
    }
    return result;
}

void writeSafetensors(const std::filesystem::path& path, std::span<const WeightTensor> tensors,
                      const std::map<std::string, std::string>& metadata) {
    const auto text = header(tensors, metadata);
    writeAtomically(path, [&](std::ostream& file) {
        const std::uint64_t size = text.size();
        file.write(reinterpret_cast<const char*>(&size), sizeof size);
        file.write(text.data(), static_cast<std::streamsize>(text.size()));
        for (const auto& tensor : tensors) {
            const auto bytes = narrowed(tensor);
            file.write(reinterpret_cast<const char*>(bytes.data()),
                       static_cast<std::streamsize>(bytes.size()));
        }
    });
}

}  // namespace lineament
