#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lineament {

/// How a weight is stored in its file.
enum class WeightType { kFloat32, kFloat16, kBFloat16, kInt32, kQuantised8 };
std::string_view name(WeightType type) noexcept;

/// One weight, widened to 32-bit float.
struct WeightTensor {
    std::string name;
    std::vector<std::int64_t> shape;          ///< empty: a scalar
    WeightType dtype = WeightType::kFloat32;  ///< as stored
    std::vector<float> data;                  ///< row-major
};

/// Product of the extents; empty if one is negative or the product exceeds `limit`.
std::optional<std::uint64_t> elementCount(std::span<const std::int64_t> shape, std::uint64_t limit);

/// The weights of a network by name.
class Weights {
  public:
    /// `subject` is the file that errors are about.
    explicit Weights(std::string subject) : subject_(std::move(subject)) {}

    const std::string& subject() const { return subject_; }
    std::size_t size() const { return tensors_.size(); }
    const std::map<std::string, WeightTensor, std::less<>>& tensors() const { return tensors_; }
    bool has(std::string_view name) const { return tensors_.find(name) != tensors_.end(); }
    /// Throws Error(kModelInvalid) if there is none.
    const WeightTensor& get(std::string_view name) const;
    /// As get(); also throws if the shape is another. Extents of -1 fit any.
    const WeightTensor& get(std::string_view name, std::span<const std::int64_t> shape) const;
    /// Throws Error(kModelInvalid) if the name is taken.
    void add(WeightTensor tensor);
    /// Error(kModelInvalid) about the file.
    [[noreturn]] void refuse(const std::string& why) const;

  private:
    std::string subject_;
    std::map<std::string, WeightTensor, std::less<>> tensors_;
};

/// IEEE 754 binary16 and bfloat16, to and from 32-bit float; rounding to nearest, ties to even.
float floatFromHalf(std::uint16_t half) noexcept;
std::uint16_t halfFromFloat(float value) noexcept;
float floatFromBf16(std::uint16_t bf16) noexcept;
std::uint16_t bf16FromFloat(float value) noexcept;

/// Reads a whole file. Throws Error(kModelMissing, kModelInvalid).
std::vector<std::byte> readWeightFile(const std::string& path);

}  // namespace lineament
