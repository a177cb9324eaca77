#include "core/presence/attendance.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include "core/base/check.h"
#include "core/presence/calendar.h"
#include "core/presence/time_zone.h"

namespace lineament {
namespace {

constexpr UnixMs kMinute = 60'000;

/// A shift on a day, in absolute time: with daylight saving a night may have 7 or 9 hours.
struct Duty {
    Day day;
    const Shift* shift;
    UnixMs from, to;
    std::vector<std::pair<UnixMs, UnixMs>> breaks;
};

struct Event {
    UnixMs at;
    Passage passage;
};

/// What was seen and said of one person on one day.
struct Observed {
    std::vector<std::pair<UnixMs, SightingId>> seen;  // observations alone
    std::vector<Event> events;                        // what counts
    bool corrected = false;
};

Duty dutyOn(Day day, const Shift& shift) {
    const auto zone = TimeZone::named(shift.timeZone);
    const auto at = [&](int minute) { return zone->utcOf(day, minute * kMinute); };
    Duty duty{day, &shift, at(shift.fromMinute), at(shift.toMinute), {}};
    for (const auto& pause : shift.breaks)
        duty.breaks.emplace_back(at(pause.fromMinute), at(pause.toMinute));
    return duty;
}

UnixMs distance(const Duty& duty, UnixMs at) {
    return at < duty.from ? duty.from - at : at > duty.to ? at - duty.to : 0;
}

/// The rules of one person.
class Person {
  public:
    Person(const AttendanceBasis& basis, IdentityId identity) : basis_(basis), identity_(identity) {
        for (const auto& assignment : basis.assignments)
            if (assignment.identity == identity) assignments_.push_back(&assignment);
        std::stable_sort(assignments_.begin(), assignments_.end(),
                         [](auto* a, auto* b) { return a->from < b->from; });
        for (const auto& off : basis.daysOff)
            if (!off.identity || *off.identity == identity) off_.insert(off.day);
    }

    const Shift* shiftOn(Day day) const {
        const ShiftAssignment* found = nullptr;
        for (const auto* assignment : assignments_)
            if (assignment->from <= day && (!assignment->to || day <= *assignment->to)) found = assignment;
        if (!found) return nullptr;
        for (const auto& shift : basis_.shifts)
            if (shift.id == found->shift) return &shift;
        return nullptr;
    }
    bool works(Day day, const Shift& shift) const {
        return (shift.weekdays >> weekdayOf(day) & 1) && !off_.count(day);
    }
    std::string zoneOn(Day day) const {
        const auto* shift = shiftOn(day);
        return shift ? shift->timeZone : basis_.timeZone;
    }

    /// Duties of these days and of those next to them, which may claim a look at midnight.
    void collect(Day from, Day to) {
        for (Day day = from - std::chrono::days(1); day <= to + std::chrono::days(1);
             day += std::chrono::days(1))
            if (const auto* shift = shiftOn(day); shift && works(day, *shift))
                duties_.push_back(dutyOn(day, *shift));
    }

    /// The duty that a look belongs to, else the day of the calendar.
    Day dayOf(UnixMs at) const {
        const Duty* nearest = nullptr;
        for (const auto& duty : duties_)
            if (distance(duty, at) <= duty.shift->marginMinutes * kMinute &&
                (!nearest || distance(duty, at) < distance(*nearest, at)))
                nearest = &duty;
        if (nearest) return nearest->day;
        // The clock on the wall where they work; the day itself decides which shift's clock that is.
        return TimeZone::named(zoneOn(TimeZone::named(basis_.timeZone)->dayAt(at)))->dayAt(at);
    }

    void observe(const std::vector<const Sighting*>& sightings,
                 const std::vector<const Correction*>& corrections, UnixMs now) {
        std::set<SightingId> ignored;
        for (const auto* correction : corrections)
            if (correction->kind == Correction::Kind::kIgnore) {
                ignored.insert(correction->sighting);
                days_[correction->day].corrected = true;
            }
        for (const auto* sighting : sightings) {
            if (sighting->at > now) continue;
            auto& day = days_[dayOf(sighting->at)];
            day.seen.emplace_back(sighting->at, sighting->id);
            if (!ignored.count(sighting->id)) day.events.push_back({sighting->at, sighting->passage});
        }
        for (const auto* correction : corrections)
            correct(*correction);
        for (auto& [day, observed] : days_) {
            std::sort(observed.seen.begin(), observed.seen.end());
            std::stable_sort(observed.events.begin(), observed.events.end(),
                             [](const Event& a, const Event& b) { return a.at < b.at; });
        }
    }

    std::optional<AttendanceDay> result(Day day, UnixMs now) const {
        const auto duty =
            std::find_if(duties_.begin(), duties_.end(), [&](const Duty& d) { return d.day == day; });
        const auto found = days_.find(day);
        const bool known = found != days_.end() && (!found->second.seen.empty() || found->second.corrected);
        const auto* shift = shiftOn(day);
        const bool off = shift && duty == duties_.end();
        if (!known && !(shift && (shift->weekdays >> weekdayOf(day) & 1))) return std::nullopt;
        AttendanceDay result{.day = day, .identity = identity_, .timeZone = zoneOn(day)};
        const Observed none;
        const auto& observed = known ? found->second : none;
        const bool inside = fill(result, observed);
        if (duty != duties_.end())
            judge(result, *duty, now, mayHaveBeenThere(*duty, observed, inside));
        else
            result.status = off              ? AttendanceStatus::kDayOff
                            : result.arrival ? AttendanceStatus::kPresent
                                             : AttendanceStatus::kAbsent;
        if (off) result.overtimeMinutes = result.workedMinutes;
        return result;
    }

  private:
    /// An entry said by hand takes the place of all before it, an exit of all after it.
    void correct(const Correction& correction) {
        auto& day = days_[correction.day];
        day.corrected = true;
        if (correction.kind == Correction::Kind::kEntry) {
            std::erase_if(day.events, [&](const Event& event) { return event.at < correction.at; });
            day.events.push_back({correction.at, Passage::kEntry});
        } else if (correction.kind == Correction::Kind::kExit) {
            std::erase_if(day.events, [&](const Event& event) { return event.at > correction.at; });
            day.events.push_back({correction.at, Passage::kExit});
        }
    }

    /// From events to the times that somebody was there. Returns: they came in last, and nothing says that
    /// they went.
    static bool fill(AttendanceDay& result, const Observed& observed) {
        result.corrected = observed.corrected;
        for (const auto& look : observed.seen)
            result.sightings.push_back(look.second);
        if (!observed.seen.empty()) {
            result.firstSeen = observed.seen.front().first;
            result.lastSeen = observed.seen.back().first;
        }
        std::optional<UnixMs> since, last;
        for (const auto& event : observed.events) {
            if (event.passage == Passage::kExit) {
                // Whoever leaves without having been seen to come was there from the moment they are known
                // of.
                if (!since && result.spans.empty()) since = event.at;
                if (since) result.spans.emplace_back(*since, event.at);
                since.reset();
            } else if (event.passage == Passage::kEntry || since || result.spans.empty()) {
                if (!since) since = event.at;
                last = event.at;
            }
        }
        if (since) result.spans.emplace_back(*since, std::max(*since, last.value_or(*since)));
        if (result.spans.empty()) return false;
        result.arrival = result.spans.front().first;
        result.departure = result.spans.back().second;
        UnixMs there = 0;
        for (const auto& [from, to] : result.spans)
            there += to - from;
        result.workedMinutes = static_cast<int>(there / kMinute);
        return since.has_value();
    }

    /// Whether a time there has part in the shift. One that ended before it began has none.
    static bool meets(const Duty& duty, const std::pair<UnixMs, UnixMs>& span) {
        return span.first < duty.to && (span.second > duty.from || span.first >= duty.from);
    }

    /// Without a time there that meets the shift: came before it and was not seen to go, went without having
    /// been seen to come, or was seen during it where nobody had seen them come in again.
    static bool mayHaveBeenThere(const Duty& duty, const Observed& observed, bool inside) {
        const auto& events = observed.events;
        if (events.empty()) return false;
        if (events.front().passage == Passage::kExit && events.front().at >= duty.from) return true;
        const auto during = [&](const Event& event) { return event.at >= duty.from && event.at < duty.to; };
        return (inside && events.back().at < duty.from) || std::any_of(events.begin(), events.end(), during);
    }

    static void judge(AttendanceDay& result, const Duty& duty, UnixMs now, bool mayHaveBeenThere) {
        using enum AttendanceStatus;
        const auto& shift = *duty.shift;
        result.shift = shift.id;
        result.shiftFrom = duty.from;
        result.shiftTo = duty.to;
        UnixMs there = 0, beyond = 0;
        const std::pair<UnixMs, UnixMs>*first = nullptr, *last = nullptr;
        for (const auto& span : result.spans) {
            const auto& [from, to] = span;
            there += to - from;
            beyond += std::max<UnixMs>(0, to - std::max(from, duty.to));
            for (const auto& [pauseFrom, pauseTo] : duty.breaks)
                there -= std::max<UnixMs>(0, std::min(to, pauseTo) - std::max(from, pauseFrom));
            if (!meets(duty, span)) continue;
            if (!first) first = &span;
            last = &span;
        }
        result.workedMinutes = static_cast<int>(there / kMinute);
        if (beyond >= shift.overtimeAfterMinutes * kMinute)
            result.overtimeMinutes = static_cast<int>(beyond / kMinute);
        const bool over = now > duty.to;
        if (!first && mayHaveBeenThere) {
            result.status = over ? kIncomplete : kPresent;
            return;
        }
        if (!first) {
            result.outsideShift = result.arrival.has_value();
            result.status = now < duty.from + shift.graceLateMinutes * kMinute ? kExpected : kAbsent;
            return;
        }
        const auto late = first->first - duty.from;
        const auto early = duty.to - last->second;
        if (late > shift.graceLateMinutes * kMinute) result.lateMinutes = static_cast<int>(late / kMinute);
        if (over && early > shift.graceEarlyMinutes * kMinute)
            result.earlyMinutes = static_cast<int>(early / kMinute);
        if (over && result.spans.back().first == result.spans.back().second)
            result.status = kIncomplete, result.earlyMinutes = 0;
        else if (result.lateMinutes && result.earlyMinutes)
            result.status = kLateLeftEarly;
        else
            result.status = result.lateMinutes ? kLate : result.earlyMinutes ? kLeftEarly : kPresent;
    }

    const AttendanceBasis& basis_;
    IdentityId identity_;
    std::vector<const ShiftAssignment*> assignments_;
    std::set<Day> off_;
    std::vector<Duty> duties_;
    std::map<Day, Observed> days_;
};

}  // namespace

std::string_view name(AttendanceStatus status) noexcept {
    switch (status) {
        case AttendanceStatus::kExpected:
            return "expected";
        case AttendanceStatus::kPresent:
            return "present";
        case AttendanceStatus::kLate:
            return "late";
        case AttendanceStatus::kLeftEarly:
            return "left_early";
        case AttendanceStatus::kLateLeftEarly:
            return "late_left_early";
        case AttendanceStatus::kIncomplete:
            return "incomplete";
        case AttendanceStatus::kAbsent:
            return "absent";
        case AttendanceStatus::kDayOff:
            return "day_off";
    }
    return "absent";
}

void validate(const Shift& shift) {
    const auto subject = "shift " + shift.name;
    const auto within = [&](int value, int least, int most, const char* what) {
        LINEAMENT_REQUIRE(
            value >= least && value <= most, subject,
            std::string(what) + " lies between " + std::to_string(least) + " and " + std::to_string(most));
    };
    LINEAMENT_REQUIRE(!shift.name.empty(), "shift", "a shift needs a name");
    within(shift.fromMinute, 0, kDayMinutes - 1, "its begin in minutes after midnight");
    within(shift.toMinute, shift.fromMinute + 1, shift.fromMinute + kDayMinutes,
           "its end in minutes after midnight");
    within(static_cast<int>(shift.weekdays), 0, 127, "the set of its weekdays");
    within(shift.graceLateMinutes, 0, 240, "the grace for being late in minutes");
    within(shift.graceEarlyMinutes, 0, 240, "the grace for leaving early in minutes");
    within(shift.overtimeAfterMinutes, 0, 240, "the time before overtime counts in minutes");
    within(shift.marginMinutes, 0, 720, "the margin around it in minutes");
    int last = shift.fromMinute;
    for (const auto& pause : shift.breaks) {
        LINEAMENT_REQUIRE(
            pause.fromMinute >= last && pause.toMinute > pause.fromMinute && pause.toMinute <= shift.toMinute,
            subject, "its breaks must lie within it, in order and without overlap");
        last = pause.toMinute;
    }
    (void)TimeZone::named(shift.timeZone);
}

std::vector<AttendanceDay> attendance(const AttendanceBasis& basis, Day from, Day to, UnixMs now) {
    LINEAMENT_REQUIRE(from <= to, "period", "it ends before it begins");
    LINEAMENT_REQUIRE(to - from <= std::chrono::days(3660), "period", "it is longer than ten years");
    (void)TimeZone::named(basis.timeZone);
    for (const auto& shift : basis.shifts)
        validate(shift);
    std::map<IdentityId, std::vector<const Sighting*>> sightings;
    for (const auto& sighting : basis.sightings)
        sightings[sighting.identity].push_back(&sighting);
    std::map<IdentityId, std::vector<const Correction*>> corrections;
    for (const auto& correction : basis.corrections)
        if (!correction.revoked) corrections[correction.identity].push_back(&correction);

    std::vector<AttendanceDay> days;
    for (const auto identity : basis.people) {
        Person person(basis, identity);
        person.collect(from, to);
        person.observe(sightings[identity], corrections[identity], now);
        for (Day day = from; day <= to; day += std::chrono::days(1))
            if (auto result = person.result(day, now)) days.push_back(std::move(*result));
    }
    std::stable_sort(days.begin(), days.end(), [](const auto& a, const auto& b) { return a.day < b.day; });
    return days;
}

}  // namespace lineament
