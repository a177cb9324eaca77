#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace lineament::gan {

/// One object of a pickle.
struct PickleValue {
    enum class Kind {
        kNone,
        kBool,
        kInteger,
        kReal,
        kText,
        kSequence,
        kDictionary,
        kGlobal,
        kStorage,
        kTensor
    };
    Kind kind = Kind::kNone;
    std::int64_t integer = 0;  ///< of kBool and kInteger; kTensor: the first number's place in its storage
    double real = 0;
    std::string text;  ///< of kText; kGlobal: "module name"; kStorage: its key; kTensor: that of its storage
    std::string type;  ///< kStorage, kTensor: name of torch's storage class, such as FloatStorage
    std::vector<const PickleValue*> items;                                   ///< of kSequence
    std::vector<std::pair<const PickleValue*, const PickleValue*>> entries;  ///< of kDictionary
    std::vector<std::int64_t> shape, strides;                                ///< of kTensor
};

/// Reads the pickle of a dictionary of tensors as PyTorch writes it. It is data here, never a program: of all
/// that a pickle may name, only torch's tensors and storages and collections.OrderedDict are known, and
/// nothing is run. Source: Python's pickletools (protocol 2), torch.serialization.
class PickleReader {
  public:
    /// Throws Error(kModelInvalid) about `subject`: damaged, cut off, or naming anything else.
    PickleReader(std::span<const std::byte> bytes, std::string subject);
    const PickleValue& root() const { return *root_; }

  private:
    using Kind = PickleValue::Kind;
    void run();
    bool step(unsigned char code);
    bool pushPlain(unsigned char code);
    void nameGlobal(const std::string& module, const std::string& name);
    void callTop();
    PickleValue* rebuiltTensor(const PickleValue& arguments);
    void buildTop();
    void storageOfTop();
    void setEntries(PickleValue* target, std::size_t from);
    std::uint64_t number(std::size_t bytes);
    std::string take(std::size_t bytes);
    std::string line();
    PickleValue* make(Kind kind);
    PickleValue* push(PickleValue* value);
    PickleValue* top(Kind kind);
    PickleValue* pop();
    std::size_t popMark();
    PickleValue* sequenceFrom(std::size_t start);
    [[noreturn]] void refuse(const std::string& why) const;

    std::span<const std::byte> bytes_;
    std::string subject_;
    std::size_t at_ = 0;
    std::deque<PickleValue> values_;  // owns all: what refers in circles is freed as well
    std::vector<PickleValue*> stack_;
    std::vector<std::size_t> marks_;
    std::unordered_map<std::uint64_t, PickleValue*> memo_;
    const PickleValue* root_ = nullptr;
};

}  // namespace lineament::gan
