#include "core/pipelines/report/figures.h"

#include <cstdio>
#include <ctime>

namespace lineament {

std::string number(double value, int decimals) {
    char text[48];
    std::snprintf(text, sizeof text, "%.*f", decimals, value);
    return text;
}

std::string rate(double value, bool bound) {
    char text[32];
    std::snprintf(text, sizeof text, "%s%.2g", bound ? "< " : "", value);
    return text;
}

std::string dateOf(UnixMs at) {
    const std::time_t seconds = at / 1000;
    std::tm utc{};
    gmtime_r(&seconds, &utc);
    char text[40];
    std::strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S UTC", &utc);
    return text;
}

}  // namespace lineament
