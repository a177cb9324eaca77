#pragma once

#include "app/cli/commands/commands.h"

namespace lineament::cli {

void addDoors(CLI::App& app, Commands& commands);   ///< and running them
void addAccess(CLI::App& app, Commands& commands);  ///< what was decided at them, and by which hours

}  // namespace lineament::cli
