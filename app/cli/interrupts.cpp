#include "app/cli/interrupts.h"

#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include "app/cli/failure.h"
#include "core/base/clock.h"

namespace lineament::cli {
namespace {

/// Sent to the watcher alone, so that it leaves its wait when the command is done.
int wakeUp() { return SIGRTMIN; }

sigset_t watchedSignals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, wakeUp());
    return signals;
}

}  // namespace

Interrupts::Interrupts() {
    const sigset_t signals = watchedSignals();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    watcher_ = std::jthread([this](std::stop_token done) {
        nameThisThread("interrupts");
        const sigset_t signals = watchedSignals();
        int signal = 0;
        while (sigwait(&signals, &signal) == 0 && !done.stop_requested()) {
            if (signal == wakeUp()) continue;
            if (cancelled_.stop_requested()) _exit(kCancelledBySignal);
            cancelled_.request_stop();
        }
    });
}

Interrupts::~Interrupts() {
    watcher_.request_stop();
    pthread_kill(watcher_.native_handle(), wakeUp());
    watcher_.join();
}

}  // namespace lineament::cli
