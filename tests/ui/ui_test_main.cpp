// The main of every window test: offscreen, settings in a folder of their own, every event timed.
#include "tests/support/places.h"
#include "tests/support/test_main.h"
#include "ui/bridge/settings.h"
#include "ui/theme/theme.h"
#include "ui/widgets/application.h"

int main(int argc, char** argv) {
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
    qputenv("LC_ALL", "C.UTF-8");
    const lineament::test::TempFolder folder;
    lineament::ui::Settings::useFile(QString::fromStdString((folder / "window.ini").string()));
    lineament::ui::Application application(argc, argv, true);
    lineament::ui::Theme::instance().apply(lineament::ui::ThemeMode::Dark);
    return lineament::test::runAllTests(argc, argv);
}
