#include "core/accounts/not_permitted.h"

#include <string_view>

namespace lineament {

namespace {
constexpr std::string_view kMark = "not permitted: ";
}

Error notPermitted(const std::string& what, const std::string& why) {
    return Error(ErrorCode::kStoreUnusable, std::string(kMark) + what, why);
}

bool isNotPermitted(const Error& error) noexcept {
    return error.code() == ErrorCode::kStoreUnusable && error.subject().starts_with(kMark);
}

std::string refusedBy(const Error& error) {
    return isNotPermitted(error) ? error.subject().substr(kMark.size()) : error.subject();
}

}  // namespace lineament
