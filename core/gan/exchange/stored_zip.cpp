#include "core/gan/exchange/stored_zip.h"

#include <array>
#include <cstring>

namespace lineament::gan {

namespace {

constexpr std::uint64_t kLocalMark = 0x04034b50, kTableMark = 0x02014b50, kEndMark = 0x06054b50;
constexpr std::size_t kEndLength = 22, kTableLength = 46, kLocalLength = 30;

/// CRC-32 with the polynomial of ISO 3309, as zip uses it.
std::uint32_t crc32(StoredZip::Bytes bytes) {
    static const auto kTable = [] {
        std::array<std::uint32_t, 256> table{};
        for (std::uint32_t i = 0; i < 256; ++i) {
            std::uint32_t value = i;
            for (int bit = 0; bit < 8; ++bit)
                value = value & 1 ? 0xEDB88320u ^ value >> 1 : value >> 1;
            table[i] = value;
        }
        return table;
    }();
    std::uint32_t sum = ~0u;
    for (const auto byte : bytes)
        sum = kTable[(sum ^ static_cast<std::uint32_t>(byte)) & 255] ^ sum >> 8;
    return ~sum;
}

}  // namespace

StoredZip::StoredZip(Bytes bytes, std::function<void(const char*)> refuse)
    : bytes_(bytes), refuse_(std::move(refuse)) {
    if (bytes.size() < kEndLength || number(0, 4) != kLocalMark)
        refuse_("it is no file of torch.save, or one from before PyTorch 1.6");
    std::size_t end = bytes.size() - kEndLength;
    while (number(end, 4) != kEndMark) {
        if (end == 0 || bytes.size() - end > kEndLength + 0xFFFF) refuse_("it is cut off");
        --end;
    }
    std::uint64_t at = number(end + 16, 4);
    for (auto left = number(end + 10, 2); left > 0; --left) {
        if (number(at, 4) != kTableMark) refuse_("its table of contents is damaged");
        const auto size = number(at + 24, 4);
        entries_[text(at + kTableLength, number(at + 28, 2))] = {
            number(at + 42, 4), size, static_cast<std::uint32_t>(number(at + 16, 4)),
            number(at + 10, 2) == 0 && number(at + 20, 4) == size};
        at += kTableLength + number(at + 28, 2) + number(at + 30, 2) + number(at + 32, 2);
    }
}

std::string StoredZip::nameEndingWith(const std::string& ending) const {
    const std::string* found = nullptr;
    for (const auto& [name, ignored] : entries_) {
        if (name.size() < ending.size() ||
            name.compare(name.size() - ending.size(), ending.size(), ending) != 0)
            continue;
        if (found) refuse_(("it holds " + ending + " twice").c_str());
        found = &name;
    }
    if (!found) refuse_("it is a zip archive, but none of torch.save");
    return *found;
}

StoredZip::Bytes StoredZip::content(const std::string& name) const {
    const auto found = entries_.find(name);
    if (found == entries_.end()) refuse_("the numbers of a tensor are missing");
    const auto& entry = found->second;
    if (!entry.stored) refuse_("it is compressed, which torch.save does not do");
    if (number(entry.offset, 4) != kLocalMark) refuse_("its table of contents is damaged");
    const auto start =
        entry.offset + kLocalLength + number(entry.offset + 26, 2) + number(entry.offset + 28, 2);
    if (start > bytes_.size() || entry.size > bytes_.size() - start) refuse_("it is cut off");
    return bytes_.subspan(start, entry.size);
}

void StoredZip::checkSums() const {
    for (const auto& [name, entry] : entries_)
        if (entry.stored && crc32(content(name)) != entry.sum) refuse_("it is damaged");
}

std::uint64_t StoredZip::number(std::uint64_t at, std::size_t count) const {
    if (at > bytes_.size() || count > bytes_.size() - at) refuse_("its table of contents is damaged");
    std::uint64_t value = 0;
    std::memcpy(&value, bytes_.data() + at, count);
    return value;
}

std::string StoredZip::text(std::uint64_t at, std::uint64_t count) const {
    if (at > bytes_.size() || count > bytes_.size() - at) refuse_("its table of contents is damaged");
    return {reinterpret_cast<const char*>(bytes_.data()) + at, static_cast<std::size_t>(count)};
}

}  // namespace lineament::gan
