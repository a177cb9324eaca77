#pragma once

#include "app/cli/commands/commands.h"

namespace lineament::cli {

/// Two faces, and reports of it.
void addCompare(CLI::App& app, Commands& commands);

}  // namespace lineament::cli
