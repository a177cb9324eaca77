#pragma once

#include <QString>

#include "core/pipelines/presence/attendance_people.h"

namespace lineament::ui {

/// The month as a page to print: the matrix of people and days with sums, and what the letters mean.
/// Landscape A4. Thread: any.
QString attendanceHtml(const AttendanceReport& report, const std::vector<AttendancePerson>& people);

}  // namespace lineament::ui
