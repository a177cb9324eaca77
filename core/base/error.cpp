#include "core/base/error.h"

namespace lineament {

std::string_view name(ErrorCode code) noexcept {
    switch (code) {
        case ErrorCode::kInvalidArgument: return "invalid_argument";
        case ErrorCode::kNotFound: return "not_found";
        case ErrorCode::kUnreadable: return "unreadable";
        case ErrorCode::kUnwritable: return "unwritable";
        case ErrorCode::kUnsupported: return "unsupported";
        case ErrorCode::kTooLarge: return "too_large";
        case ErrorCode::kModelMissing: return "model_missing";
        case ErrorCode::kModelInvalid: return "model_invalid";
        case ErrorCode::kModelMismatch: return "model_mismatch";
        case ErrorCode::kStoreBusy: return "store_busy";
        case ErrorCode::kStoreUnusable: return "store_unusable";
        case ErrorCode::kStoreTooNew: return "store_too_new";
        case ErrorCode::kDiskFull: return "disk_full";
        case ErrorCode::kNotPermitted: return "not_permitted";
        case ErrorCode::kDevice: return "device";
        case ErrorCode::kInternal: return "internal";
    }
    return "internal";
}

Error::Error(ErrorCode code, std::string subject, std::string detail, std::source_location where)
    : std::runtime_error(subject.empty() ? detail : subject + ": " + detail),
      code_(code),
      subject_(std::move(subject)),
      detail_(std::move(detail)),
      where_(where) {}

}  // namespace lineament
