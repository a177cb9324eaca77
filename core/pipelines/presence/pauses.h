#pragma once

#include <chrono>
#include <stop_token>

namespace lineament {

/// Between two attempts at a source that broke off: the first wait, doubled each time up to the longest.
inline constexpr std::chrono::milliseconds kFirstPause{500}, kLongestPause{8000};

/// Waits so long, or less if a stop is requested.
void pause(std::chrono::steady_clock::duration time, const std::stop_token& stop);

}  // namespace lineament
