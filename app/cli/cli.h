#pragma once

#include <functional>

#include "app/composition.h"

namespace lineament::cli {

/// Opens the window; empty in a build without one.
using WindowOpener = std::function<int(const GuiOptions&)>;

/// Runs the command that the arguments name; none and `gui` open the window.
/// Returns: the exit status of the process. Nothing is thrown. Thread: main, before any other was started.
int run(int argc, char** argv, const WindowOpener& openWindow);

}  // namespace lineament::cli
