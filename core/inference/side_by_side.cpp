#include "core/inference/side_by_side.h"

#include <algorithm>
#include <exception>
#include <mutex>
#include <opencv2/core/utility.hpp>

#include "core/inference/device.h"

namespace lineament {
namespace {

thread_local bool besideOthers = false;

struct Beside {
    Beside() { besideOthers = true; }
    ~Beside() { besideOthers = false; }
    Beside(const Beside&) = delete;
    Beside& operator=(const Beside&) = delete;
};

}  // namespace

bool isBesideOthers() {
    return besideOthers;
}

void sideBySide(std::size_t items, const std::function<void(std::size_t begin, std::size_t end)>& work) {
    const auto parts = std::min(items, static_cast<std::size_t>(threads()));
    if (parts <= 1 || besideOthers) {
        if (items > 0) work(0, items);
        return;
    }
    std::mutex mutex;
    std::exception_ptr first;  // Cancelled is no std::exception, which is all that OpenCV carries across
    cv::parallel_for_(
        cv::Range(0, static_cast<int>(parts)),
        [&](const cv::Range& range) {
            const Beside beside;
            for (auto part = static_cast<std::size_t>(range.start);
                 part < static_cast<std::size_t>(range.end); ++part)
                try {
                    work(items * part / parts, items * (part + 1) / parts);
                } catch (...) {
                    const std::lock_guard lock(mutex);
                    if (!first) first = std::current_exception();
                }
        },
        static_cast<double>(parts));
    if (first) std::rethrow_exception(first);
}

}  // namespace lineament
