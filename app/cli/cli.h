#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/composition.h"

namespace lineament::cli {

/// Opens the window; empty in a build without one.
using WindowOpener = std::function<int(const GuiOptions&)>;

/// Every command that can be chosen: "enrol", "identities rename" ...
std::vector<std::string> commandPaths();

/// Runs the command that the arguments name; none and `gui` open the window.
/// Returns: the exit status of the process. Nothing is thrown. Thread: main, before any other was started.
int run(int argc, char** argv, const WindowOpener& openWindow);

}  // namespace lineament::cli
