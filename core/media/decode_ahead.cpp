#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

#include "core/base/check.h"
#include "core/base/clock.h"
#include "core/media/video_source.h"

namespace lineament {
namespace {

class DecodeAhead : public VideoSource {
  public:
    DecodeAhead(std::unique_ptr<VideoSource> source, int frames)
        : source_(std::move(source)), info_(source_->info()), capacity_(static_cast<std::size_t>(frames)) {
        source_->whenBroken([this](const std::string& why) {
            std::lock_guard lock(mutex_);
            if (told_) told_(why);
        });
        thread_ = std::jthread([this](std::stop_token stop) { decode(stop); });
    }

    ~DecodeAhead() override {
        thread_.request_stop();
        source_->interrupt();
        thread_.join();
    }

    const SourceInfo& info() const override { return info_; }
    std::int64_t damagedPackets() const override { return damaged_; }
    /// Told on the thread that decodes, which may read already.
    void whenBroken(std::function<void(const std::string&)> told) override {
        std::lock_guard lock(mutex_);
        told_ = std::move(told);
    }

    void interrupt() override {
        source_->interrupt();
        {
            std::lock_guard lock(mutex_);
            interrupted_ = true;
        }
        changed_.notify_all();
    }

    std::optional<VideoFrame> read() override {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [&] { return !queue_.empty() || ended_ || interrupted_; });
        if (interrupted_) return std::nullopt;
        if (queue_.empty()) {
            if (failure_) std::rethrow_exception(failure_);
            return std::nullopt;
        }
        auto frame = std::move(queue_.front());
        queue_.pop_front();
        lock.unlock();
        changed_.notify_all();
        return frame;
    }

    void seek(double ms) override {
        if (info_.live)
            throw Error(ErrorCode::kUnsupported, info_.name,
                        "there is no going back in a camera or a stream");
        {
            std::lock_guard lock(mutex_);
            target_ = ms;
            queue_.clear();
            failure_ = nullptr;
            ended_ = false;
        }
        changed_.notify_all();
    }

  private:
    void decode(std::stop_token stop) {
        nameThisThread("decode");
        std::unique_lock lock(mutex_);
        while (!stop.stop_requested()) {
            const auto wanted = [&] {
                return target_.has_value() || (!ended_ && (info_.live || queue_.size() < capacity_));
            };
            if (!changed_.wait(lock, stop, wanted)) return;
            const auto target = std::exchange(target_, std::nullopt);
            lock.unlock();
            std::optional<VideoFrame> frame;
            std::exception_ptr failure;
            try {
                if (target) source_->seek(*target);
                frame = source_->read();
            } catch (...) {
                failure = std::current_exception();  // handed to the reader
            }
            damaged_ = source_->damagedPackets();
            lock.lock();
            if (target_) continue;  // what was read is from before a newer seek
            if (frame) {
                if (info_.live && queue_.size() >= capacity_) queue_.pop_front();
                queue_.push_back(std::move(*frame));
            } else {
                ended_ = true;
                failure_ = failure;
            }
            lock.unlock();
            changed_.notify_all();
            lock.lock();
        }
    }

    const std::unique_ptr<VideoSource> source_;
    const SourceInfo info_;
    const std::size_t capacity_;
    std::atomic<std::int64_t> damaged_ = 0;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::deque<VideoFrame> queue_;
    std::optional<double> target_;  // a seek that the thread has not yet done
    std::exception_ptr failure_;
    std::function<void(const std::string&)> told_;
    bool ended_ = false;
    bool interrupted_ = false;
    std::jthread thread_;
};

}  // namespace

std::unique_ptr<VideoSource> decodeAhead(std::unique_ptr<VideoSource> source, int frames) {
    LINEAMENT_REQUIRE(source != nullptr, "source", "there must be one");
    LINEAMENT_REQUIRE(frames >= 1, "frames", "the queue must hold at least one");
    return std::make_unique<DecodeAhead>(std::move(source), frames);
}

}  // namespace lineament
