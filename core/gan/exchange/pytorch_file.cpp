#include "core/gan/exchange/pytorch_file.h"

#include <cstring>
#include <optional>

#include "core/gan/exchange/pickle_reader.h"

namespace lineament::gan {

namespace {

using Bytes = std::span<const std::byte>;
using Kind = PickleValue::Kind;

constexpr std::size_t kMostTensors = 100'000;
constexpr int kDeepest = 4;  // dictionaries within dictionaries

/// The stored files of a zip archive, by name. Source: PKWARE APPNOTE 6.3, sec. 4.3.
class StoredZip {
  public:
    StoredZip(Bytes bytes, const Weights& owner) : bytes_(bytes), owner_(owner) {
        constexpr std::size_t kEnd = 22, kHeader = 46;
        if (bytes.size() < kEnd || number(0, 4) != 0x04034b50)
            owner.refuse("it is no file of torch.save, or one from before PyTorch 1.6");
        std::size_t end = bytes.size() - kEnd;
        while (number(end, 4) != 0x06054b50) {
            if (end == 0 || bytes.size() - end > kEnd + 0xFFFF) owner.refuse("it is cut off");
            --end;
        }
        std::uint64_t at = number(end + 16, 4);
        for (auto left = number(end + 10, 2); left > 0; --left) {
            if (number(at, 4) != 0x02014b50) owner.refuse("its table of contents is damaged");
            const auto name = text(at + kHeader, number(at + 28, 2));
            entries_[name] = {number(at + 42, 4), number(at + 24, 4),
                              number(at + 10, 2) == 0 && number(at + 20, 4) == number(at + 24, 4)};
            at += kHeader + number(at + 28, 2) + number(at + 30, 2) + number(at + 32, 2);
        }
    }

    /// The one file whose name ends so; torch puts all into a folder named as it likes.
    std::string nameEndingWith(const std::string& ending) const {
        std::optional<std::string> found;
        for (const auto& [name, ignored] : entries_) {
            if (name.size() < ending.size() ||
                name.compare(name.size() - ending.size(), ending.size(), ending) != 0)
                continue;
            if (found) owner_.refuse("it holds " + ending + " twice");
            found = name;
        }
        if (!found) owner_.refuse("it is a zip archive, but none of torch.save");
        return *found;
    }

    bool has(const std::string& name) const { return entries_.count(name) > 0; }

    Bytes content(const std::string& name) const {
        const auto found = entries_.find(name);
        if (found == entries_.end()) owner_.refuse("the numbers of a tensor are missing");
        const auto& entry = found->second;
        if (!entry.stored) owner_.refuse("it is compressed, which torch.save does not do");
        if (number(entry.offset, 4) != 0x04034b50) owner_.refuse("its table of contents is damaged");
        const auto start = entry.offset + 30 + number(entry.offset + 26, 2) + number(entry.offset + 28, 2);
        if (start > bytes_.size() || entry.size > bytes_.size() - start) owner_.refuse("it is cut off");
        return bytes_.subspan(start, entry.size);
    }

  private:
    struct Entry {
        std::uint64_t offset = 0, size = 0;
        bool stored = false;
    };
    std::uint64_t number(std::uint64_t at, std::size_t count) const {
        if (at > bytes_.size() || count > bytes_.size() - at)
            owner_.refuse("its table of contents is damaged");
        std::uint64_t value = 0;
        std::memcpy(&value, bytes_.data() + at, count);
        return value;
    }
    std::string text(std::uint64_t at, std::uint64_t count) const {
        if (at > bytes_.size() || count > bytes_.size() - at)
            owner_.refuse("its table of contents is damaged");
        return {reinterpret_cast<const char*>(bytes_.data()) + at, static_cast<std::size_t>(count)};
    }
    Bytes bytes_;
    const Weights& owner_;
    std::map<std::string, Entry> entries_;
};

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
    const StoredZip zip(bytes, weights);
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
