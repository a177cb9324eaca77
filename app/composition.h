#pragma once

#include <string>

#include "app/cli/global_options.h"

namespace lineament {

/// What `lineament gui` was asked for.
struct GuiOptions {
    GlobalOptions global;
    std::string page;        ///< footage, people, preferences ...; empty: the page last used
    std::string openFile;    ///< a recording or picture to open; empty: none
    std::string screenshot;  ///< save the window as PNG once it is idle, then leave; empty: stay
};

/// Builds store, engine, job runner and window, runs the event loop and takes them down in the right order.
/// Returns the exit status of the contract. Throws Error(kInvalidArgument) if there is no such page.
/// Thread: main.
int openWindow(int argc, char** argv, const GuiOptions& options);

}  // namespace lineament
