#pragma once

#include <string>

namespace lineament::ui {

/// A text of core's report of a comparison, translated. Thread: any.
std::string comparisonWord(const char* english);

}  // namespace lineament::ui
