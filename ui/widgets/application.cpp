#include "ui/widgets/application.h"

#include <QThread>

namespace lineament::ui {

Application::Application(int& argc, char** argv, bool watched)
    : QApplication(argc, argv), watched_(watched) {}

bool Application::notify(QObject* receiver, QEvent* event) {
    // Events of worker threads come through here as well.
    if (!watched_ || QThread::currentThread() != thread()) return QApplication::notify(receiver, event);
    const StallWatchdog::Watch watch(watchdog_, receiver, event);
    return QApplication::notify(receiver, event);
}

}  // namespace lineament::ui
