#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/domain/presence.h"

namespace lineament {

/// A time zone of the machine's own database, with its daylight saving. Immutable; thread: any.
/// Source: RFC 8536 (TZif), POSIX 1003.1 for the rule at its end.
class TimeZone {
  public:
    /// By name, "Europe/Berlin"; "" or "UTC": coordinated universal time. Read once, then remembered.
    /// Throws Error(kNotFound: no such zone; kUnreadable: its file is damaged).
    static std::shared_ptr<const TimeZone> named(const std::string& name);
    /// Name of the zone that this machine lives in; "UTC" if it says none.
    static std::string ofThisMachine();
    /// From the bytes of a TZif file. Throws Error(kUnreadable).
    TimeZone(std::string name, std::span<const std::byte> tzif);

    const std::string& name() const { return name_; }
    /// Seconds to add to UTC.
    int offsetAt(UnixMs utc) const;
    /// When the clock on the wall shows so many ms after midnight of the day (may be beyond 24 h). A time
    /// that is skipped in spring is taken as if the clock had not been put forward; of one that comes twice
    /// in autumn the first.
    UnixMs utcOf(Day day, std::int64_t msAfterMidnight) const;
    Day dayAt(UnixMs utc) const;
    std::int64_t msOfDayAt(UnixMs utc) const;
    /// "2026-11-12T09:30:00.000+01:00".
    std::string isoAt(UnixMs utc) const;

  private:
    struct Rule {  ///< "M3.5.0/2": the day of a year on which the offset changes
        enum Kind { kNone, kMonthWeekDay, kJulian, kZeroBased } kind = kNone;
        int month = 0, week = 0, weekday = 0, day = 0;
        int seconds = 7200;  ///< local time of day
    };
    void parseFooter(const std::string& text);
    int offsetByFooter(std::int64_t second) const;
    static std::int64_t dayOfRule(const Rule& rule, int year);

    std::string name_;
    std::vector<std::int64_t> times_;  ///< s since 1970, rising
    std::vector<int> offsets_;         ///< from times_[i] on
    int first_ = 0;                    ///< before times_[0]
    bool hasFooter_ = false;
    int standard_ = 0, daylight_ = 0;
    Rule begins_, ends_;
};

}  // namespace lineament
