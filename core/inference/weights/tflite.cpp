#include "core/inference/weights/tflite.h"

#include <cstring>

namespace lineament {
namespace {

/// Reads a FlatBuffer and refuses to look past its end.
/// Source: https://flatbuffers.dev/internals (all offsets are unsigned and forward, but a table's to its
/// vtable).
class FlatBuffer {
  public:
    FlatBuffer(std::span<const std::byte> bytes, const Weights& owner) : bytes_(bytes), owner_(owner) {}

    template <class T>
    T read(std::uint64_t offset) const {
        need(offset, sizeof(T));
        T value;
        std::memcpy(&value, bytes_.data() + offset, sizeof(T));
        return value;
    }

    std::span<const std::byte> slice(std::uint64_t offset, std::uint64_t size) const {
        need(offset, size);
        return bytes_.subspan(offset, size);
    }

    std::uint64_t follow(std::uint64_t offset) const { return offset + read<std::uint32_t>(offset); }

    /// Where a table's field lies; 0 if it is not there.
    std::uint64_t field(std::uint64_t table, unsigned index) const {
        const auto back = static_cast<std::int64_t>(table) - read<std::int32_t>(table);
        if (back < 0) owner_.refuse("an offset of the file points outside");
        const auto vtable = static_cast<std::uint64_t>(back);
        const std::uint64_t entry = 4 + 2ull * index;
        if (entry + 2 > read<std::uint16_t>(vtable)) return 0;
        const auto offset = read<std::uint16_t>(vtable + entry);
        return offset == 0 ? 0 : table + offset;
    }

    template <class T>
    T scalar(std::uint64_t table, unsigned index, T otherwise) const {
        const auto at = field(table, index);
        return at == 0 ? otherwise : read<T>(at);
    }

    struct Vector {
        std::uint64_t first = 0;
        std::uint32_t size = 0;
    };
    /// A vector whose elements take `bytesEach`; empty if the field is not there.
    Vector vector(std::uint64_t table, unsigned index, std::uint64_t bytesEach) const {
        const auto at = field(table, index);
        if (at == 0) return {};
        const auto start = follow(at);
        const Vector found{start + 4, read<std::uint32_t>(start)};
        need(found.first, found.size * bytesEach);
        return found;
    }

  private:
    void need(std::uint64_t offset, std::uint64_t size) const {
        if (offset > bytes_.size() || size > bytes_.size() - offset)
            owner_.refuse("an offset of the file points outside");
    }

    std::span<const std::byte> bytes_;
    const Weights& owner_;
};

// Numbers of the fields that are read, and of the types, after schema.fbs.
constexpr unsigned kModelSubgraphs = 2, kModelBuffers = 4, kSubgraphTensors = 0;
constexpr unsigned kTensorShape = 0, kTensorType = 1, kTensorBuffer = 2, kTensorName = 3, kBufferBytes = 0;
constexpr std::uint8_t kFloat32 = 0, kFloat16 = 1, kInt32 = 2;

WeightTensor readTensor(const FlatBuffer& file, std::uint64_t table, std::span<const std::byte> bytes,
                        const Weights& owner) {
    WeightTensor tensor;
    const auto name = file.vector(table, kTensorName, 1);
    const auto text = file.slice(name.first, name.size);
    tensor.name.assign(reinterpret_cast<const char*>(text.data()), text.size());
    const auto shape = file.vector(table, kTensorShape, 4);
    for (std::uint32_t i = 0; i < shape.size; ++i)
        tensor.shape.push_back(file.read<std::int32_t>(shape.first + 4ull * i));

    const auto type = file.scalar<std::uint8_t>(table, kTensorType, kFloat32);
    tensor.dtype = type == kFloat16 ? WeightType::kFloat16
                   : type == kInt32 ? WeightType::kInt32
                                    : WeightType::kFloat32;
    const std::uint64_t width = type == kFloat16 ? 2 : 4;
    const auto count = elementCount(tensor.shape, bytes.size() / width);
    if (!count || *count * width != bytes.size())
        owner.refuse("the weight " + tensor.name + " does not fill its shape");
    const FlatBuffer values(bytes, owner);
    tensor.data.resize(*count);
    for (std::uint64_t i = 0; i < *count; ++i)
        tensor.data[i] = type == kFloat16 ? floatFromHalf(values.read<std::uint16_t>(2 * i))
                         : type == kInt32 ? static_cast<float>(values.read<std::int32_t>(4 * i))
                                          : values.read<float>(4 * i);
    return tensor;
}

}  // namespace

Weights readTflite(const std::filesystem::path& path) {
    Weights weights(path.string());
    const auto bytes = readWeightFile(path.string());
    const FlatBuffer file(bytes, weights);
    if (bytes.size() < 8 || std::memcmp(bytes.data() + 4, "TFL3", 4) != 0)
        weights.refuse("this is not a TensorFlow Lite model");
    const auto model = file.follow(0);
    const auto buffers = file.vector(model, kModelBuffers, 4);
    const auto subgraphs = file.vector(model, kModelSubgraphs, 4);
    if (subgraphs.size == 0) weights.refuse("the model has no graph");
    const auto tensors = file.vector(file.follow(subgraphs.first), kSubgraphTensors, 4);

    std::uint64_t budget = bytes.size();  // tensors that share one buffer over and over would fill the memory
    for (std::uint32_t i = 0; i < tensors.size; ++i) {
        const auto table = file.follow(tensors.first + 4ull * i);
        const auto type = file.scalar<std::uint8_t>(table, kTensorType, kFloat32);
        const auto buffer = file.scalar<std::uint32_t>(table, kTensorBuffer, 0);
        if (buffer >= buffers.size) weights.refuse("a weight names a buffer that is not there");
        const auto stored = file.vector(file.follow(buffers.first + 4ull * buffer), kBufferBytes, 1);
        if (stored.size == 0 || (type != kFloat32 && type != kFloat16 && type != kInt32)) continue;
        if (stored.size > budget) weights.refuse("its weights add up to more than the file");
        budget -= stored.size;
        weights.add(readTensor(file, table, file.slice(stored.first, stored.size), weights));
    }
    return weights;
}

}  // namespace lineament
