#include "core/inference/weights/weights.h"

#include <bit>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "core/base/error.h"

namespace lineament {
namespace {

std::string text(std::span<const std::int64_t> shape) {
    std::string out = "[";
    for (const auto extent : shape)
        out += (out.size() > 1 ? ", " : "") + std::to_string(extent);
    return out + "]";
}

}  // namespace

std::string_view name(WeightType type) noexcept {
    switch (type) {
        case WeightType::kFloat32:
            return "float32";
        case WeightType::kFloat16:
            return "float16";
        case WeightType::kBFloat16:
            return "bfloat16";
        case WeightType::kInt32:
            return "int32";
        case WeightType::kQuantised8:
            return "uint8";
    }
    return "";
}

std::optional<std::uint64_t> elementCount(std::span<const std::int64_t> shape, std::uint64_t limit) {
    std::uint64_t count = 1;
    for (const auto extent : shape) {
        if (extent < 0) return std::nullopt;
        if (extent != 0 && count > limit / static_cast<std::uint64_t>(extent)) return std::nullopt;
        count *= static_cast<std::uint64_t>(extent);
    }
    if (count > limit) return std::nullopt;  // a single number has no extent that would tell
    return count;
}

void Weights::refuse(const std::string& why) const {
    throw Error(ErrorCode::kModelInvalid, subject_, why);
}

const WeightTensor& Weights::get(std::string_view name) const {
    const auto found = tensors_.find(name);
    if (found == tensors_.end()) refuse("the weight " + std::string(name) + " is missing");
    return found->second;
}

const WeightTensor& Weights::get(std::string_view name, std::span<const std::int64_t> shape) const {
    const auto& tensor = get(name);
    bool fits = tensor.shape.size() == shape.size();
    for (std::size_t i = 0; fits && i < shape.size(); ++i)
        fits = shape[i] == -1 || shape[i] == tensor.shape[i];
    if (!fits)
        refuse("the weight " + std::string(name) + " has the shape " + text(tensor.shape) + " instead of " +
               text(shape));
    return tensor;
}

void Weights::add(WeightTensor tensor) {
    auto name = tensor.name;
    if (!tensors_.emplace(name, std::move(tensor)).second) refuse("the weight " + name + " comes twice");
}

float floatFromHalf(std::uint16_t half) noexcept {
    const std::uint32_t sign = (half & 0x8000u) << 16;
    const std::uint32_t exponent = (half >> 10) & 31u;
    const std::uint32_t mantissa = half & 0x3FFu;
    if (exponent == 0)
        return std::copysign(std::ldexp(static_cast<float>(mantissa), -24), std::bit_cast<float>(sign));
    const std::uint32_t wide = exponent == 31 ? 255u : exponent + 112u;
    return std::bit_cast<float>(sign | wide << 23 | mantissa << 13);
}

std::uint16_t halfFromFloat(float value) noexcept {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const auto sign = static_cast<std::uint16_t>((bits >> 16) & 0x8000u);
    const std::uint32_t magnitude = bits & 0x7FFFFFFFu;
    if (magnitude > 0x7F800000u) return sign | 0x7E00u;   // not a number
    if (magnitude >= 0x477FF000u) return sign | 0x7C00u;  // rounds above 65504
    if (magnitude < 0x38800000u)                          // subnormal: multiples of 2^-24
        return sign |
               static_cast<std::uint16_t>(std::nearbyint(std::ldexp(std::bit_cast<float>(magnitude), 24)));
    const std::uint32_t rounded = magnitude + 0xFFFu + ((magnitude >> 13) & 1u);
    return sign | static_cast<std::uint16_t>((rounded - 0x38000000u) >> 13);
}

float floatFromBf16(std::uint16_t bf16) noexcept {
    return std::bit_cast<float>(std::uint32_t{bf16} << 16);
}

std::uint16_t bf16FromFloat(float value) noexcept {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    if (std::isnan(value)) return static_cast<std::uint16_t>((bits >> 16) | 0x40u);
    return static_cast<std::uint16_t>((bits + 0x7FFFu + ((bits >> 16) & 1u)) >> 16);
}

std::vector<std::byte> readWeightFile(const std::string& path) {
    std::error_code none;
    const auto size = std::filesystem::file_size(path, none);
    std::ifstream file(path, std::ios::binary);
    if (none || !file) {
        const bool there = std::filesystem::exists(path, none);
        throw Error(there ? ErrorCode::kModelInvalid : ErrorCode::kModelMissing, path,
                    there ? "the file of weights cannot be opened" : "there is no such file of weights");
    }
    std::vector<std::byte> bytes(size);
    file.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
    if (static_cast<std::uintmax_t>(file.gcount()) != size)
        throw Error(ErrorCode::kModelInvalid, path, "the file of weights could not be read to its end");
    return bytes;
}

}  // namespace lineament
