#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>
#include <system_error>

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/image/image.h"

namespace lineament {
namespace {

namespace fs = std::filesystem;

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

/// img2 before img10: runs of digits compare as numbers, letters without case; then byte by byte, so that the
/// order is total.
bool naturallyBefore(std::string_view a, std::string_view b) {
    std::size_t i = 0, j = 0;
    while (i < a.size() && j < b.size()) {
        if (isDigit(a[i]) && isDigit(b[j])) {
            const auto number = [](std::string_view text, std::size_t& at) {
                while (at < text.size() && text[at] == '0')
                    ++at;
                const std::size_t first = at;
                while (at < text.size() && isDigit(text[at]))
                    ++at;
                return text.substr(first, at - first);
            };
            const auto left = number(a, i), right = number(b, j);
            if (left.size() != right.size()) return left.size() < right.size();
            if (left != right) return left < right;
        } else {
            const auto left = std::tolower(static_cast<unsigned char>(a[i++]));
            const auto right = std::tolower(static_cast<unsigned char>(b[j++]));
            if (left != right) return left < right;
        }
    }
    if (a.size() - i != b.size() - j) return a.size() - i < b.size() - j;
    return a < b;
}

bool insideOf(const fs::path& inner, const fs::path& outer) {
    return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
}

[[noreturn]] void fail(const fs::path& folder, const std::error_code& error) {
    throw Error(ErrorCode::kUnreadable, folder.string(),
                "the folder cannot be read (" + error.message() + ")");
}

/// A link counts as what it points at only while that lies below the root.
bool leadsOut(const fs::directory_entry& entry, const fs::path& root) {
    std::error_code error;
    if (!entry.is_symlink(error)) return false;
    const auto target = fs::canonical(entry.path(), error);
    return error || !insideOf(target, root);
}

void collect(const fs::path& folder, const fs::path& root, bool recursive, std::vector<fs::path>& found) {
    std::error_code error;
    fs::directory_iterator entries(folder, error);
    if (error) {
        if (found.empty() && folder == root) fail(folder, error);
        log::warning("the folder " + folder.string() + " cannot be read (" + error.message() + ")");
        return;
    }
    std::vector<fs::directory_entry> sorted;
    for (; entries != fs::directory_iterator(); entries.increment(error)) {
        if (error) fail(folder, error);
        sorted.push_back(*entries);
    }
    std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
        return naturallyBefore(a.path().filename().native(), b.path().filename().native());
    });
    for (const auto& entry : sorted) {
        if (leadsOut(entry, root)) continue;
        if (entry.is_directory(error)) {
            // Linked folders inside the root are reached by their own name anyway, and following them may go
            // round.
            if (recursive && !entry.is_symlink(error)) collect(entry.path(), root, recursive, found);
        } else if (entry.is_regular_file(error) && looksLikeImage(entry.path())) {
            found.push_back(entry.path());
        }
    }
}

}  // namespace

bool looksLikeImage(const fs::path& path) {
    static constexpr auto kEndings = std::to_array<std::string_view>(
        {".jpg", ".jpeg", ".jpe",  ".jfif", ".png", ".apng", ".gif", ".webp", ".tif", ".tiff", ".bmp",
         ".dib", ".pbm",  ".pgm",  ".ppm",  ".pnm", ".pam",  ".pfm", ".jp2",  ".j2k", ".j2c",  ".jpc",
         ".jpf", ".jpx",  ".heic", ".heif", ".hif", ".avif", ".exr", ".hdr",  ".pic", ".tga",  ".pcx",
         ".sgi", ".ras",  ".sr",   ".xbm",  ".xpm", ".qoi",  ".psd", ".dds",  ".ico", ".cur"});
    auto ending = path.extension().string();
    for (auto& c : ending)
        c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return std::find(kEndings.begin(), kEndings.end(), ending) != kEndings.end();
}

std::vector<fs::path> imagesIn(const fs::path& folder, bool recursive) {
    std::error_code error;
    if (!fs::exists(folder, error)) {
        if (error && error != std::errc::no_such_file_or_directory) fail(folder, error);
        throw Error(ErrorCode::kNotFound, folder.string(), "there is no such folder");
    }
    if (!fs::is_directory(folder, error))
        throw Error(ErrorCode::kNotFound, folder.string(), "this is not a folder");
    const auto root = fs::canonical(folder, error);
    if (error) fail(folder, error);
    std::vector<fs::path> found;
    collect(folder, root, recursive, found);
    return found;
}

}  // namespace lineament
