#pragma once

#include <QString>
#include <span>

namespace lineament::ui {

/// Why core refused something, in the language of the window; what is not known here stays as core said it.
/// Core has no language: its words are matched whole, "%1" standing for what differs. Thread: any.
QString translatedDetail(const QString& detail);

/// The words of core that are translated, as core says them.
std::span<const char* const> knownDetails();

}  // namespace lineament::ui
