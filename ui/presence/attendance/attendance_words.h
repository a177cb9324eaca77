#pragma once

#include <QString>
#include <utility>

#include "core/presence/attendance.h"
#include "ui/theme/theme.h"

namespace lineament::ui {

/// One letter for a state, so that it does not depend on colour: "L" late, "A" absent ...; translated.
QString letterOf(AttendanceStatus status);
/// The letter, with a plus behind it for who was there at no time of the shift, but before or after it.
QString letterOf(const AttendanceDay& day);
/// Icon and colour of a state.
std::pair<const char*, Token> signOf(AttendanceStatus status);
/// "09:30" by the clock of the shift; empty without a time. A time after midnight of a night has "+1" behind
/// it.
QString clockOf(const AttendanceDay& day, std::optional<UnixMs> at);
/// "7:05" from minutes; empty for none.
QString durationOf(int minutes);
/// All letters with what they mean, in one line.
QString legendOfStates();

}  // namespace lineament::ui
