#pragma once

#include <source_location>
#include <stdexcept>
#include <string>
#include <string_view>

namespace lineament {

/// What went wrong, as far as the caller can act on it. The command line and ui/bridge turn a code into
/// the advice a person reads; core never writes advice.
enum class ErrorCode {
    kInvalidArgument,  ///< a parameter out of range, a malformed request
    kNotFound,         ///< no such file, identity, track or model
    kUnreadable,       ///< input that cannot be decoded: empty, truncated, damaged
    kUnwritable,       ///< output that cannot be written there: a read-only folder, none of that name
    kUnsupported,      ///< input of a kind that is not handled
    kTooLarge,         ///< input above the limits that protect memory
    kModelMissing,     ///< the weights are not on this machine
    kModelInvalid,     ///< weights or manifest altered, damaged or of the wrong shape
    kModelMismatch,    ///< templates of different recognisers met
    kStoreBusy,        ///< another process holds the store
    kStoreUnusable,    ///< the store is damaged, read-only or cannot be opened
    kStoreTooNew,      ///< the store was written by a newer version
    kDiskFull,         ///< no room left
    kNotPermitted,     ///< nobody is signed in, or a role does not include it
    kDevice,           ///< a camera, a stream or a compute device failed
    kInternal          ///< our own bug
};

/// Stable snake_case name of a code, as printed in JSON.
std::string_view name(ErrorCode code) noexcept;

/// The one exception class of core.
/// subject() is what it is about (a path, a model id), detail() why, for a person to read.
class Error : public std::runtime_error {
  public:
    Error(ErrorCode code, std::string subject, std::string detail,
          std::source_location where = std::source_location::current());

    ErrorCode code() const noexcept { return code_; }
    const std::string& subject() const noexcept { return subject_; }
    const std::string& detail() const noexcept { return detail_; }
    const std::source_location& where() const noexcept { return where_; }

  private:
    ErrorCode code_;
    std::string subject_;
    std::string detail_;
    std::source_location where_;
};

}  // namespace lineament
