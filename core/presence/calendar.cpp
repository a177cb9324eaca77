#include "core/presence/calendar.h"

#include <charconv>
#include <cstdio>
#include <string_view>

namespace lineament {
namespace {

/// Takes exactly so many digits from the front.
std::optional<int> digits(std::string_view& text, std::size_t count) {
    if (text.size() < count) return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) {
        if (text[i] < '0' || text[i] > '9') return std::nullopt;
        value = value * 10 + (text[i] - '0');
    }
    text.remove_prefix(count);
    return value;
}

bool take(std::string_view& text, char letter) {
    if (text.empty() || text.front() != letter) return false;
    text.remove_prefix(1);
    return true;
}

std::optional<Day> takeDay(std::string_view& text) {
    const auto year = digits(text, 4);
    if (!year || !take(text, '-')) return std::nullopt;
    const auto month = digits(text, 2);
    if (!month || !take(text, '-')) return std::nullopt;
    const auto day = digits(text, 2);
    if (!day) return std::nullopt;
    const std::chrono::year_month_day date(std::chrono::year(*year),
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day)));
    if (!date.ok()) return std::nullopt;
    return Day(date);
}

std::optional<std::int64_t> takeTimeOfDay(std::string_view& text) {
    const auto hour = digits(text, 2);
    if (!hour || *hour > 23 || !take(text, ':')) return std::nullopt;
    const auto minute = digits(text, 2);
    if (!minute || *minute > 59) return std::nullopt;
    std::int64_t ms = (*hour * 60 + *minute) * 60'000;
    if (!take(text, ':')) return ms;
    const auto second = digits(text, 2);
    if (!second || *second > 59) return std::nullopt;
    ms += *second * 1000;
    if (!take(text, '.')) return ms;
    int unit = 100, taken = 0;
    while (const auto digit = digits(text, 1)) {
        ms += *digit * unit;
        unit /= 10, ++taken;
    }
    if (!taken) return std::nullopt;
    return ms;
}

}  // namespace

std::optional<Day> dayFromIso(const std::string& text) {
    std::string_view rest = text;
    const auto day = takeDay(rest);
    return rest.empty() ? day : std::nullopt;
}

std::string isoOf(Day day) {
    const std::chrono::year_month_day date(day);
    char text[24];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return text;
}

std::optional<CivilTime> timeFromIso(const std::string& text) {
    std::string_view rest = text;
    const auto day = takeDay(rest);
    if (!day || !take(rest, 'T')) return std::nullopt;
    const auto ms = takeTimeOfDay(rest);
    if (!ms) return std::nullopt;
    CivilTime time{*day, *ms, std::nullopt};
    if (take(rest, 'Z')) {
        time.offsetSeconds = 0;
    } else if (!rest.empty()) {
        const bool west = rest.front() == '-';
        if (!take(rest, '+') && !take(rest, '-')) return std::nullopt;
        const auto hours = digits(rest, 2);
        if (!hours || *hours > 18 || !take(rest, ':')) return std::nullopt;
        const auto minutes = digits(rest, 2);
        if (!minutes || *minutes > 59) return std::nullopt;
        time.offsetSeconds = (west ? -1 : 1) * (*hours * 60 + *minutes) * 60;
    }
    if (!rest.empty()) return std::nullopt;
    return time;
}

int weekdayOf(Day day) {
    return static_cast<int>(std::chrono::weekday(day).iso_encoding()) - 1;
}

}  // namespace lineament
