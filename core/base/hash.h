#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace lineament {

/// SHA-256 in lower-case hexadecimal. Source: FIPS 180-4.
std::string sha256(std::span<const std::byte> bytes);
std::string sha256(std::string_view text);

/// SHA-256 of a file's content, read in pieces of 1 MiB. Throws Error(kNotFound or kUnreadable).
/// perPiece is called after each and may throw to give up.
std::string sha256File(const std::filesystem::path& path, const std::function<void()>& perPiece = {});

}  // namespace lineament
