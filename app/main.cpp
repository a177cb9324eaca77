#include <cstdio>
#include <cstdlib>

#include "app/cli/cli.h"

int main(int argc, char** argv) {
    lineament::cli::WindowOpener openWindow;
#ifdef LINEAMENT_HAS_WINDOW
    openWindow = [&](const lineament::GuiOptions& options) {
        return lineament::openWindow(argc, argv, options);
    };
#endif
    const int status = lineament::cli::run(argc, argv, openWindow);
    // Everything of ours is closed by now. LibTorch would take its thousands of operators apart one by one at
    // a normal end, which takes longer than many commands.
    std::fflush(nullptr);
    std::quick_exit(status);
}
