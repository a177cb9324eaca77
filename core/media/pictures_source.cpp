#include <algorithm>
#include <atomic>
#include <charconv>
#include <cmath>
#include <string_view>
#include <utility>

#include "core/base/check.h"
#include "core/base/error.h"
#include "core/image/image.h"
#include "core/media/sources.h"

namespace lineament::media {
namespace {

constexpr double kFramesPerSecond = 25;

/// "door_001250ms" means 1250 ms.
std::optional<double> timeIn(std::string_view stem) {
    if (!stem.ends_with("ms")) return std::nullopt;
    stem.remove_suffix(2);
    const auto first = stem.find_last_not_of("0123456789") + 1;  // npos + 1 is 0
    std::int64_t ms = 0;
    const auto [end, error] = std::from_chars(stem.data() + first, stem.data() + stem.size(), ms);
    if (error != std::errc() || end != stem.data() + stem.size()) return std::nullopt;
    return static_cast<double>(ms);
}

/// From the names, if every one has a time and they rise.
std::vector<double> timesOf(const std::vector<std::filesystem::path>& pictures) {
    std::vector<double> times;
    for (const auto& picture : pictures) {
        const auto ms = timeIn(picture.stem().string());
        if (!ms || (!times.empty() && *ms <= times.back())) break;
        times.push_back(*ms);
    }
    if (times.size() == pictures.size()) return times;
    times.clear();
    for (std::size_t i = 0; i < pictures.size(); ++i)
        times.push_back(static_cast<double>(i) * 1000 / kFramesPerSecond);
    return times;
}

class Pictures : public VideoSource {
  public:
    Pictures(std::string name, std::vector<std::filesystem::path> pictures, std::stop_token stop)
        : pictures_(std::move(pictures)), ms_(timesOf(pictures_)), stop_(std::move(stop)) {
        const auto count = pictures_.size();
        info_.name = std::move(name);
        info_.frames = static_cast<std::int64_t>(count);
        info_.codec = "pictures";
        const double span = ms_.back() - ms_.front();
        info_.framesPerSecond = count > 1 ? static_cast<double>(count - 1) * 1000 / span : kFramesPerSecond;
        info_.durationMs = ms_.back() + 1000 / info_.framesPerSecond;
        first_ = read();
        if (!first_ && !stop_.stop_requested()) {
            const bool several = count > 1;
            throw Error(firstCode_, info_.name, several ? "none of its pictures can be read" : firstReason_);
        }
        if (first_) info_.size = {first_->bgr.cols, first_->bgr.rows};
    }

    const SourceInfo& info() const override { return info_; }
    std::int64_t damagedPackets() const override { return damaged_; }
    void interrupt() override { interrupted_ = true; }

    std::optional<VideoFrame> read() override {
        if (first_) return std::exchange(first_, std::nullopt);
        while (next_ < pictures_.size() && !interrupted_ && !stop_.stop_requested()) {
            const std::size_t index = next_++;
            try {
                return VideoFrame{loadImage(pictures_[index]).bgr, ms_[index],
                                  static_cast<std::int64_t>(index)};
            } catch (const Error& error) {
                if (damaged_++ == 0) firstCode_ = error.code(), firstReason_ = error.detail();
            }
        }
        return std::nullopt;
    }

    void seek(double ms) override {
        LINEAMENT_REQUIRE(std::isfinite(ms), "time", "it must be a number");
        const auto after = std::upper_bound(ms_.begin(), ms_.end(), ms + 1e-3);
        next_ = after == ms_.begin() ? 0 : static_cast<std::size_t>(after - ms_.begin()) - 1;
        first_.reset();
    }

  private:
    const std::vector<std::filesystem::path> pictures_;
    const std::vector<double> ms_;
    std::stop_token stop_;
    std::atomic<bool> interrupted_ = false;
    SourceInfo info_;
    std::optional<VideoFrame> first_;  // read ahead, for the size
    std::size_t next_ = 0;
    std::int64_t damaged_ = 0;
    ErrorCode firstCode_ = ErrorCode::kUnreadable;
    std::string firstReason_;
};

}  // namespace

std::unique_ptr<VideoSource> openPictures(std::string name, std::vector<std::filesystem::path> pictures,
                                          std::stop_token stop) {
    if (pictures.empty()) throw Error(ErrorCode::kUnreadable, name, "there are no pictures in this folder");
    return std::make_unique<Pictures>(std::move(name), std::move(pictures), std::move(stop));
}

}  // namespace lineament::media
