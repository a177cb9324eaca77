#pragma once

#include <cstdlib>
#include <ctime>
#include <string>

#include "core/domain/presence.h"

namespace lineament::test {

/// When a clock on the wall shows this, by the C library: independent of core/presence/time_zone.h.
inline UnixMs wallClock(const std::string& zone, int year, int month, int day, int minutes) {
    setenv("TZ", (":" + zone).c_str(), 1);
    tzset();
    std::tm local{};
    local.tm_year = year - 1900, local.tm_mon = month - 1, local.tm_mday = day;
    local.tm_hour = minutes / 60, local.tm_min = minutes % 60;
    local.tm_isdst = -1;
    return static_cast<UnixMs>(std::mktime(&local)) * 1000;
}

/// Offset from UTC in seconds, by the C library.
inline int offsetByLibrary(const std::string& zone, UnixMs at) {
    setenv("TZ", (":" + zone).c_str(), 1);
    tzset();
    const std::time_t seconds = at / 1000;
    std::tm local{};
    localtime_r(&seconds, &local);
    return static_cast<int>(local.tm_gmtoff);
}

}  // namespace lineament::test
