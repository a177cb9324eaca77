#include "core/presence/time_zone.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>

#include "core/base/error.h"
#include "core/presence/calendar.h"

namespace fs = std::filesystem;

namespace lineament {
namespace {

constexpr std::int64_t kDaySeconds = 86'400;
constexpr std::uintmax_t kLargestFile = 1 << 20;

std::string zoneFolder() {
    const char* given = std::getenv("TZDIR");
    return given && *given ? given : "/usr/share/zoneinfo";
}

[[noreturn]] void damaged(const std::string& name) {
    throw Error(ErrorCode::kUnreadable, "time zone " + name, "its file is damaged");
}

/// Numbers of a TZif file, most significant byte first, from left to right.
class Reader {
  public:
    Reader(const std::string& name, std::span<const std::byte> bytes) : name_(name), bytes_(bytes) {}
    std::span<const std::byte> take(std::size_t count) {
        if (count > bytes_.size()) damaged(name_);
        const auto taken = bytes_.first(count);
        bytes_ = bytes_.subspan(count);
        return taken;
    }
    std::int64_t number(int size) {
        std::uint64_t value = 0;
        const auto taken = take(static_cast<std::size_t>(size));
        for (const auto byte : taken)
            value = value << 8 | static_cast<std::uint64_t>(byte);
        if (size < 8 && size > 1 && (value >> (8 * size - 1))) value |= ~std::uint64_t{0} << (8 * size);
        return static_cast<std::int64_t>(value);
    }
    std::span<const std::byte> rest() const { return bytes_; }

  private:
    const std::string& name_;
    std::span<const std::byte> bytes_;
};

struct Counts {
    std::size_t utc, standard, leaps, times, types, letters;
};

/// The head of a block. Returns the version letter through `version`.
Counts readHead(Reader& reader, const std::string& name, int& version) {
    const auto magic = reader.take(4);
    if (std::string(reinterpret_cast<const char*>(magic.data()), 4) != "TZif") damaged(name);
    version = static_cast<int>(reader.number(1));
    reader.take(15);
    const auto count = [&] {
        const auto value = reader.number(4);
        if (value < 0 || value > 100'000) damaged(name);
        return static_cast<std::size_t>(value);
    };
    Counts counts{};
    counts.utc = count(), counts.standard = count(), counts.leaps = count();
    counts.times = count(), counts.types = count(), counts.letters = count();
    return counts;
}

/// The POSIX rule from left to right: "CET-1CEST,M3.5.0,M10.5.0/3".
class RuleReader {
  public:
    explicit RuleReader(const std::string& text) : text_(text) {}
    bool done() const { return at_ >= text_.size(); }
    bool take(char letter) {
        if (done() || text_[at_] != letter) return false;
        return ++at_, true;
    }
    bool name() {
        const auto from = at_;
        if (take('<')) {
            while (!done() && text_[at_] != '>')
                ++at_;
            return take('>');
        }
        while (!done() && std::isalpha(static_cast<unsigned char>(text_[at_])))
            ++at_;
        return at_ - from >= 3;
    }
    bool number(int& value) {
        const auto from = at_;
        value = 0;
        while (!done() && std::isdigit(static_cast<unsigned char>(text_[at_])) && at_ - from < 4)
            value = value * 10 + (text_[at_++] - '0');
        return at_ > from;
    }
    /// "[+-]hh[:mm[:ss]]"
    bool time(int& seconds) {
        const bool negative = take('-');
        if (!negative) take('+');
        int hours = 0, minutes = 0, rest = 0;
        if (!number(hours)) return false;
        if (take(':') && !number(minutes)) return false;
        if (take(':') && !number(rest)) return false;
        seconds = (negative ? -1 : 1) * (hours * 3600 + minutes * 60 + rest);
        return true;
    }
    bool atSign() const {
        return !done() && (text_[at_] == '+' || text_[at_] == '-' ||
                           std::isdigit(static_cast<unsigned char>(text_[at_])));
    }

  private:
    const std::string& text_;
    std::size_t at_ = 0;
};

}  // namespace

TimeZone::TimeZone(std::string name, std::span<const std::byte> tzif) : name_(std::move(name)) {
    Reader reader(name_, tzif);
    int version = 0;
    auto counts = readHead(reader, name_, version);
    int size = 4;
    if (version >= '2') {  // the same again, with 64-bit times
        reader.take(counts.times * 5 + counts.types * 6 + counts.letters + counts.leaps * 8 +
                    counts.standard + counts.utc);
        counts = readHead(reader, name_, version);
        size = 8;
    }
    if (counts.types == 0) damaged(name_);
    for (std::size_t i = 0; i < counts.times; ++i)
        times_.push_back(reader.number(size));
    if (!std::is_sorted(times_.begin(), times_.end())) damaged(name_);
    const auto kinds = reader.take(counts.times);
    std::vector<int> offsets;
    for (std::size_t i = 0; i < counts.types; ++i) {
        const auto offset = reader.number(4);
        if (offset < -kDaySeconds || offset > kDaySeconds) damaged(name_);
        offsets.push_back(static_cast<int>(offset));
        reader.take(2);
    }
    for (const auto kind : kinds) {
        if (static_cast<std::size_t>(kind) >= offsets.size()) damaged(name_);
        offsets_.push_back(offsets[static_cast<std::size_t>(kind)]);
    }
    first_ = offsets.front();
    reader.take(counts.letters + counts.leaps * (static_cast<std::size_t>(size) + 4) + counts.standard +
                counts.utc);
    if (size == 8) {
        const auto rest = reader.rest();
        const std::string footer(reinterpret_cast<const char*>(rest.data()), rest.size());
        if (footer.size() >= 2 && footer.front() == '\n' && footer.back() == '\n')
            parseFooter(footer.substr(1, footer.size() - 2));
    }
}

void TimeZone::parseFooter(const std::string& text) {
    if (text.empty()) return;
    RuleReader reader(text);
    int west = 0;
    if (!reader.name() || !reader.time(west)) damaged(name_);
    standard_ = daylight_ = -west;
    hasFooter_ = true;
    if (reader.done()) return;
    if (!reader.name()) damaged(name_);
    daylight_ = standard_ + 3600;
    if (reader.atSign()) {
        if (!reader.time(west)) damaged(name_);
        daylight_ = -west;
    }
    for (auto* rule : {&begins_, &ends_}) {
        if (!reader.take(',')) damaged(name_);
        bool good = false;
        if (reader.take('M')) {
            rule->kind = Rule::kMonthWeekDay;
            good = reader.number(rule->month) && reader.take('.') && reader.number(rule->week) &&
                   reader.take('.') && reader.number(rule->weekday) && rule->month >= 1 &&
                   rule->month <= 12 && rule->week >= 1 && rule->week <= 5 && rule->weekday <= 6;
        } else {
            rule->kind = reader.take('J') ? Rule::kJulian : Rule::kZeroBased;
            good = reader.number(rule->day) && rule->day <= 366;
        }
        if (good && reader.take('/')) good = reader.time(rule->seconds);
        if (!good) damaged(name_);
    }
}

std::int64_t TimeZone::dayOfRule(const Rule& rule, int year) {
    using namespace std::chrono;
    const auto count = [](Day day) { return static_cast<std::int64_t>(day.time_since_epoch().count()); };
    const auto newYear = count(Day(std::chrono::year(year) / January / 1));
    switch (rule.kind) {
        case Rule::kMonthWeekDay: {
            const auto month =
                std::chrono::year(year) / std::chrono::month(static_cast<unsigned>(rule.month));
            const weekday wanted(static_cast<unsigned>(rule.weekday));
            return rule.week == 5 ? count(Day(month / wanted[last]))
                                  : count(Day(month / wanted[static_cast<unsigned>(rule.week)]));
        }
        case Rule::kJulian:  // 29 February is not counted
            return newYear + rule.day - 1 + (std::chrono::year(year).is_leap() && rule.day >= 60 ? 1 : 0);
        default:
            return newYear + rule.day;
    }
}

int TimeZone::offsetByFooter(std::int64_t second) const {
    if (begins_.kind == Rule::kNone) return standard_;
    const auto day = Day(std::chrono::days(static_cast<int>((second + standard_) / kDaySeconds)));
    const int year = static_cast<int>(std::chrono::year_month_day(day).year());
    const auto from = dayOfRule(begins_, year) * kDaySeconds + begins_.seconds - standard_;
    const auto to = dayOfRule(ends_, year) * kDaySeconds + ends_.seconds - daylight_;
    const bool summer = from < to ? second >= from && second < to : second >= from || second < to;
    return summer ? daylight_ : standard_;
}

int TimeZone::offsetAt(UnixMs utc) const {
    const std::int64_t second = utc >= 0 ? utc / 1000 : -((-utc + 999) / 1000);
    const auto next = std::upper_bound(times_.begin(), times_.end(), second);
    if (next == times_.end() && hasFooter_) return offsetByFooter(second);
    if (next == times_.begin()) return first_;
    return offsets_[static_cast<std::size_t>(next - times_.begin()) - 1];
}

UnixMs TimeZone::utcOf(Day day, std::int64_t msAfterMidnight) const {
    const UnixMs local =
        static_cast<std::int64_t>(day.time_since_epoch().count()) * kDaySeconds * 1000 + msAfterMidnight;
    // Offsets a day before and after hold whatever changes in between; a day holds one change at most.
    const UnixMs before = local - offsetAt(local - kDaySeconds * 1000) * UnixMs{1000};
    const UnixMs after = local - offsetAt(local + kDaySeconds * 1000) * UnixMs{1000};
    const auto shows = [&](UnixMs utc) { return utc + offsetAt(utc) * UnixMs{1000} == local; };
    if (shows(before) && shows(after)) return std::min(before, after);
    if (shows(before) || !shows(after)) return before;
    return after;
}

Day TimeZone::dayAt(UnixMs utc) const {
    const UnixMs local = utc + offsetAt(utc) * UnixMs{1000};
    return std::chrono::floor<std::chrono::days>(
        std::chrono::sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(local)));
}

std::int64_t TimeZone::msOfDayAt(UnixMs utc) const {
    return utc + offsetAt(utc) * UnixMs{1000} -
           static_cast<std::int64_t>(dayAt(utc).time_since_epoch().count()) * kDaySeconds * 1000;
}

std::string TimeZone::isoAt(UnixMs utc) const {
    const int offset = offsetAt(utc);
    const auto ms = msOfDayAt(utc);
    char text[48];
    std::snprintf(text, sizeof text, "T%02d:%02d:%02d.%03d%c%02d:%02d", static_cast<int>(ms / 3'600'000),
                  static_cast<int>(ms / 60'000 % 60), static_cast<int>(ms / 1000 % 60),
                  static_cast<int>(ms % 1000), offset < 0 ? '-' : '+', std::abs(offset) / 3600,
                  std::abs(offset) / 60 % 60);
    return isoOf(dayAt(utc)) + text;
}

std::shared_ptr<const TimeZone> TimeZone::named(const std::string& name) {
    static std::mutex mutex;
    static std::map<std::string, std::shared_ptr<const TimeZone>> known;
    std::lock_guard lock(mutex);
    if (const auto found = known.find(name); found != known.end()) return found->second;
    // A minimal file: no changes, one kind with offset 0.
    static const std::string kUtc = std::string("TZif\0", 5) + std::string(15, '\0') +
                                    std::string("\0\0\0\0", 4) + std::string(8, '\0') + std::string(4, '\0') +
                                    std::string("\0\0\0\1", 4) + std::string("\0\0\0\4", 4) +
                                    std::string(6, '\0') + std::string("UTC\0", 4);
    std::shared_ptr<const TimeZone> zone;
    if (name.empty() || name == "UTC") {
        zone = std::make_shared<const TimeZone>("UTC", std::as_bytes(std::span(kUtc)));
    } else {
        const bool plain = name.size() < 64 && name.front() != '/' && name.find("..") == std::string::npos &&
                           name.find('\0') == std::string::npos;
        const auto file = fs::path(zoneFolder()) / name;
        std::error_code ignored;
        if (!plain || !fs::is_regular_file(file, ignored))
            throw Error(ErrorCode::kNotFound, "time zone " + name,
                        "there is no such time zone on this machine");
        if (fs::file_size(file, ignored) > kLargestFile) damaged(name);
        std::ifstream stream(file, std::ios::binary);
        const std::string bytes(std::istreambuf_iterator<char>(stream), {});
        zone = std::make_shared<const TimeZone>(name, std::as_bytes(std::span(bytes)));
    }
    return known[name] = zone;
}

std::string TimeZone::ofThisMachine() {
    if (const char* given = std::getenv("TZ"); given && *given && *given != '/') {
        const std::string name = *given == ':' ? given + 1 : given;
        std::error_code ignored;
        if (fs::is_regular_file(fs::path(zoneFolder()) / name, ignored)) return name;
    }
    std::error_code error;
    const auto target = fs::canonical("/etc/localtime", error).string();
    const auto at = target.find("zoneinfo/");
    if (error || at == std::string::npos) return "UTC";
    const auto name = target.substr(at + 9);
    return name == "Etc/UTC" ? "UTC" : name;
}

}  // namespace lineament
