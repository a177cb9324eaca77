#include "app/cli/progress_bar.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace lineament::cli {
namespace {

constexpr auto kRedrawEvery = std::chrono::milliseconds(100);

std::string timeLeft(double seconds) {
    char text[40];
    const auto whole = static_cast<long>(std::ceil(seconds));
    if (whole < 60)
        std::snprintf(text, sizeof text, "%ld s left", whole);
    else if (whole < 3600)
        std::snprintf(text, sizeof text, "%ld:%02ld left", whole / 60, whole % 60);
    else
        std::snprintf(text, sizeof text, "%ld:%02ld:%02ld left", whole / 3600, whole / 60 % 60, whole % 60);
    return text;
}

int terminalColumns() {
    winsize size{};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

}  // namespace

std::string progressLine(const Progress& progress, int columns) {
    std::string tail = "  " + std::to_string(progress.done);
    if (progress.total > 0) tail += "/" + std::to_string(progress.total);
    if (progress.ratePerSecond > 0) {
        char rate[32];
        std::snprintf(rate, sizeof rate, "  %.1f/s", progress.ratePerSecond);
        tail += rate;
    }
    if (progress.secondsLeft) tail += "  " + timeLeft(*progress.secondsLeft);
    const int room = columns - 1 - static_cast<int>(progress.stage.size() + tail.size()) - 4;
    if (progress.total <= 0 || room < 10) return progress.stage + tail;
    const int width = std::min(room, 40);
    const double share =
        std::clamp(static_cast<double>(progress.done) / static_cast<double>(progress.total), 0.0, 1.0);
    const auto filled = static_cast<std::size_t>(share * width);
    return progress.stage + "  [" + std::string(filled, '#') +
           std::string(static_cast<std::size_t>(width) - filled, '.') + "]" + tail;
}

ProgressBar::ProgressBar() : terminal_(isatty(STDERR_FILENO)) {}

ProgressBar::~ProgressBar() {
    clear();
}

void ProgressBar::show(const Progress& progress) {
    if (!terminal_) return;
    std::lock_guard lock(mutex_);
    const auto now = std::chrono::steady_clock::now();
    if (drawn_ && now - lastDrawn_ < kRedrawEvery) return;
    lastDrawn_ = now;
    drawn_ = true;
    std::fprintf(stderr, "\r\x1b[K%s", progressLine(progress, terminalColumns()).c_str());
    std::fflush(stderr);
}

void ProgressBar::clear() {
    std::lock_guard lock(mutex_);
    if (!drawn_) return;
    std::fputs("\r\x1b[K", stderr);
    std::fflush(stderr);
    drawn_ = false;
}

}  // namespace lineament::cli
