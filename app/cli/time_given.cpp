#include "app/cli/time_given.h"

#include "core/base/error.h"
#include "core/presence/calendar.h"
#include "core/presence/time_zone.h"

namespace lineament::cli {

UnixMs timeGiven(const std::string& text, const char* option) {
    if (text.empty()) return 0;
    const auto zone = TimeZone::named(TimeZone::ofThisMachine());
    if (const auto day = dayFromIso(text)) return zone->utcOf(*day, 0);
    const auto time = timeFromIso(text);
    if (!time) throw Error(ErrorCode::kInvalidArgument, option, "it must be a time as 2026-11-12T09:30");
    const auto local = zone->utcOf(time->day, time->msOfDay);
    if (!time->offsetSeconds) return local;
    return TimeZone::named("UTC")->utcOf(time->day, time->msOfDay) - 1000LL * *time->offsetSeconds;
}

}  // namespace lineament::cli
