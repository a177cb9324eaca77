#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace lineament {

/// SHA-256 in lower-case hexadecimal. Source: FIPS 180-4.
std::string sha256(std::span<const std::byte> bytes);
std::string sha256(std::string_view text);

/// SHA-256 of a file's content, read in pieces. Throws Error(kNotFound or kUnreadable).
std::string sha256File(const std::filesystem::path& path);

}  // namespace lineament
