#include "app/cli/interrupts.h"

#include <signal.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cstdint>

#include "app/cli/failure.h"
#include "core/base/check.h"
#include "core/base/clock.h"

namespace lineament::cli {
namespace {

// A handler may do next to nothing: it counts the signal in the event that the watcher waits for.
int event = -1;
volatile sig_atomic_t asked = 0;
constexpr std::uint64_t kSignal = 1, kFinished = std::uint64_t{1} << 32;

extern "C" void onSignal(int) {
    if (asked) _exit(kCancelledBySignal);
    asked = 1;
    [[maybe_unused]] const auto written = ::write(event, &kSignal, sizeof kSignal);
}

void handle(int signal, void (*handler)(int)) {
    struct sigaction action {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigaction(signal, &action, nullptr);
}

}  // namespace

Interrupts::Interrupts() {
    event = eventfd(0, EFD_CLOEXEC);
    LINEAMENT_CHECK(event >= 0);
    asked = 0;
    watcher_ = std::jthread([this] {
        nameThisThread("interrupts");
        std::uint64_t happened = 0;
        while (happened < kFinished)
            if (read(event, &happened, sizeof happened) == sizeof happened && (happened & kSignal))
                cancelled_.request_stop();
    });
    handle(SIGINT, onSignal);
    handle(SIGTERM, onSignal);
}

Interrupts::~Interrupts() {
    handle(SIGINT, SIG_DFL);
    handle(SIGTERM, SIG_DFL);
    [[maybe_unused]] const auto written = ::write(event, &kFinished, sizeof kFinished);
    watcher_.join();
    close(event);
}

}  // namespace lineament::cli
