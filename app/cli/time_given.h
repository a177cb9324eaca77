#pragma once

#include <string>

#include "core/base/clock.h"

namespace lineament::cli {

/// A day or a time of the option's text, in the time zone of this machine unless it names another; 0 if the
/// text is empty. Throws Error(kInvalidArgument).
UnixMs timeGiven(const std::string& text, const char* option);

}  // namespace lineament::cli
