#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "core/base/error.h"
#include "core/base/job_context.h"
#include "core/base/log.h"
#include "core/media/sources.h"
#include "tests/core/media/stamped_frames.h"
#include "tests/support/places.h"

using namespace lineament;
using namespace lineament::test;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

namespace {

/// Sends the same content to everyone who connects, then hangs up, or never says a word.
class Server {
  public:
    explicit Server(std::string content, bool silent = false)
        : content_(std::move(content)), silent_(silent) {
        socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        if (bind(socket_, reinterpret_cast<sockaddr*>(&address), length) != 0 || listen(socket_, 4) != 0 ||
            getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &length) != 0)
            throw std::runtime_error("no loopback port");
        port_ = ntohs(address.sin_port);
        thread_ = std::jthread([this](std::stop_token stop) { serve(stop); });
    }
    ~Server() {
        thread_.request_stop();
        thread_.join();
        close(socket_);
    }
    int port() const { return port_; }
    int connections() const { return connections_; }

  private:
    void serve(const std::stop_token& stop) {
        std::vector<int> held;
        while (!stop.stop_requested()) {
            pollfd waiting{socket_, POLLIN, 0};
            if (poll(&waiting, 1, 10) <= 0) continue;
            const int client = accept(socket_, nullptr, nullptr);
            ++connections_;
            if (silent_) {
                held.push_back(client);
                continue;
            }
            for (std::size_t sent = 0; sent < content_.size();) {
                const auto count = send(client, content_.data() + sent, content_.size() - sent, MSG_NOSIGNAL);
                if (count <= 0) break;
                sent += static_cast<std::size_t>(count);
            }
            close(client);
        }
        for (const int client : held)
            close(client);
    }

    std::string content_;
    bool silent_;
    int socket_ = -1;
    int port_ = 0;
    std::atomic<int> connections_ = 0;
    std::jthread thread_;
};

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
    const Server server(filmOfFrames(40));
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

TEST_F(LiveSource, StopsWhileItWaitsToOpenAgain) {
    std::stop_source stop;
    std::unique_ptr<VideoSource> source;
    {
        const Server server(filmOfFrames(15));
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
    const Server server("", true);
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
    { port = Server("").port(); }  // closed again
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
