#pragma once

#include <string_view>

namespace lineament::log {

enum class Level { kDebug, kInfo, kWarning, kError, kOff };

/// Level from its name (debug, info, warning, error, off). Throws Error(kInvalidArgument).
Level levelFromName(std::string_view name);

/// Messages below the level are dropped. Default: kWarning. Thread: any.
void setLevel(Level level);

/// Writes one line with time and level to stderr. Thread: any.
void debug(std::string_view message);
void info(std::string_view message);
void warning(std::string_view message);
void error(std::string_view message);

}  // namespace lineament::log
