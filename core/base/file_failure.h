#pragma once

#include <cstring>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace lineament {

/// Begins the detail of an Error(kUnreadable) about a file that could not be written, so that whoever advises
/// people does not speak of reading.
inline constexpr std::string_view kNotWritten = "it cannot be written";

/// The detail of an Error(kDiskFull) about a file that was being written.
inline constexpr const char* kNoRoomLeft = "there is no room left on the disk";

/// The detail of an Error(kNotFound), and the reason of a rejection, about a path where nothing is.
inline constexpr const char* kNoSuchFile = "there is no such file";

/// The detail for an error number of the system.
inline std::string notWritten(int number) {
    return std::string(kNotWritten) + ": " + std::strerror(number);
}

inline bool isWriteFailure(const Error& error) {
    return error.code() == ErrorCode::kUnreadable &&
           std::string_view(error.detail()).starts_with(kNotWritten);
}

}  // namespace lineament
