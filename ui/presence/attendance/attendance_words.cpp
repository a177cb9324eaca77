#include "ui/presence/attendance/attendance_words.h"

#include <QCoreApplication>
#include <QStringList>

#include "core/presence/time_zone.h"
#include "ui/presence/presence_words.h"

namespace lineament::ui {

namespace {
struct Attendance {
    Q_DECLARE_TR_FUNCTIONS(Attendance)
};
}  // namespace

QString letterOf(AttendanceStatus status) {
    switch (status) {
        case AttendanceStatus::kExpected:
            return Attendance::tr("X", "letter for: expected");
        case AttendanceStatus::kPresent:
            return Attendance::tr("P", "letter for: present");
        case AttendanceStatus::kLate:
            return Attendance::tr("L", "letter for: late");
        case AttendanceStatus::kLeftEarly:
            return Attendance::tr("E", "letter for: left early");
        case AttendanceStatus::kLateLeftEarly:
            return Attendance::tr("B", "letter for: both late and left early");
        case AttendanceStatus::kIncomplete:
            return Attendance::tr("I", "letter for: incomplete");
        case AttendanceStatus::kDayOff:
            return Attendance::tr("O", "letter for: day off");
        case AttendanceStatus::kAbsent:
            break;
    }
    return Attendance::tr("A", "letter for: absent");
}

QString letterOf(const AttendanceDay& day) {
    return day.outsideShift ? letterOf(day.status) + QLatin1Char('+') : letterOf(day.status);
}

std::pair<const char*, Token> signOf(AttendanceStatus status) {
    switch (status) {
        case AttendanceStatus::kPresent:
            return {"circle-check", Token::Match};
        case AttendanceStatus::kLate:
        case AttendanceStatus::kLeftEarly:
        case AttendanceStatus::kLateLeftEarly:
            return {"clock", Token::Review};
        case AttendanceStatus::kIncomplete:
            return {"triangle-alert", Token::Review};
        case AttendanceStatus::kAbsent:
            return {"circle-x", Token::Alert};
        default:
            return {"square-dashed", Token::Muted};
    }
}

QString clockOf(const AttendanceDay& day, std::optional<UnixMs> at) {
    if (!at) return {};
    const auto zone = TimeZone::named(day.timeZone);
    const auto text =
        QString::fromStdString(zone->isoAt(*at).substr(11, 5));  // 2026-11-12T09:30:00.000+01:00
    const auto days = (zone->dayAt(*at) - day.day).count();
    return days > 0 ? text + QStringLiteral(" +%1").arg(days) : text;
}

QString durationOf(int minutes) {
    if (minutes <= 0) return {};
    return QStringLiteral("%1:%2").arg(minutes / 60).arg(minutes % 60, 2, 10, QLatin1Char('0'));
}

QString legendOfStates() {
    QStringList parts;
    using enum AttendanceStatus;
    for (const auto status :
         {kPresent, kLate, kLeftEarly, kLateLeftEarly, kIncomplete, kAbsent, kDayOff, kExpected})
        parts << QStringLiteral("%1 %2").arg(letterOf(status), wordsOf(status));
    parts << Attendance::tr("+ there outside the shift");
    return parts.join(QStringLiteral("  ·  "));
}

}  // namespace lineament::ui
