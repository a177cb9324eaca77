#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/presence/attendance.h"
#include "core/store/store.h"

namespace lineament {

/// Attendance of a period, with what a reader needs beside the figures.
struct AttendanceReport {
    Day from, to;
    std::vector<AttendanceDay> days;
    std::vector<std::string> names;       ///< as days
    std::vector<std::string> shiftNames;  ///< as days; empty without a shift
};

/// Works it out from what the store holds. `timeZone` is that of people without a shift.
/// Throws Error(kInvalidArgument, kNotFound: time zone), store errors.
AttendanceReport attendanceReport(Store& store, Day from, Day to, const std::string& timeZone, UnixMs now);
/// The same basis for one who works days out over and over.
AttendanceBasis attendanceBasis(Store& store, Day from, Day to, const std::string& timeZone);

/// Names of the columns of the CSV and XLSX files.
const std::vector<std::string>& attendanceColumns();
/// One line a day, UTF-8 with a mark at the beginning for spreadsheets; times are local with their offset.
/// A text that a spreadsheet would take for a formula is written behind an apostrophe.
std::string attendanceCsv(const AttendanceReport& report);
/// One field of a CSV file, quoted where it must be and never a formula. Source: RFC 4180.
std::string csvField(const std::string& text);
/// A workbook with the days as a table and a sheet of sums by person. Throws Error(kDiskFull, kUnwritable).
void writeAttendanceXlsx(const AttendanceReport& report, const std::filesystem::path& file);

/// What came of a roster file.
struct RosterOutcome {
    int shifts = 0, assignments = 0, daysOff = 0;
};
/// Takes a roster file over: shifts by name, people by external id, number or name.
/// Throws Error(kUnreadable: the file, before anything is changed; kNotFound: a person or shift it names).
RosterOutcome importRoster(Store& store, const std::filesystem::path& file);

}  // namespace lineament
