#include "core/base/job_context.h"

#include <mutex>

namespace lineament {

struct JobContext::Pace {
    std::mutex mutex;
    std::string stage;
    std::chrono::steady_clock::time_point start;
    std::int64_t doneAtStart = 0;
};

JobContext::JobContext(std::stop_token stop, Sink sink)
    : stop_(std::move(stop)), sink_(std::move(sink)), pace_(std::make_shared<Pace>()) {}

void JobContext::checkpoint() const {
    if (stop_.stop_requested()) throw Cancelled{};
}

void JobContext::report(std::string stage, std::int64_t done, std::int64_t total) {
    if (!sink_) return;
    Progress progress{std::move(stage), done, total, 0, std::nullopt};
    {
        std::lock_guard lock(pace_->mutex);
        const auto now = std::chrono::steady_clock::now();
        if (pace_->stage != progress.stage) {
            pace_->stage = progress.stage;
            pace_->start = now;
            pace_->doneAtStart = done;
        }
        const double seconds = std::chrono::duration<double>(now - pace_->start).count();
        const auto since = done - pace_->doneAtStart;
        // Half a second and two items: before that an estimate would only jump about.
        if (seconds > 0.5 && since >= 2) {
            progress.ratePerSecond = static_cast<double>(since) / seconds;
            if (total >= done) progress.secondsLeft = static_cast<double>(total - done) / progress.ratePerSecond;
        }
    }
    sink_(progress);
}

}  // namespace lineament
