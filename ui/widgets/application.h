#pragma once

#include <QApplication>

#include "ui/bridge/stall_watchdog.h"

namespace lineament::ui {

/// The application with every event timed by the stall watchdog (in the debug build and in tests).
class Application : public QApplication {
    Q_OBJECT
  public:
    Application(int& argc, char** argv, bool watched);

    bool notify(QObject* receiver, QEvent* event) override;
    StallWatchdog& watchdog() { return watchdog_; }

  private:
    bool watched_;
    StallWatchdog watchdog_;
};

}  // namespace lineament::ui
