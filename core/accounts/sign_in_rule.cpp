#include "core/accounts/sign_in_rule.h"

#include <algorithm>

namespace lineament {

UnixMs signInDelayMs(int failures) noexcept {
    if (failures <= kFreeFailures) return 0;
    const int doublings = std::min(failures - kFreeFailures - 1, 20);
    return std::min<UnixMs>(UnixMs{2000} << doublings, kLongestSignInWaitMs);
}

UnixMs signInWaitMs(int failures, UnixMs lastFailureAt, UnixMs now) noexcept {
    const UnixMs delay = signInDelayMs(failures);
    return std::clamp<UnixMs>(lastFailureAt + delay - now, 0, delay);
}

}  // namespace lineament
