#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "core/base/error.h"
#include "tests/core/media/stamped_frames.h"
#include "tests/support/places.h"

using namespace lineament;
using namespace lineament::test;
using namespace std::chrono_literals;

namespace {

/// Counts up; fails, waits or is live as told.
class Fake : public VideoSource {
  public:
    const SourceInfo& info() const override { return info_; }
    std::optional<VideoFrame> read() override {
        if (failAt >= 0 && next_ == failAt) throw Error(ErrorCode::kDevice, "fake", "it broke");
        if (waits) {
            while (!interrupted_)
                std::this_thread::sleep_for(1ms);
            return std::nullopt;
        }
        if (next_ >= length) return std::nullopt;
        ++reads;
        const auto index = next_++;
        return VideoFrame{cv::Mat(2, 2, CV_8UC3), static_cast<double>(index) * 10, index};
    }
    void seek(double ms) override {
        if (ms == 666) throw Error(ErrorCode::kUnreadable, "fake", "that place is broken");
        next_ = static_cast<std::int64_t>(ms / 10);
    }
    std::int64_t damagedPackets() const override { return 3; }
    void interrupt() override { interrupted_ = true; }

    SourceInfo info_;
    std::int64_t length = 100;
    std::int64_t failAt = -1;
    bool waits = false;
    std::atomic<int> reads = 0;

  private:
    std::int64_t next_ = 0;
    std::atomic<bool> interrupted_ = false;
};

}  // namespace

TEST(DecodeAhead, KeepsOrderAndEnds) {
    const auto source = decodeAhead(std::make_unique<Fake>(), 4);
    for (int i = 0; i < 100; ++i)
        EXPECT_EQ(source->read()->index, i);
    EXPECT_FALSE(source->read());
    EXPECT_FALSE(source->read());
    EXPECT_EQ(source->damagedPackets(), 3);
}

TEST(DecodeAhead, DecodesNoFurtherThanItsQueue) {
    auto fake = std::make_unique<Fake>();
    auto& reads = fake->reads;
    const auto source = decodeAhead(std::move(fake), 4);
    std::this_thread::sleep_for(50ms);
    EXPECT_LE(reads, 5);
    EXPECT_GE(reads, 4);
}

TEST(DecodeAhead, DropsWhatIsQueuedOnASeek) {
    const auto source = decodeAhead(std::make_unique<Fake>(), 8);
    for (int round = 0; round < 200; ++round) {
        source->read();
        const int target = round * 37 % 99;
        source->seek(target * 10);
        EXPECT_EQ(source->read()->index, target);
        EXPECT_EQ(source->read()->index, target + 1);
    }
}

TEST(DecodeAhead, SeeksBackAfterTheEnd) {
    const auto source = decodeAhead(std::make_unique<Fake>(), 8);
    while (source->read()) {
    }
    source->seek(500);
    EXPECT_EQ(source->read()->index, 50);
}

TEST(DecodeAhead, HandsOverWhatTheSourceThrowsAfterTheFramesBeforeIt) {
    auto fake = std::make_unique<Fake>();
    fake->failAt = 5;
    const auto source = decodeAhead(std::move(fake), 2);
    for (int i = 0; i < 5; ++i)
        EXPECT_EQ(source->read()->index, i);
    EXPECT_THROW(source->read(), Error);
    source->seek(666);
    EXPECT_THROW(source->read(), Error);
    source->seek(200);
    EXPECT_EQ(source->read()->index, 20);
}

TEST(DecodeAhead, IsGoneAtOnceWhileTheSourceWaits) {
    auto fake = std::make_unique<Fake>();
    fake->waits = true;
    const auto start = std::chrono::steady_clock::now();
    { const auto source = decodeAhead(std::move(fake)); }
    EXPECT_LT(std::chrono::steady_clock::now() - start, 1s);
}

TEST(DecodeAhead, WakesAReaderOnInterrupt) {
    auto fake = std::make_unique<Fake>();
    fake->waits = true;
    const auto source = decodeAhead(std::move(fake));
    std::jthread other([&] {
        std::this_thread::sleep_for(10ms);
        source->interrupt();
    });
    EXPECT_FALSE(source->read());
}

TEST(DecodeAhead, DropsTheOldestOfALiveSource) {
    auto fake = std::make_unique<Fake>();
    fake->info_.live = true;
    const auto source = decodeAhead(std::move(fake), 4);
    std::this_thread::sleep_for(100ms);
    EXPECT_EQ(source->read()->index, 96);
    EXPECT_THROW(source->seek(0), Error);
}

TEST(DecodeAhead, GivesTheFramesOfARecording) {
    const TempFolder folder;
    record(folder / "film.mp4", 60);
    const auto source = decodeAhead(openVideoSource((folder / "film.mp4").string()));
    for (int i = 0; i < 60; ++i)
        EXPECT_EQ(stampOf(source->read()->bgr), i);
    source->seek(1000);
    EXPECT_EQ(stampOf(source->read()->bgr), 25);
}
