#pragma once

#include <QComboBox>
#include <QIcon>
#include <QString>

#include "core/domain/watchlist.h"
#include "core/presence/attendance.h"
#include "ui/theme/theme.h"
#include "ui/widgets/mark_style.h"

namespace lineament::ui {

/// The words of the Presence desk that several of its pages say; translated.
QString wordsOf(ListColour colour);
QString wordsOf(ListPriority priority);
QString wordsOf(AlertState state);
QString wordsOf(Passage passage);
QString wordsOf(AttendanceStatus status);
/// The state with what is to be known about it: "Absent, seen outside the shift, corrected".
QString wordsOf(const AttendanceDay& day);
/// A flag in the colour of a list: never colour alone.
QIcon iconOf(ListColour colour);
/// "0.71 ≥ 0.52 (FMR 1e-5)".
QString comparison(float similarity, float threshold, double fmr);
/// "14:03:20", with the date if it is not today.
QString timeWords(UnixMs at);
/// Why another program could not be told or asked, as core/notify says it; what it says besides stays as it
/// is.
QString troubleWords(const std::string& trouble);
/// "1e-5".
QString fmrWords(double fmr);

}  // namespace lineament::ui
