#include "core/gan/exchange/pytorch_file.h"

#include <cstring>
#include <optional>

#include "core/gan/exchange/pickle_reader.h"
#include "core/gan/exchange/stored_zip.h"

namespace lineament::gan {

namespace {

using Bytes = StoredZip::Bytes;
using Kind = PickleValue::Kind;

constexpr std::size_t kMostTensors = 100'000;
constexpr int kDeepest = 4;  // dictionaries within dictionaries

struct NumberType {
    WeightType type;
    std::size_t width;
    bool isDouble;
};

std::optional<NumberType> numberTypeOf(const std::string& storage) {
    if (storage == "FloatStorage") return NumberType{WeightType::kFloat32, 4, false};
    if (storage == "DoubleStorage") return NumberType{WeightType::kFloat32, 8, true};
    if (storage == "HalfStorage") return NumberType{WeightType::kFloat16, 2, false};
    if (storage == "BFloat16Storage") return NumberType{WeightType::kBFloat16, 2, false};
    return std::nullopt;
}

float valueAt(const std::byte* place, const NumberType& type) {
    if (type.width == 2) {
        std::uint16_t half;
        std::memcpy(&half, place, 2);
        return type.type == WeightType::kFloat16 ? floatFromHalf(half) : floatFromBf16(half);
    }
    if (type.isDouble) {
        double wide;
        std::memcpy(&wide, place, 8);
        return static_cast<float>(wide);
    }
    float value;
    std::memcpy(&value, place, 4);
    return value;
}

/// Fills `weights` with what a dictionary holds.
class Collector {
  public:
    Collector(const StoredZip& zip, std::string folder, std::uint64_t fileBytes, Weights& weights)
        : zip_(zip), folder_(std::move(folder)), numbersLeft_(fileBytes), weights_(weights) {}

    void visit(const PickleValue& dictionary, const std::string& prefix, int depth) {
        if (depth > kDeepest) weights_.refuse("its dictionaries are nested too deeply");
        for (const auto& [key, value] : dictionary.entries) {
            if (++visited_ > kMostTensors) weights_.refuse("it holds too many values");
            if (key->kind != Kind::kText) continue;
            if (value->kind == Kind::kDictionary) visit(*value, prefix + key->text + "/", depth + 1);
            if (value->kind == Kind::kTensor) add(*value, prefix + key->text);
        }
    }

  private:
    void add(const PickleValue& value, const std::string& name) {
        const auto type = numberTypeOf(value.type);
        if (!type) return;
        // One storage may stand for many tensors, or one number for all of a tensor; memory is bounded by the
        // file.
        const auto count = elementCount(value.shape, numbersLeft_);
        if (!count) weights_.refuse("its tensors are larger than the file");
        numbersLeft_ -= *count;
        const auto storage = zip_.content(folder_ + "data/" + value.text);
        const std::uint64_t numbers = storage.size() / type->width;
        WeightTensor tensor{name, value.shape, type->type, {}};
        if (*count > 0) {
            checkReach(value, numbers, name);
            tensor.data.reserve(*count);
            gather(value, 0, static_cast<std::uint64_t>(value.integer), storage, *type, tensor.data);
        }
        weights_.add(std::move(tensor));
    }

    /// The last number a tensor reaches must lie in its storage.
    void checkReach(const PickleValue& value, std::uint64_t numbers, const std::string& name) const {
        auto reach = static_cast<std::uint64_t>(value.integer);
        bool inside = reach < numbers;
        for (std::size_t i = 0; inside && i < value.shape.size(); ++i) {
            const auto steps = static_cast<std::uint64_t>(value.shape[i] - 1),
                       stride = static_cast<std::uint64_t>(value.strides[i]);
            inside = steps == 0 || stride <= (numbers - 1 - reach) / steps;
            if (inside) reach += steps * stride;
        }
        if (!inside) weights_.refuse("the tensor " + name + " lies outside its numbers");
    }

    void gather(const PickleValue& value, std::size_t dimension, std::uint64_t at, Bytes storage,
                const NumberType& type, std::vector<float>& data) const {
        if (dimension == value.shape.size()) {
            data.push_back(valueAt(storage.data() + at * type.width, type));
            return;
        }
        for (std::int64_t i = 0; i < value.shape[dimension]; ++i)
            gather(value, dimension + 1, at + static_cast<std::uint64_t>(i * value.strides[dimension]),
                   storage, type, data);
    }

    const StoredZip& zip_;
    std::string folder_;
    std::uint64_t numbersLeft_;
    Weights& weights_;
    std::size_t visited_ = 0;
};

}  // namespace

Weights readPytorchFile(const std::filesystem::path& file) {
    Weights weights(file.string());
    const auto bytes = readWeightFile(file.string());
    const StoredZip zip(bytes, [&](const char* why) { weights.refuse(why); });
    const auto pickle = zip.nameEndingWith("data.pkl");
    const auto folder = pickle.substr(0, pickle.size() - std::string("data.pkl").size());
    if (zip.has(folder + "byteorder")) {
        const auto order = zip.content(folder + "byteorder");
        if (order.size() != 6 || std::memcmp(order.data(), "little", 6) != 0)
            weights.refuse("its numbers are big-endian");
    }
    const PickleReader reader(zip.content(pickle), file.string());
    if (reader.root().kind != Kind::kDictionary) weights.refuse("it holds no dictionary");
    Collector(zip, folder, bytes.size(), weights).visit(reader.root(), "", 0);
    return weights;
}

}  // namespace lineament::gan
