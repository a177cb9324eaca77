#pragma once

#include <optional>
#include <string>

#include "core/domain/presence.h"

namespace lineament {

inline constexpr int kDayMinutes = 24 * 60;

/// "2026-11-12". The day must exist. Empty if the text is anything else.
std::optional<Day> dayFromIso(const std::string& text);
std::string isoOf(Day day);

/// "2026-11-12T09:30", with optional seconds, fraction and "Z" or "+01:00". Empty if the text is anything
/// else.
struct CivilTime {
    Day day;
    std::int64_t msOfDay = 0;
    std::optional<int> offsetSeconds;  ///< as written; empty: local to whoever asks
};
std::optional<CivilTime> timeFromIso(const std::string& text);

/// 0: Monday ... 6: Sunday.
int weekdayOf(Day day);

}  // namespace lineament
