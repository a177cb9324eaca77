#include "app/cli/secret_input.h"

#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "core/base/check.h"

namespace lineament::cli {
namespace {

constexpr int kPollMs = 100;
constexpr std::size_t kLongestLine = 4096;

/// The terminal without an echo, given back as it was.
class Silence {
  public:
    Silence() {
        silent_ = tcgetattr(STDIN_FILENO, &before_) == 0;
        if (!silent_) return;
        termios quiet = before_;
        quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        quiet.c_lflag |= ECHONL;
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    }
    ~Silence() {
        if (silent_) tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
    }
    Silence(const Silence&) = delete;
    Silence& operator=(const Silence&) = delete;

  private:
    termios before_{};
    bool silent_ = false;
};

/// Byte by byte, so that the next line stays for the next reader.
std::string readLine(const JobContext& job) {
    std::string line;
    bool any = false;
    for (;;) {
        job.checkpoint();
        pollfd input{STDIN_FILENO, POLLIN, 0};
        if (poll(&input, 1, kPollMs) <= 0) continue;
        char byte = 0;
        const auto got = read(STDIN_FILENO, &byte, 1);
        if (got < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (got <= 0) {
            LINEAMENT_REQUIRE(any, "password", "standard input ended before one was given");
            break;
        }
        any = true;
        if (byte == '\n') break;
        line += byte;
        LINEAMENT_REQUIRE(line.size() <= kLongestLine, "password", "the line is too long to be one");
    }
    if (!line.empty() && line.back() == '\r') line.pop_back();
    return line;
}

}  // namespace

std::string readSecret(const std::string& prompt, const JobContext& job) {
    if (!isatty(STDIN_FILENO)) return readLine(job);
    std::fprintf(stderr, "%s", prompt.c_str());
    std::fflush(stderr);
    const Silence silence;
    return readLine(job);
}

std::string readNewSecret(const std::string& whose, const JobContext& job) {
    const auto first = readSecret("New password of " + whose + ": ", job);
    if (isatty(STDIN_FILENO))
        LINEAMENT_REQUIRE(readSecret("Once more: ", job) == first, "password", "the two differ");
    return first;
}

}  // namespace lineament::cli
