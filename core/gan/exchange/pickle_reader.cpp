#include "core/gan/exchange/pickle_reader.h"

#include <bit>
#include <cstring>

#include "core/base/error.h"

namespace lineament::gan {

namespace {

constexpr std::size_t kMostValues = 200'000;
constexpr std::size_t kLongestText = 1 << 16;
constexpr std::size_t kMostDimensions = 8;

bool isStorage(const std::string& name) {
    constexpr std::string_view kEnding = "Storage";
    if (name.size() <= kEnding.size() ||
        name.compare(name.size() - kEnding.size(), kEnding.size(), kEnding) != 0)
        return false;
    for (const char c : name)
        if (!((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))) return false;
    return true;
}

/// Names in messages must not carry control characters to a terminal.
std::string shown(const std::string& text) {
    std::string clean;
    for (const char c : text.substr(0, 80))
        clean += c >= ' ' && c <= '~' ? c : '?';
    return clean;
}

}  // namespace

PickleReader::PickleReader(std::span<const std::byte> bytes, std::string subject)
    : bytes_(bytes), subject_(std::move(subject)) {
    run();
}

void PickleReader::refuse(const std::string& why) const {
    throw Error(ErrorCode::kModelInvalid, subject_, why);
}

std::uint64_t PickleReader::number(std::size_t count) {
    if (count > bytes_.size() - at_) refuse("its pickle is cut off");
    std::uint64_t value = 0;
    std::memcpy(&value, bytes_.data() + at_, count);
    at_ += count;
    return value;
}

std::string PickleReader::take(std::size_t count) {
    if (count > bytes_.size() - at_) refuse("its pickle is cut off");
    if (count > kLongestText) refuse("a text in its pickle is too long");
    std::string text(reinterpret_cast<const char*>(bytes_.data()) + at_, count);
    at_ += count;
    return text;
}

std::string PickleReader::line() {
    std::string text;
    for (;;) {
        const char c = static_cast<char>(number(1));
        if (c == '\n') return text;
        if (text.size() >= kLongestText) refuse("a text in its pickle is too long");
        text += c;
    }
}

PickleValue* PickleReader::make(Kind kind) {
    if (values_.size() >= kMostValues) refuse("its pickle holds too many values");
    values_.emplace_back().kind = kind;
    return &values_.back();
}

PickleValue* PickleReader::push(PickleValue* value) {
    if (stack_.size() >= kMostValues) refuse("its pickle holds too many values");
    stack_.push_back(value);
    return value;
}

PickleValue* PickleReader::pop() {
    if (stack_.empty() || (!marks_.empty() && stack_.size() <= marks_.back()))
        refuse("its pickle is damaged");
    auto* value = stack_.back();
    stack_.pop_back();
    return value;
}

PickleValue* PickleReader::top(Kind kind) {
    if (stack_.empty() || stack_.back()->kind != kind) refuse("its pickle is damaged");
    return stack_.back();
}

std::size_t PickleReader::popMark() {
    if (marks_.empty() || marks_.back() > stack_.size()) refuse("its pickle is damaged");
    const auto mark = marks_.back();
    marks_.pop_back();
    return mark;
}

/// Takes what lies above `start` off the stack.
PickleValue* PickleReader::sequenceFrom(std::size_t start) {
    if (start > stack_.size()) refuse("its pickle is damaged");
    auto* sequence = make(Kind::kSequence);
    sequence->items.assign(stack_.begin() + static_cast<std::ptrdiff_t>(start), stack_.end());
    stack_.resize(start);
    return sequence;
}

void PickleReader::setEntries(PickleValue* target, std::size_t from) {
    if ((stack_.size() - from) % 2 != 0) refuse("its pickle is damaged");
    for (std::size_t i = from; i < stack_.size(); i += 2)
        target->entries.emplace_back(stack_[i], stack_[i + 1]);
    stack_.resize(from);
}

void PickleReader::nameGlobal(const std::string& module, const std::string& name) {
    const bool known = (module == "torch._utils" && name == "_rebuild_tensor_v2") ||
                       (module == "collections" && name == "OrderedDict") ||
                       (module == "torch" && isStorage(name));
    if (!known)
        refuse("its pickle names " + shown(module) + "." + shown(name) +
               ", which is code and not a tensor; save the dictionary of tensors alone");
    auto* global = push(make(Kind::kGlobal));
    global->text = module + " " + name;
    if (module == "torch") global->type = name;
}

/// REDUCE: the two calls that dictionaries of tensors are made of.
void PickleReader::callTop() {
    const auto* arguments = pop();
    const auto* callee = pop();
    if (callee->kind != Kind::kGlobal || arguments->kind != Kind::kSequence) refuse("its pickle is damaged");
    if (callee->text == "collections OrderedDict") {
        if (!arguments->items.empty()) refuse("its pickle makes a dictionary in an unknown way");
        push(make(Kind::kDictionary));
    } else if (callee->text == "torch._utils _rebuild_tensor_v2") {
        push(rebuiltTensor(*arguments));
    } else {
        refuse("its pickle calls " + shown(callee->text));
    }
}

PickleValue* PickleReader::rebuiltTensor(const PickleValue& arguments) {
    const auto& given = arguments.items;
    const auto extents = [&](const PickleValue& of) {
        std::vector<std::int64_t> numbers;
        if (of.kind != Kind::kSequence || of.items.size() > kMostDimensions)
            refuse("a tensor's shape is damaged");
        for (const auto* item : of.items) {
            if (item->kind != Kind::kInteger || item->integer < 0) refuse("a tensor's shape is damaged");
            numbers.push_back(item->integer);
        }
        return numbers;
    };
    if (given.size() < 4 || given[0]->kind != Kind::kStorage || given[1]->kind != Kind::kInteger ||
        given[1]->integer < 0)
        refuse("a tensor in it is damaged");
    auto* tensor = make(Kind::kTensor);
    tensor->text = given[0]->text;
    tensor->type = given[0]->type;
    tensor->integer = given[1]->integer;
    tensor->shape = extents(*given[2]);
    tensor->strides = extents(*given[3]);
    if (tensor->shape.size() != tensor->strides.size()) refuse("a tensor's shape is damaged");
    return tensor;
}

/// BUILD gives an object its attributes; of an OrderedDict these are versions of modules, which do not
/// matter.
void PickleReader::buildTop() {
    pop();
    top(Kind::kDictionary);
}

/// BINPERSID: ("storage", class, key, device, numbers).
void PickleReader::storageOfTop() {
    const auto* id = pop();
    const auto& items = id->items;
    if (id->kind != Kind::kSequence || items.size() < 5 || items[0]->kind != Kind::kText ||
        items[0]->text != "storage" || items[1]->kind != Kind::kGlobal || items[1]->type.empty() ||
        items[2]->kind != Kind::kText)
        refuse("a storage in it is damaged");
    auto* storage = push(make(Kind::kStorage));
    storage->text = items[2]->text;
    storage->type = items[1]->type;
}

/// Values that stand for themselves. Returns whether `code` was one.
bool PickleReader::pushPlain(unsigned char code) {
    const auto integer = [&](std::int64_t value) { push(make(Kind::kInteger))->integer = value; };
    switch (code) {
        case 'N':
            push(make(Kind::kNone));
            return true;
        case 0x88:
        case 0x89:
            push(make(Kind::kBool))->integer = code == 0x88;
            return true;
        case 'K':
            integer(static_cast<std::int64_t>(number(1)));
            return true;
        case 'M':
            integer(static_cast<std::int64_t>(number(2)));
            return true;
        case 'J':
            integer(static_cast<std::int32_t>(number(4)));
            return true;
        case 0x8a: {  // LONG1: so many bytes in two's complement
            const auto count = static_cast<std::size_t>(number(1));
            if (count > 8) refuse("a number in its pickle is too large");
            auto value = count == 0 ? 0 : number(count);
            if (count > 0 && count < 8 && (value >> (8 * count - 1)) != 0)
                value |= ~std::uint64_t{0} << (8 * count);
            integer(static_cast<std::int64_t>(value));
            return true;
        }
        case 'G': {  // big-endian double
            std::uint64_t value = 0;
            for (int i = 0; i < 8; ++i)
                value = value << 8 | number(1);
            push(make(Kind::kReal))->real = std::bit_cast<double>(value);
            return true;
        }
        case 'X':
        case 'T':
            push(make(Kind::kText))->text = take(static_cast<std::size_t>(number(4)));
            return true;
        case 'U':
        case 0x8c:
            push(make(Kind::kText))->text = take(static_cast<std::size_t>(number(1)));
            return true;
        case '}':
            push(make(Kind::kDictionary));
            return true;
        case ']':
        case ')':
            push(make(Kind::kSequence));
            return true;
        default:
            return false;
    }
}

/// One instruction. Returns whether it was the last.
bool PickleReader::step(unsigned char code) {
    if (pushPlain(code)) return false;
    switch (code) {
        case 0x80:
            number(1);
            break;  // PROTO
        case 0x95:
            number(8);
            break;  // FRAME
        case '(':
            if (marks_.size() >= kMostValues) refuse("its pickle holds too many values");
            marks_.push_back(stack_.size());
            break;
        case 't': {
            const auto mark = popMark();
            push(sequenceFrom(mark));
            break;
        }
        case 0x85:
        case 0x86:
        case 0x87: {
            const std::size_t count = code - 0x84u;
            if (stack_.size() < count || (!marks_.empty() && stack_.size() - count < marks_.back()))
                refuse("its pickle is damaged");
            push(sequenceFrom(stack_.size() - count));
            break;
        }
        case 'a': {
            auto* item = pop();
            top(Kind::kSequence)->items.push_back(item);
            break;
        }
        case 'e': {
            const auto* more = sequenceFrom(popMark());
            auto& items = top(Kind::kSequence)->items;
            items.insert(items.end(), more->items.begin(), more->items.end());
            break;
        }
        case 's': {
            auto* value = pop();
            auto* key = pop();
            top(Kind::kDictionary)->entries.emplace_back(key, value);
            break;
        }
        case 'u': {
            const auto mark = popMark();
            if (mark == 0 || stack_[mark - 1]->kind != Kind::kDictionary) refuse("its pickle is damaged");
            setEntries(stack_[mark - 1], mark);
            break;
        }
        case 'q':
        case 'r':
        case 0x94: {
            const auto key = code == 0x94 ? memo_.size() : number(code == 'q' ? 1 : 4);
            if (stack_.empty() || memo_.size() >= kMostValues) refuse("its pickle is damaged");
            memo_[key] = stack_.back();
            break;
        }
        case 'h':
        case 'j': {
            const auto found = memo_.find(number(code == 'h' ? 1 : 4));
            if (found == memo_.end()) refuse("its pickle is damaged");
            push(found->second);
            break;
        }
        case 'c': {
            const auto module = line();
            nameGlobal(module, line());
            break;
        }
        case 0x93: {
            const auto* name = pop();
            const auto* module = pop();
            if (name->kind != Kind::kText || module->kind != Kind::kText) refuse("its pickle is damaged");
            nameGlobal(module->text, name->text);
            break;
        }
        case 'R':
            callTop();
            break;
        case 'b':
            buildTop();
            break;
        case 'Q':
            storageOfTop();
            break;
        case '.':
            return true;
        default:
            refuse("its pickle uses the instruction " + std::to_string(code) +
                   ", which a dictionary of tensors does not need");
    }
    return false;
}

void PickleReader::run() {
    // Each instruction is at least a byte, so the loop ends with the file.
    while (!step(static_cast<unsigned char>(number(1)))) {
    }
    if (stack_.size() != 1) refuse("its pickle is damaged");
    root_ = stack_.back();
}

}  // namespace lineament::gan
