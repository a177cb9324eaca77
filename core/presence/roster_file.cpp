#include "core/presence/roster_file.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/presence/attendance.h"
#include "core/presence/calendar.h"

namespace lineament {
namespace {

using nlohmann::json;

constexpr std::size_t kLongestWord = 40;
constexpr const char* kWeekdays[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

/// Reads fields of one entry; what is wrong is said with the entry's place.
class Entry {
  public:
    Entry(const json& value, std::string file, std::string place)
        : value_(value), file_(std::move(file)), place_(std::move(place)) {
        if (!value.is_object()) fail("it is not an object");
    }
    [[noreturn]] void fail(const std::string& why) const {
        throw Error(ErrorCode::kUnreadable, file_, place_ + ": " + why);
    }
    bool has(const char* field) const { return value_.contains(field) && !value_[field].is_null(); }
    std::string text(const char* field) const {
        if (!has(field) || !value_[field].is_string()) fail(std::string("\"") + field + "\" must be a text");
        return value_[field].get<std::string>();
    }
    std::string textOr(const char* field, std::string other) const {
        return has(field) ? text(field) : other;
    }
    /// A person may be written as number or text.
    std::string person(const char* field) const {
        if (has(field) && value_[field].is_number_integer())
            return std::to_string(value_[field].get<std::int64_t>());
        return text(field);
    }
    Day day(const char* field) const {
        const auto found = dayFromIso(text(field));
        if (!found) fail(std::string("\"") + field + "\" must be a day as 2026-11-12");
        return *found;
    }
    int minute(const char* field) const {
        const auto written = text(field);
        const auto time = timeFromIso("2000-01-01T" + written);
        if (written.size() != 5 || !time) fail(std::string("\"") + field + "\" must be a time as 08:30");
        return static_cast<int>(time->msOfDay / 60'000);
    }
    void integer(const char* field, int& value) const {
        if (!has(field)) return;
        if (!value_[field].is_number_integer())
            fail(std::string("\"") + field + "\" must be a whole number of minutes");
        value = static_cast<int>(std::clamp<std::int64_t>(value_[field].get<std::int64_t>(), -1, 1'000'000));
    }
    const json& list(const char* field) const {
        static const json kNone = json::array();
        if (!has(field)) return kNone;
        if (!value_[field].is_array()) fail(std::string("\"") + field + "\" must be a list");
        return value_[field];
    }
    Entry child(const json& value, const std::string& place) const { return {value, file_, place}; }

  private:
    const json& value_;
    std::string file_, place_;
};

Shift readShift(const Entry& entry) {
    Shift shift;
    shift.name = entry.text("name");
    shift.timeZone = entry.textOr("time_zone", "UTC");
    shift.fromMinute = entry.minute("from");
    const auto after = [&](const char* field, const Entry& of) {
        const int minute = of.minute(field);
        return minute < shift.fromMinute ? minute + 24 * 60 : minute;
    };
    shift.toMinute = entry.minute("to");
    if (shift.toMinute <= shift.fromMinute) shift.toMinute += 24 * 60;
    if (entry.has("weekdays")) {
        shift.weekdays = 0;
        for (const auto& name : entry.list("weekdays")) {
            const auto* found = name.is_string() ? std::find(std::begin(kWeekdays), std::end(kWeekdays),
                                                             name.get<std::string>())
                                                 : std::end(kWeekdays);
            if (found == std::end(kWeekdays)) entry.fail("a weekday is one of mon tue wed thu fri sat sun");
            shift.weekdays |= 1u << (found - std::begin(kWeekdays));
        }
    }
    for (const auto& pause : entry.list("breaks")) {
        const auto of = entry.child(pause, "a break of the shift " + shift.name);
        shift.breaks.push_back({after("from", of), after("to", of)});
    }
    entry.integer("grace_late", shift.graceLateMinutes);
    entry.integer("grace_early", shift.graceEarlyMinutes);
    entry.integer("overtime_after", shift.overtimeAfterMinutes);
    entry.integer("margin", shift.marginMinutes);
    try {
        validate(shift);
    } catch (const Error& error) {
        entry.fail(error.detail());
    }
    return shift;
}

}  // namespace

RosterFile readRoster(const std::string& text, const std::string& fileName) {
    const auto document = json::parse(text, nullptr, false);
    if (document.is_discarded()) throw Error(ErrorCode::kUnreadable, fileName, "it is not JSON");
    const Entry root(document, fileName, "roster");
    // A word that is misspelt must not be left out in silence.
    for (const auto& [field, _] : document.items()) {
        if (field == "shifts" || field == "assignments" || field == "days_off") continue;
        const std::string word = field.size() > kLongestWord ? "something" : json(field).dump();
        root.fail("it has " + word + " besides \"shifts\", \"assignments\" and \"days_off\"");
    }
    RosterFile roster;
    const auto each = [&](const char* field, auto&& take) {
        int number = 0;
        for (const auto& value : root.list(field))
            take(root.child(value, std::string(field) + " entry " + std::to_string(++number)));
    };
    each("shifts", [&](const Entry& entry) {
        auto shift = readShift(entry);
        for (const auto& other : roster.shifts)
            if (other.name == shift.name) entry.fail("there is a shift called " + shift.name + " above it");
        roster.shifts.push_back(std::move(shift));
    });
    each("assignments", [&](const Entry& entry) {
        RosterFile::Assigned assigned{entry.person("person"), entry.text("shift"), entry.day("from"),
                                      std::nullopt};
        if (entry.has("to")) assigned.to = entry.day("to");
        if (assigned.to && *assigned.to < assigned.from) entry.fail("it ends before it begins");
        roster.assignments.push_back(std::move(assigned));
    });
    each("days_off", [&](const Entry& entry) {
        roster.daysOff.push_back(
            {entry.has("person") ? entry.person("person") : "", entry.day("day"), entry.textOr("name", "")});
    });
    if (roster.shifts.empty() && roster.assignments.empty() && roster.daysOff.empty())
        root.fail("there are no shifts, assignments or days off in it");
    return roster;
}

}  // namespace lineament
