#pragma once

#include <cstdint>
#include <string>

namespace lineament {

/// Milliseconds since 1970-01-01T00:00:00Z.
using UnixMs = std::int64_t;

/// Where the time comes from; rules and tests take one so that time can be set.
class Clock {
  public:
    virtual ~Clock() = default;
    virtual UnixMs now() const = 0;
    /// The system's clock.
    static const Clock& system();
};

/// "2026-11-12T09:30:00.250Z". Source: ISO 8601, RFC 3339.
std::string iso8601(UnixMs time);

/// Names the calling thread for debuggers and `top` (15 characters at most are kept).
void nameThisThread(const char* name);

}  // namespace lineament
