#include <xlsxwriter.h>

#include <cerrno>
#include <fstream>

#include "core/base/atomic_file.h"
#include "core/base/file_failure.h"
#include "core/pipelines/presence/attendance_people.h"
#include "core/presence/calendar.h"
#include "core/presence/time_zone.h"

namespace fs = std::filesystem;

namespace lineament {
namespace {

struct Formats {
    lxw_format *head, *date, *time;
};

void writeHead(lxw_worksheet* sheet, const std::vector<std::string>& columns, const Formats& formats) {
    for (std::size_t i = 0; i < columns.size(); ++i)
        worksheet_write_string(sheet, 0, static_cast<lxw_col_t>(i), columns[i].c_str(), formats.head);
    worksheet_freeze_panes(sheet, 1, 0);
}

/// The day and time as the clock on the wall showed it, in days since 1899-12-30.
double serialOf(const TimeZone& zone, UnixMs at) {
    return static_cast<double>(zone.dayAt(at).time_since_epoch().count()) + 25569 +
           static_cast<double>(zone.msOfDayAt(at)) / 86'400'000.0;
}

void writeDays(lxw_worksheet* sheet, const AttendanceReport& report, const Formats& formats) {
    writeHead(sheet, attendanceColumns(), formats);
    worksheet_set_column(sheet, 0, static_cast<lxw_col_t>(attendanceColumns().size() - 1), 14, nullptr);
    for (std::size_t i = 0; i < report.days.size(); ++i) {
        const auto& day = report.days[i];
        const auto zone = TimeZone::named(day.timeZone);
        const auto row = static_cast<lxw_row_t>(i + 1);
        lxw_col_t column = 0;
        const auto number = [&](double value, lxw_format* format = nullptr) {
            worksheet_write_number(sheet, row, column++, value, format);
        };
        const auto text = [&](const std::string& value) {
            worksheet_write_string(sheet, row, column++, value.c_str(), nullptr);
        };
        const auto time = [&](std::optional<UnixMs> at) {
            if (at && *at)
                number(serialOf(*zone, *at), formats.time);
            else
                ++column;
        };
        number(static_cast<double>(day.day.time_since_epoch().count()) + 25569, formats.date);
        number(static_cast<double>(day.identity.value()));
        text(report.names[i]);
        text(report.shiftNames[i]);
        time(day.shiftFrom), time(day.shiftTo), time(day.firstSeen), time(day.lastSeen);
        time(day.arrival), time(day.departure);
        text(std::string(name(day.status)));
        number(day.workedMinutes), number(day.lateMinutes), number(day.earlyMinutes),
            number(day.overtimeMinutes);
        text(day.corrected ? "yes" : "no");
        text(day.outsideShift ? "yes" : "no");
    }
    if (!report.days.empty())
        worksheet_autofilter(sheet, 0, 0, static_cast<lxw_row_t>(report.days.size()),
                             static_cast<lxw_col_t>(attendanceColumns().size() - 1));
}

void writeSums(lxw_worksheet* sheet, const AttendanceReport& report, const Formats& formats) {
    writeHead(sheet,
              {"identity_id", "name", "days_worked", "days_absent", "days_late", "worked_minutes",
               "overtime_minutes"},
              formats);
    worksheet_set_column(sheet, 0, 6, 16, nullptr);
    lxw_row_t row = 0;
    for (const auto& person : attendanceByPerson(report)) {
        worksheet_write_number(sheet, ++row, 0, static_cast<double>(person.identity.value()), nullptr);
        worksheet_write_string(sheet, row, 1, person.name.c_str(), nullptr);
        lxw_col_t column = 2;
        for (const int value : {person.daysWorked, person.daysAbsent, person.daysLate, person.workedMinutes,
                                person.overtimeMinutes})
            worksheet_write_number(sheet, row, column++, value, nullptr);
    }
}

}  // namespace

void writeAttendanceXlsx(const AttendanceReport& report, const fs::path& file) {
    auto temporary = file;
    temporary += ".part";
    {
        // The library says why it failed on the standard error alone.
        errno = 0;
        const std::ofstream can(temporary, std::ios::binary | std::ios::trunc);
        if (!can) throw writeFailure(file, errno);
    }
    auto* book = workbook_new(temporary.string().c_str());
    if (!book) throw Error(ErrorCode::kUnwritable, file.string(), "its workbook could not be begun");
    Formats formats{workbook_add_format(book), workbook_add_format(book), workbook_add_format(book)};
    format_set_bold(formats.head);
    format_set_num_format(formats.date, "yyyy-mm-dd");
    format_set_num_format(formats.time, "yyyy-mm-dd hh:mm");
    writeDays(workbook_add_worksheet(book, "Days"), report, formats);
    writeSums(workbook_add_worksheet(book, "People"), report, formats);
    errno = 0;
    if (const auto result = workbook_close(book); result != LXW_NO_ERROR) {
        const int number = errno;  // the library tells only where in it writing failed
        std::error_code ignored;
        fs::remove(temporary, ignored);
        throw number ? writeFailure(file, number) : writeFailure(file, 0, lxw_strerror(result));
    }
    commitFile(temporary, file);
}

}  // namespace lineament
