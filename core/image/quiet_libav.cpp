#include "core/image/quiet_libav.h"

#include <cstdarg>
#include <cstdint>

extern "C" {
#include <libavutil/log.h>
}

namespace lineament {

void quietLibav() {
    [[maybe_unused]] static const bool kOnce = [] {
        av_log_set_callback([](void*, int, const char*, va_list) {});
        return true;
    }();
}

}  // namespace lineament
