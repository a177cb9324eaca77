#include "ui/presence/attendance/attendance_html.h"

#include <QCoreApplication>
#include <QDate>
#include <QDateTime>
#include <QLocale>

#include "core/presence/calendar.h"
#include "ui/presence/attendance/attendance_words.h"

namespace lineament::ui {

namespace {

struct AttendancePrint {
    Q_DECLARE_TR_FUNCTIONS(AttendancePrint)
};

// Paper is white whatever the theme; the letter says what the colour does.
const char* paperOf(AttendanceStatus status) {
    switch (signOf(status).second) {
        case Token::Match:
            return "#E3F3EA";
        case Token::Review:
            return "#FBEFD2";
        case Token::Alert:
            return "#F8DAD9";
        default:
            return "#ECEDEF";
    }
}

QString cell(const QString& text, const char* attributes = "") {
    return QStringLiteral("<td %1>%2</td>").arg(QLatin1String(attributes), text);
}

}  // namespace

QString attendanceHtml(const AttendanceReport& report, const std::vector<AttendancePerson>& people) {
    const QDate first = QDate(1970, 1, 1).addDays(report.from.time_since_epoch().count());
    const QDate last = QDate(1970, 1, 1).addDays(report.to.time_since_epoch().count());
    QString html = QStringLiteral("<html><body style='font-size:11px; color:#1B1E24'><h2>%1</h2>")
                       .arg(AttendancePrint::tr("Attendance, %1 to %2")
                                .arg(first.toString(Qt::ISODate), last.toString(Qt::ISODate)));
    html += QStringLiteral(
        "<table border='1' cellspacing='0' cellpadding='2' style='border-style:solid; "
        "border-color:#CDD1D9; border-collapse:collapse' width='100%'><thead><tr>");
    html += QStringLiteral("<th align='left'>%1</th>").arg(AttendancePrint::tr("Person"));
    for (Day day = report.from; day <= report.to; day += std::chrono::days(1)) {
        const int number = first.addDays((day - report.from).count()).day();
        html += QStringLiteral("<th%1>%2</th>")
                    .arg(QLatin1String(weekdayOf(day) >= 5 ? " bgcolor='#ECEDEF'" : ""))
                    .arg(number);
    }
    for (const auto& title : {AttendancePrint::tr("Worked"), AttendancePrint::tr("Late", "days"),
                              AttendancePrint::tr("Absent", "days"), AttendancePrint::tr("Overtime")})
        html += QStringLiteral("<th align='right'>%1</th>").arg(title);
    html += QStringLiteral("</tr></thead><tbody>");
    for (const auto& person : people) {
        html += QStringLiteral("<tr>") + cell(QString::fromStdString(person.name).toHtmlEscaped());
        for (const int at : person.days) {
            if (at < 0) {
                html += cell({});
                continue;
            }
            const auto& day = report.days[static_cast<std::size_t>(at)];
            html += QStringLiteral("<td align='center' bgcolor='%1'>%2%3</td>")
                        .arg(QLatin1String(paperOf(day.status)), letterOf(day),
                             day.corrected ? QStringLiteral("*") : QString());
        }
        html += cell(durationOf(person.workedMinutes), "align='right'");
        html += cell(person.daysLate > 0 ? QString::number(person.daysLate) : QString(), "align='right'");
        html += cell(person.daysAbsent > 0 ? QString::number(person.daysAbsent) : QString(), "align='right'");
        html += cell(durationOf(person.overtimeMinutes), "align='right'") + QStringLiteral("</tr>");
    }
    html += QStringLiteral("</tbody></table><p>%1<br>%2</p></body></html>")
                .arg(legendOfStates().toHtmlEscaped(),
                     AttendancePrint::tr("An asterisk: corrected by hand. Printed on %1.")
                         .arg(QLocale().toString(QDateTime::currentDateTime(), QLocale::ShortFormat)));
    return html;
}

}  // namespace lineament::ui
