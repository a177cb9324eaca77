#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>

#include "core/base/error.h"
#include "core/base/job_context.h"
#include "core/base/log.h"
#include "core/media/sources.h"

namespace lineament::media {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds kFirstPause{250};
constexpr milliseconds kLongestPause{8000};
// Waiting is cut into pieces so short, because libav and we are told to stop by a flag.
constexpr milliseconds kNap{20};

class Live : public VideoSource {
  public:
    Live(StreamOptions options, std::stop_token stop)
        : options_(std::move(options)), waiting_(std::move(stop)) {
        open();
        info_ = reader_->describe();
        info_.live = true;
        info_.durationMs = 0;
        info_.frames = 0;
    }

    const SourceInfo& info() const override { return info_; }
    std::int64_t damagedPackets() const override {
        return damagedBefore_ + (reader_ ? reader_->damaged() : 0);
    }
    void interrupt() override { waiting_.interrupt(); }
    void whenBroken(std::function<void(const std::string&)> told) override { told_ = std::move(told); }
    void seek(double) override {
        throw Error(ErrorCode::kUnsupported, info_.name, "there is no going back in a camera or a stream");
    }

    std::optional<VideoFrame> read() override {
        while (!waiting_.stopped()) {
            if (auto frame = reader_ ? reader_->next() : nullptr) {
                pause_ = kFirstPause;
                if (std::exchange(broken_, false) && told_) told_({});
                return VideoFrame{converter_(*frame), timeOf(*frame), index_++};
            }
            if (!waiting_.stopped()) reconnect();
        }
        return std::nullopt;
    }

  private:
    void open() {
        reader_ = std::make_unique<StreamReader>(options_, waiting_);
        converter_ = FrameConverter(options_.name, reader_->turn());
        firstMs_.reset();
    }

    void reconnect() {
        if (reader_) {
            log::warning(info_.name + " broke off; it is opened again");
            tell("it broke off");
            damagedBefore_ += reader_->damaged();
            reader_.reset();
        }
        const auto until = Clock::now() + pause_;
        while (Clock::now() < until && !waiting_.stopped())
            std::this_thread::sleep_for(kNap);
        pause_ = std::min(pause_ * 2, kLongestPause);
        if (waiting_.stopped()) return;
        try {
            open();
        } catch (const Cancelled&) {
            // read() sees the stop itself.
        } catch (const Error& error) {
            log::info(info_.name + ": " + error.detail());
            tell(error.detail());
        }
    }

    void tell(const std::string& why) {
        broken_ = true;
        if (told_) told_(why);
    }

    /// The stream's own clock, joined over breaks by ours.
    double timeOf(const AVFrame& frame) {
        const auto now = Clock::now();
        if (!started_) started_ = now;
        const double elapsed = std::chrono::duration<double, std::milli>(now - *started_).count();
        const auto ms = reader_->msOf(frame);
        if (ms && !firstMs_) firstMs_ = *ms, joinedAtMs_ = index_ == 0 ? 0 : std::max(elapsed, lastMs_ + 1);
        const double time = ms ? joinedAtMs_ + *ms - *firstMs_ : elapsed;
        lastMs_ = index_ == 0 ? time : std::max(time, lastMs_ + 0.001);
        return lastMs_;
    }

    StreamOptions options_;
    Waiting waiting_;
    std::function<void(const std::string&)> told_;
    bool broken_ = false;
    std::unique_ptr<StreamReader> reader_;
    SourceInfo info_;
    FrameConverter converter_;
    milliseconds pause_ = kFirstPause;
    std::int64_t index_ = 0;
    std::int64_t damagedBefore_ = 0;
    std::optional<Clock::time_point> started_;
    std::optional<double> firstMs_;
    double joinedAtMs_ = 0;
    double lastMs_ = 0;
};

}  // namespace

std::unique_ptr<VideoSource> openLive(StreamOptions options, std::stop_token stop) {
    return std::make_unique<Live>(std::move(options), std::move(stop));
}

}  // namespace lineament::media
