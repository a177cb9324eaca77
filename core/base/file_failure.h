#pragma once

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace lineament {

/// Begins the detail of an Error(kUnwritable); the system's reason follows.
inline constexpr std::string_view kNotWritten = "it cannot be written";

/// The detail of an Error(kDiskFull) about a file that was being written.
inline constexpr const char* kNoRoomLeft = "there is no room left on the disk";

/// The detail of an Error(kNotFound), and the reason of a rejection, about a path where nothing is.
inline constexpr const char* kNoSuchFile = "there is no such file";

/// Of a file or folder that could not be written, by the error number of the system and what it says of it:
/// kDiskFull or kUnwritable.
inline Error writeFailure(const std::filesystem::path& file, int number, const std::string& reason) {
    if (number == ENOSPC || number == EDQUOT) return {ErrorCode::kDiskFull, file.string(), kNoRoomLeft};
    return {ErrorCode::kUnwritable, file.string(), std::string(kNotWritten) + ": " + reason};
}
inline Error writeFailure(const std::filesystem::path& file, int number) {
    return writeFailure(file, number, std::strerror(number));
}
/// Of a stream: by errno, which was cleared before. One that leaves none ran out of room.
inline Error streamFailure(const std::filesystem::path& file) {
    return writeFailure(file, errno ? errno : ENOSPC);
}

}  // namespace lineament
