#include "core/base/clock.h"

#include <pthread.h>

#include <chrono>
#include <cstdio>
#include <ctime>

namespace lineament {
namespace {

class SystemClock final : public Clock {
  public:
    UnixMs now() const override {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
                   std::chrono::system_clock::now().time_since_epoch())
            .count();
    }
};

}  // namespace

const Clock& Clock::system() {
    static const SystemClock clock;
    return clock;
}

std::string iso8601(UnixMs time) {
    const UnixMs millis = ((time % 1000) + 1000) % 1000;
    const std::time_t seconds = (time - millis) / 1000;
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    char text[80];
    std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", utc.tm_year + 1900, utc.tm_mon + 1,
                  utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec, static_cast<int>(millis));
    return text;
}

void nameThisThread(const char* name) {
    char shortened[16];
    std::snprintf(shortened, sizeof shortened, "%s", name);
    pthread_setname_np(pthread_self(), shortened);
}

}  // namespace lineament
