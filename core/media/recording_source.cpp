#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>

#include "core/base/check.h"
#include "core/base/error.h"
#include "core/media/sources.h"

namespace lineament::media {
namespace {

// Times are fractions of the container's clock as doubles: equal ones may differ in the last bits.
constexpr double kSameMs = 1e-3;
// A target so little ahead is reached sooner by decoding on than by going back to a key frame.
constexpr double kNearMs = 400;
// Frames that nothing refers to are decoded only this close before a target.
constexpr double kFullDecodeMs = 500;
constexpr double kNever = std::numeric_limits<double>::infinity();

class Recording : public VideoSource {
  public:
    Recording(StreamOptions options, std::stop_token stop)
        : options_(std::move(options)), waiting_(std::move(stop)) {
        reopen();
        info_ = reader_->describe();
        converter_ = FrameConverter(info_.name, reader_->turn());
        // A file whose first frame cannot be had is refused here, not half-way through an analysis.
        if (auto first = takeNext()) {
            firstMs_ = first->ms;
            ready_.push_back(std::move(*first));
        } else if (!waiting_.stopped()) {
            throw Error(ErrorCode::kUnreadable, info_.name, "no frame of the recording can be decoded");
        }
    }

    const SourceInfo& info() const override { return info_; }
    std::int64_t damagedPackets() const override { return damagedBefore_ + reader_->damaged(); }
    void interrupt() override { waiting_.interrupt(); }

    std::optional<VideoFrame> read() override {
        if (waiting_.stopped()) return std::nullopt;
        if (ready_.empty()) {
            auto next = takeNext();
            if (!next) return std::nullopt;
            ready_.push_back(std::move(*next));
        }
        current_ = std::move(ready_.front());
        ready_.pop_front();
        return VideoFrame{converter_(*current_->frame), current_->ms, current_->index};
    }

    void seek(double ms) override {
        LINEAMENT_REQUIRE(std::isfinite(ms), "time", "it must be a number");
        ms = std::max(ms, 0.0);
        if (decodeOnTo(ms)) return;
        // Frames may have been left out that turn out to be the answer, where the next one is far away.
        if (!search(ms, kFullDecodeMs)) search(ms, kNever);
    }

  private:
    struct Timed {
        Owned<AVFrame> frame;
        double ms = 0;
        std::int64_t index = 0;
    };

    void reopen() {
        auto fresh = std::make_unique<StreamReader>(options_, waiting_);  // may throw: the old one stays
        if (reader_) damagedBefore_ += reader_->damaged();
        reader_ = std::move(fresh);
        last_.reset();
        damagedAtLast_ = 0;
        offsetMs_ = 0;
    }

    /// Decodes one frame and gives it its time and number. Frames follow each other but after a seek: then
    /// the container's index tells the number, or else the time and the rate.
    std::optional<Timed> takeNext(bool following = true) {
        auto frame = reader_->next();
        if (!frame) return std::nullopt;
        const double step = info_.framesPerSecond > 0 ? 1000 / info_.framesPerSecond : 40;
        Timed timed;
        const auto ms = reader_->msOf(*frame);
        timed.ms = ms ? std::max(0.0, *ms + offsetMs_) : last_ ? last_->ms + step : 0;
        // A clock that jumps back (recordings joined in one file) goes on from where it was.
        if (following && last_ && timed.ms <= last_->ms) {
            offsetMs_ += last_->ms + step - timed.ms;
            timed.ms = last_->ms + step;
        }
        const auto lost = reader_->damaged() - damagedAtLast_;
        if (following) {
            timed.index = last_ ? last_->index + 1 + lost : lost;
        } else {
            timed.index = reader_->indexOf(*frame).value_or(std::llround((timed.ms - firstMs_) / step));
        }
        damagedAtLast_ = reader_->damaged();
        last_ = Stamp{timed.ms, timed.index};
        timed.frame = std::move(frame);
        return timed;
    }

    /// Short ways forward need no seek. False if the target is behind or far.
    bool decodeOnTo(double ms) {
        const Timed* from = !ready_.empty() ? &ready_.front() : current_ ? &*current_ : nullptr;
        if (!from || ms + kSameMs < from->ms || ms - from->ms > kNearMs) return false;
        if (ready_.empty()) ready_.push_back(std::move(*current_));
        current_.reset();
        while (ready_.size() < 2 || ready_.back().ms <= ms + kSameMs) {
            while (ready_.size() > 1)
                ready_.pop_front();
            auto next = takeNext();
            if (!next) break;
            ready_.push_back(std::move(*next));
        }
        if (ready_.size() > 1 && ready_.back().ms <= ms + kSameMs) ready_.pop_front();
        return true;
    }

    /// A frame at or before the target, or the first of all, to decode on from. Containers find key frames by
    /// the time of decoding or by guessing, so that a try may land behind the target: then the next begins
    /// earlier, and the last one opens the file anew. `following` says whether every frame from the start on
    /// is decoded.
    std::optional<Timed> firstAtOrBefore(double ms, bool& following) {
        offsetMs_ = 0;
        const double reachable = std::max(ms, firstMs_) + kSameMs;
        for (double back = 0; reader_->canPosition(); back = back == 0 ? 500 : back * 4) {
            const double from = std::max(0.0, ms - back);
            if (reader_->position(from)) {
                damagedAtLast_ = reader_->damaged();
                last_.reset();
                auto first = takeNext(following = false);
                if (waiting_.stopped() || (first && first->ms <= reachable)) return first;
            }
            if (from == 0) break;
        }
        reopen();
        return takeNext(following = true);
    }

    /// False if the frame found may not be the last before the target because others were left out.
    bool search(double ms, double fullDecodeMs) {
        ready_.clear();
        current_.reset();
        reader_->skipUnreferencedBefore(ms - fullDecodeMs);
        bool following = false;
        auto found = firstAtOrBefore(ms, following);
        std::optional<Timed> after;
        while (found && found->ms <= ms + kSameMs) {
            after = takeNext(following);
            if (!after || after->ms > ms + kSameMs) break;
            found = std::move(after);
            after.reset();
        }
        reader_->skipUnreferencedBefore(-kNever);
        reader_->settle();
        const bool sure = following || !found || found->ms >= ms - fullDecodeMs || found->ms > ms;
        if (!sure) return false;
        if (found) ready_.push_back(std::move(*found));
        if (after) ready_.push_back(std::move(*after));
        return true;
    }

    struct Stamp {
        double ms;
        std::int64_t index;
    };

    StreamOptions options_;
    Waiting waiting_;
    std::unique_ptr<StreamReader> reader_;
    SourceInfo info_;
    FrameConverter converter_;
    std::deque<Timed> ready_;       // decoded, not yet read
    std::optional<Timed> current_;  // read last
    std::optional<Stamp> last_;     // decoded last
    std::int64_t damagedAtLast_ = 0;
    std::int64_t damagedBefore_ = 0;  // by readers since closed
    double firstMs_ = 0;              // time of the first frame of all
    double offsetMs_ = 0;             // what the clock's jumps back add up to
};

}  // namespace

std::unique_ptr<VideoSource> openRecording(StreamOptions options, std::stop_token stop) {
    return std::make_unique<Recording>(std::move(options), std::move(stop));
}

}  // namespace lineament::media
