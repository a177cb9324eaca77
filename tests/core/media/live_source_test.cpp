#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "core/base/error.h"
#include "core/base/job_context.h"
#include "core/base/log.h"
#include "core/media/sources.h"
#include "tests/core/media/stamped_frames.h"
#include "tests/core/media/stream_server.h"
#include "tests/support/places.h"

using namespace lineament;
using namespace lineament::test;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

std::string filmOfFrames(int frames) {
    const TempFolder folder;
    record(folder / "film.ts", frames, {.keyFrameEvery = 10});
    return contentOf(folder / "film.ts");
}

class LiveSource : public testing::Test {
    void SetUp() override { log::setLevel(log::Level::kError); }
};

}  // namespace

TEST_F(LiveSource, OpensAgainWhatBreaksOff) {
    const StreamServer server(filmOfFrames(40));
    std::stop_source stop;
    const auto source = openVideoSource("tcp://127.0.0.1:" + std::to_string(server.port()), stop.get_token());
    EXPECT_TRUE(source->info().live);
    double last = -1;
    for (int i = 0; i < 100; ++i) {  // more than two connections' worth
        const auto frame = source->read();
        ASSERT_TRUE(frame);
        EXPECT_EQ(frame->index, i);
        EXPECT_GT(frame->ms, last);
        last = frame->ms;
    }
    EXPECT_GE(server.connections(), 3);
    EXPECT_THROW(source->seek(0), Error);
    stop.request_stop();
    EXPECT_FALSE(source->read());
}

TEST_F(LiveSource, SaysThatItBrokeOffAndThatItIsBack) {
    const StreamServer server(filmOfFrames(15));
    const auto source = openVideoSource("tcp://127.0.0.1:" + std::to_string(server.port()));
    std::vector<std::string> told;
    int frames = 0;
    std::vector<int> after;
    source->whenBroken([&](const std::string& why) {
        told.push_back(why);
        after.push_back(frames);
    });
    while (frames < 20 && source->read())
        ++frames;
    ASSERT_GE(told.size(), 2u);
    EXPECT_FALSE(told.front().empty());
    EXPECT_EQ(after.front(), 15) << "with the last picture of the first connection";
    EXPECT_TRUE(told.back().empty());
    EXPECT_EQ(after.back(), 15) << "before the first picture of the next";
}

TEST_F(LiveSource, StopsWhileItWaitsToOpenAgain) {
    std::stop_source stop;
    std::unique_ptr<VideoSource> source;
    {
        const StreamServer server(filmOfFrames(15));
        source = openVideoSource("tcp://127.0.0.1:" + std::to_string(server.port()), stop.get_token());
    }
    std::jthread other([&] {
        std::this_thread::sleep_for(1s);
        stop.request_stop();
    });
    while (source->read()) {
    }
    const auto start = Clock::now();
    source.reset();
    EXPECT_LT(Clock::now() - start, 200ms);
    EXPECT_TRUE(stop.stop_requested());
}

TEST_F(LiveSource, StopsWithinATenthOfASecondWhileTheOtherSideIsSilent) {
    const StreamServer server("", true);
    std::stop_source stop;
    Clock::time_point asked;
    std::jthread other([&] {
        std::this_thread::sleep_for(300ms);
        asked = Clock::now();
        stop.request_stop();
    });
    EXPECT_THROW(
        openVideoSource("rtsp://127.0.0.1:" + std::to_string(server.port()) + "/door", stop.get_token()),
        Cancelled);
    EXPECT_LT(Clock::now() - asked, 250ms);  // 100 ms on an idle machine
}

TEST_F(LiveSource, SaysAtOnceThatNobodyAnswers) {
    int port = 0;
    { port = StreamServer("").port(); }  // closed again
    const auto start = Clock::now();
    try {
        openVideoSource("rtsp://guard:secret@127.0.0.1:" + std::to_string(port) + "/door");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::kDevice);
        EXPECT_EQ(error.subject(), "rtsp://127.0.0.1:" + std::to_string(port) + "/door");
        EXPECT_EQ(std::string(error.what()).find("secret"), std::string::npos);
    }
    EXPECT_LT(Clock::now() - start, 2s);
}

TEST_F(LiveSource, KeepsCredentialsOutOfNames) {
    using media::withoutCredentials;
    EXPECT_EQ(withoutCredentials("rtsp://u:p@host:554/a?b=c"), "rtsp://host:554/a?b=c");
    EXPECT_EQ(withoutCredentials("rtsp://u:p@ss@host/a@b"), "rtsp://host/a@b");
    EXPECT_EQ(withoutCredentials("rtsp://host/a@b"), "rtsp://host/a@b");
    EXPECT_EQ(withoutCredentials("rtsp://host"), "rtsp://host");
}

TEST_F(LiveSource, SaysThatThereIsNoSuchCamera) {
    try {
        openVideoSource("camera:99");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::kDevice);
        EXPECT_EQ(error.detail(), "there is no such camera");
    }
}
