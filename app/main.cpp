#include "app/cli/cli.h"

int main(int argc, char** argv) {
#ifdef LINEAMENT_HAS_WINDOW
    const auto openWindow = [&](const lineament::GuiOptions& options) {
        return lineament::openWindow(argc, argv, options);
    };
    return lineament::cli::run(argc, argv, openWindow);
#else
    return lineament::cli::run(argc, argv, {});
#endif
}
