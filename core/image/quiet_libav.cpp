#include "core/image/quiet_libav.h"

#include <cstdarg>
#include <cstdint>

extern "C" {
#include <libavutil/log.h>
}

namespace lineament {
namespace {

thread_local std::int64_t containerErrors = 0;

void countInsteadOfPrinting(void* sender, int level, const char*, va_list) {
    if (!sender || level > AV_LOG_ERROR) return;
    // What libav logs for begins with a pointer to its class.
    const auto* kind = *static_cast<const AVClass* const*>(sender);
    if (!kind) return;
    const auto category = kind->get_category ? kind->get_category(sender) : kind->category;
    if (category == AV_CLASS_CATEGORY_DEMUXER) ++containerErrors;
}

}  // namespace

std::int64_t containerErrorsOfThread() {
    return containerErrors;
}

void quietLibav() {
    [[maybe_unused]] static const bool kOnce = [] {
        av_log_set_callback(countInsteadOfPrinting);
        return true;
    }();
}

}  // namespace lineament
