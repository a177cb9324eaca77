#pragma once

#include <sys/resource.h>

#include <cstdint>

namespace lineament::test {

/// The most memory this process has held so far, bytes.
inline std::int64_t peakMemory() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::int64_t>(usage.ru_maxrss) * 1024;
}

}  // namespace lineament::test
