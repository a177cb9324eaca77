#pragma once

#include <QString>
#include <string>

namespace lineament::ui {

/// On whom a calibration was measured, translated where this program's own commands wrote it; a text of
/// somebody else's stays as it is.
QString populationText(const std::string& population);

}  // namespace lineament::ui
