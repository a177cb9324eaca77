#include "core/presence/access_schedule.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <string_view>

#include "core/base/check.h"
#include "core/presence/calendar.h"
#include "core/presence/time_zone.h"

namespace lineament {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::array<std::string_view, 7> kDays = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

[[noreturn]] void malformed(const std::string& text) {
    throw Error(ErrorCode::kInvalidArgument, text, "hours are written as \"mon-fri 08:00-18:00\"");
}

std::vector<std::string> split(const std::string& text, char by) {
    std::vector<std::string> parts(1);
    for (const char letter : text)
        if (letter == by)
            parts.emplace_back();
        else
            parts.back() += letter;
    return parts;
}

std::string trimmed(const std::string& text) {
    const auto from = text.find_first_not_of(" \t");
    if (from == std::string::npos) return {};
    return text.substr(from, text.find_last_not_of(" \t") - from + 1);
}

std::optional<unsigned> dayNamed(const std::string& name) {
    const auto found = std::find(kDays.begin(), kDays.end(), name);
    if (found == kDays.end()) return std::nullopt;
    return static_cast<unsigned>(found - kDays.begin());
}

std::optional<int> minuteOf(const std::string& text) {
    if (text == "24:00") return kDayMinutes;
    if (text.size() != 5) return std::nullopt;
    const auto time = timeFromIso("2000-01-01T" + text);
    if (!time) return std::nullopt;
    return static_cast<int>(time->msOfDay / kMinuteMs);
}

unsigned weekdaysOf(const std::string& text, const std::string& whole) {
    unsigned days = 0;
    for (const auto& part : split(text, '+')) {
        const auto ends = split(part, '-');
        const auto from = dayNamed(ends.front()), to = dayNamed(ends.back());
        if (ends.size() > 2 || !from || !to) malformed(whole);
        for (unsigned day = *from;; day = (day + 1) % 7) {  // "sat-mon" goes over the end of the week
            days |= 1u << day;
            if (day == *to) break;
        }
    }
    return days;
}

}  // namespace

bool opensAt(const AccessSchedule& schedule, UnixMs at) {
    const auto zone = TimeZone::named(schedule.timeZone);
    const Day today = zone->dayAt(at);
    for (const auto& window : schedule.windows)
        for (const Day day : {today - std::chrono::days(1), today}) {
            if (!(window.weekdays >> weekdayOf(day) & 1u)) continue;
            if (zone->utcOf(day, window.fromMinute * kMinuteMs) <= at &&
                at < zone->utcOf(day, window.toMinute * kMinuteMs))
                return true;
        }
    return false;
}

void validate(const AccessSchedule& schedule) {
    (void)TimeZone::named(schedule.timeZone);
    for (const auto& window : schedule.windows) {
        LINEAMENT_REQUIRE(window.weekdays > 0 && window.weekdays < 128, "schedule " + schedule.name,
                          "hours without a day of the week never come");
        LINEAMENT_REQUIRE(window.fromMinute >= 0 && window.fromMinute < kDayMinutes,
                          "schedule " + schedule.name, "hours begin between 00:00 and 23:59");
        LINEAMENT_REQUIRE(
            window.toMinute > window.fromMinute && window.toMinute <= window.fromMinute + kDayMinutes,
            "schedule " + schedule.name, "hours end within a day after they begin");
    }
}

std::vector<WeeklyWindow> windowsFromText(const std::string& text) {
    std::vector<WeeklyWindow> windows;
    for (const auto& raw : split(text, ',')) {
        const auto part = trimmed(raw);
        const auto space = part.find(' ');
        if (space == std::string::npos) malformed(text);
        const auto hours = split(trimmed(part.substr(space)), '-');
        if (hours.size() != 2) malformed(text);
        const auto from = minuteOf(hours[0]), to = minuteOf(hours[1]);
        if (!from || !to || *from == kDayMinutes) malformed(text);
        WeeklyWindow window{weekdaysOf(part.substr(0, space), text), *from, *to};
        if (window.toMinute <= window.fromMinute) window.toMinute += kDayMinutes;
        windows.push_back(window);
    }
    return windows;
}

std::string textOf(const std::vector<WeeklyWindow>& windows) {
    std::string text;
    for (const auto& window : windows) {
        if (!text.empty()) text += ", ";
        std::string days;
        for (std::size_t day = 0; day < 7; ++day) {
            if (!(window.weekdays >> day & 1u)) continue;
            auto last = day;
            while (last + 1 < 7 && (window.weekdays >> (last + 1) & 1u))
                ++last;
            if (!days.empty()) days += '+';
            days += kDays[day];
            if (last > day) days.append(last == day + 1 ? "+" : "-").append(kDays[last]);
            day = last;
        }
        const int to = window.toMinute > kDayMinutes ? window.toMinute - kDayMinutes : window.toMinute;
        char hours[40];
        std::snprintf(hours, sizeof hours, " %02d:%02d-%02d:%02d", window.fromMinute / 60,
                      window.fromMinute % 60, to / 60, to % 60);
        text += days + hours;
    }
    return text;
}

}  // namespace lineament
