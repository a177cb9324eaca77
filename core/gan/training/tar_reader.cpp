#include "core/gan/training/tar_reader.h"

#include <array>
#include <cstring>

#include "core/base/error.h"

namespace lineament::gan {
namespace {

constexpr std::uint64_t kTarBlock = 512;
constexpr std::uint64_t kLongestName = 1u << 16;

using Header = std::array<char, kTarBlock>;

/// Octal field, or -1 if it is none.
std::int64_t octal(const char* text, std::size_t length) {
    std::int64_t value = 0;
    bool any = false;
    for (std::size_t i = 0; i < length && text[i] != '\0'; ++i) {
        if (text[i] == ' ') continue;
        if (text[i] < '0' || text[i] > '7' || value > (INT64_MAX >> 3)) return -1;
        value = value * 8 + (text[i] - '0');
        any = true;
    }
    return any ? value : -1;
}

bool checksumFits(const Header& header) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < kTarBlock; ++i)
        sum += i >= 148 && i < 156 ? ' ' : static_cast<unsigned char>(header[i]);
    return sum == octal(header.data() + 148, 8);
}

std::string field(const char* text, std::size_t length) {
    return {text, strnlen(text, length)};
}

/// The path record of a pax header; empty if there is none.
std::string paxPath(const std::string& records) {
    const auto at = records.find(" path=");
    if (at == std::string::npos) return {};
    const auto end = records.find('\n', at);
    return records.substr(at + 6, end == std::string::npos ? end : end - at - 6);
}

}  // namespace

TarReader::TarReader(const std::filesystem::path& path) : path_(path), file_(path, std::ios::binary) {
    const auto refuse = [&](const char* why) { return Error(ErrorCode::kUnreadable, path.string(), why); };
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored)) throw refuse("it is neither a folder nor a file");
    if (!file_) throw refuse("the file cannot be opened");
    const std::uint64_t total = std::filesystem::file_size(path);
    std::string longName;
    std::uint64_t position = 0;
    while (position + kTarBlock <= total) {
        Header header;
        file_.seekg(static_cast<std::streamoff>(position));
        if (!file_.read(header.data(), kTarBlock)) throw refuse("reading failed half way");
        if (header[0] == '\0') break;
        if (!checksumFits(header)) throw refuse("it is not a tar file, or it is damaged");
        const std::int64_t size = octal(header.data() + 124, 12);
        position += kTarBlock;
        if (size < 0 || static_cast<std::uint64_t>(size) > total - position) throw refuse("it is cut off");
        const char kind = header[156];
        if (kind == 'L' || kind == 'x') {
            if (static_cast<std::uint64_t>(size) > kLongestName) throw refuse("a name in it is too long");
            std::string text(static_cast<std::size_t>(size), '\0');
            if (!file_.read(text.data(), size)) throw refuse("reading failed half way");
            longName = kind == 'L' ? text.substr(0, text.find('\0')) : paxPath(text);
        } else {
            std::string name = longName;
            if (name.empty()) {
                const auto prefix = field(header.data() + 345, 155);
                name = (std::memcmp(header.data() + 257, "ustar", 5) == 0 && !prefix.empty() ? prefix + "/"
                                                                                             : "") +
                       field(header.data(), 100);
            }
            longName.clear();
            if (kind == '0' || kind == '\0')
                entries_.push_back({name, position, static_cast<std::uint64_t>(size)});
        }
        position += (static_cast<std::uint64_t>(size) + kTarBlock - 1) / kTarBlock * kTarBlock;
    }
}

std::vector<std::byte> TarReader::read(const Entry& entry) {
    std::vector<std::byte> bytes(entry.size);
    file_.clear();
    file_.seekg(static_cast<std::streamoff>(entry.offset));
    if (!file_.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(entry.size)))
        throw Error(ErrorCode::kUnreadable, entry.name, "reading it from the archive failed");
    return bytes;
}

void TarReader::visit(
    const std::function<void(const std::string&, const std::function<std::vector<std::byte>()>&)>& onFile) {
    for (const auto& entry : entries_)
        onFile(entry.name, [&] { return read(entry); });
}

std::optional<std::string> TarReader::find(const std::string& name) {
    for (const auto& entry : entries_) {
        if (std::filesystem::path(entry.name).filename() != name) continue;
        const auto bytes = read(entry);
        return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    }
    return std::nullopt;
}

}  // namespace lineament::gan
