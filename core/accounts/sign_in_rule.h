#pragma once

#include "core/base/clock.h"

namespace lineament {

inline constexpr int kFreeFailures = 2;  ///< in a row, before the first wait
inline constexpr UnixMs kLongestSignInWaitMs = 15 * 60'000;

/// How long the next sign-in waits after so many failures in a row: not at all after two, 2 s after the
/// third, twice as long after each more, 15 minutes at most. Unit: ms.
UnixMs signInDelayMs(int failures) noexcept;

/// What is left of that wait, ms. A clock that was set back begins the wait anew and never makes it longer.
UnixMs signInWaitMs(int failures, UnixMs lastFailureAt, UnixMs now) noexcept;

}  // namespace lineament
