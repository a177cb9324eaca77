// Against a real receiver on this machine that is down, slow, broken, and then works.
#include "core/pipelines/presence/webhook_sender.h"

#include <gmock/gmock.h>
#include <httplib.h>

#include <algorithm>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

#include "core/base/error.h"
#include "core/notify/signature.h"
#include "core/store/alert_book.h"
#include "tests/support/places.h"

using namespace lineament;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

namespace {

constexpr const char* kSecret = "0123456789abcdef0123456789abcdef";

/// What another system runs: takes each event once and answers as it is told.
class Receiver {
  public:
    ~Receiver() { close(); }
    void open(int port) {
        server = std::make_unique<httplib::Server>();
        server->Post("/hook", [this](const httplib::Request& request, httplib::Response& response) {
            take(request, response);
        });
        ASSERT_TRUE(server->bind_to_port("127.0.0.1", port));
        thread = std::jthread([this] { server->listen_after_bind(); });
        while (!server->is_running())
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    void close() {
        if (!server) return;
        server->stop();
        thread.join();
        server.reset();
    }
    void answer(int status, int slowMs = 0) {
        std::lock_guard lock(mutex);
        status_ = status, slowMs_ = slowMs;
    }
    std::vector<std::string> keys() {
        std::lock_guard lock(mutex);
        return taken;
    }
    int posts() {
        std::lock_guard lock(mutex);
        return posts_;
    }
    static int freePort() {
        const int probe = socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET, address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        EXPECT_EQ(bind(probe, reinterpret_cast<sockaddr*>(&address), size), 0);
        EXPECT_EQ(getsockname(probe, reinterpret_cast<sockaddr*>(&address), &size), 0);
        ::close(probe);
        return ntohs(address.sin_port);
    }

    std::vector<std::string> bodies, problems;

  private:
    void take(const httplib::Request& request, httplib::Response& response) {
        std::unique_lock lock(mutex);
        ++posts_;
        const auto signedAs = request.get_header_value("X-Lineament-Signature");
        const auto comma = signedAs.find(",v1=");
        const auto time = signedAs.substr(2, comma - 2);
        if (comma == std::string::npos ||
            signedAs.substr(comma + 4) != hmacSha256(kSecret, time + "." + request.body))
            problems.push_back("signature " + signedAs);
        const int status = status_, slow = slowMs_;
        lock.unlock();
        std::this_thread::sleep_for(std::chrono::milliseconds(slow));
        lock.lock();
        response.status = status;
        if (status != 200) return;
        bodies.push_back(request.body);
        taken.push_back(request.get_header_value("Idempotency-Key"));
    }

    std::unique_ptr<httplib::Server> server;
    std::jthread thread;
    std::mutex mutex;
    int status_ = 200, slowMs_ = 0, posts_ = 0;
    std::vector<std::string> taken;
};

class WebhookSenderTest : public testing::Test {
  protected:
    WebhookSenderTest() : store(Store::open(folder.path())), port(Receiver::freePort()) {
        Store::NewSample sample;
        sample.sample.path = "anna.jpg";
        sample.sample.sha256 = "a";
        sample.templates = {Template{"test@1", {1.f}}};
        anna = store->enrol("Anna", "", {sample}).identity;
    }
    WebhookId addHook(const std::string& path = "/hook") {
        Webhook hook;
        hook.url = "http://127.0.0.1:" + std::to_string(port) + path, hook.secret = kSecret;
        return store->alertBook().saveWebhook(hook);
    }
    void raise(const std::string& key) {
        Alert alert;
        alert.key = key, alert.identity = anna, alert.at = 1'700'000'000'000, alert.listName = "Banned";
        ASSERT_TRUE(store->alertBook().raise(alert, 0));
    }
    std::jthread sender() {
        return std::jthread([this](const std::stop_token& stop) { WebhookSender(store, options).run(stop); });
    }
    Webhook hook() { return store->alertBook().webhooks().at(0); }
    bool eventually(const std::function<bool()>& holds) {
        for (int i = 0; i < 500 && !holds(); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        return holds();
    }

    test::TempFolder folder;
    std::shared_ptr<Store> store;
    int port;
    IdentityId anna;
    Receiver receiver;
    WebhookOptions options{.firstPauseMs = 20,
                           .longestPauseMs = 50,
                           .pollMs = 10,
                           .timeout = std::chrono::milliseconds(150),
                           .refusals = 2};
};

}  // namespace

TEST_F(WebhookSenderTest, AReceiverThatIsDownThenSlowThenBrokenGetsEveryAlertInOrderOnce) {
    addHook();
    for (const char* key : {"a", "b", "c"})
        raise(key);
    {
        const auto sending = sender();
        EXPECT_TRUE(eventually([&] { return !hook().trouble.empty(); })) << "down";
        EXPECT_EQ(hook().waiting, 3);
        receiver.answer(200, 400);  // slower than the sender waits
        receiver.open(port);
        EXPECT_TRUE(eventually([&] { return receiver.posts() >= 1; }));
        receiver.answer(500);
        EXPECT_TRUE(eventually([&] { return hook().trouble == "HTTP 500"; })) << hook().trouble;
        EXPECT_EQ(hook().waiting, 3) << "nothing passes the one that was not taken";
    }
    // The program ended; what waits is in the store.
    store.reset();
    store = Store::open(folder.path());
    receiver.answer(200);
    raise("d");
    const auto sending = sender();
    EXPECT_TRUE(eventually([&] { return hook().waiting == 0; }));
    // One that was answered too late comes again under the same key, so a receiver knows it; a post that was
    // given up may be counted after the next one.
    std::vector<std::string> keys;
    for (const auto& key : receiver.keys())
        if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
    EXPECT_THAT(keys, ElementsAre("a", "b", "c", "d"));
    EXPECT_THAT(receiver.problems, IsEmpty());
    EXPECT_EQ(hook().trouble, "");
    const auto body = nlohmann::json::parse(receiver.bodies.back());
    EXPECT_EQ(body["person"]["name"], "Anna");
    EXPECT_EQ(body["watchlist"]["name"], "Banned");
    EXPECT_EQ(body["key"], "d");
    EXPECT_EQ(body["at"], "2023-11-14T22:13:20.000Z");
    const auto posts = receiver.posts();
    std::this_thread::sleep_for(std::chrono::milliseconds(60));
    EXPECT_EQ(receiver.posts(), posts) << "what was taken is not told again";
}

TEST_F(WebhookSenderTest, TwoSendersOnOneStoreTellOnce) {
    addHook();
    receiver.open(port);
    const auto one = sender(), two = sender();
    std::vector<std::string> wanted;
    for (int i = 0; i < 20; ++i)
        wanted.push_back(std::to_string(i)), raise(wanted.back());
    EXPECT_TRUE(eventually([&] { return hook().waiting == 0; }));
    EXPECT_EQ(receiver.keys(), wanted);
}

TEST_F(WebhookSenderTest, AnAlertThatTheReceiverCallsBadIsGivenUpAndTheNextGo) {
    addHook();
    receiver.open(port);
    receiver.answer(422);
    raise("bad");
    const auto sending = sender();
    EXPECT_TRUE(eventually([&] { return hook().refused == 1; }));
    receiver.answer(200);
    raise("good");
    EXPECT_TRUE(eventually([&] { return hook().waiting == 0; }));
    EXPECT_THAT(receiver.keys(), ElementsAre("good"));
}

TEST_F(WebhookSenderTest, AWrongAddressIsSaidAndAStopEndsItSoon) {
    addHook("/elsewhere");
    receiver.open(port);
    raise("a");
    const auto begun = std::chrono::steady_clock::now();
    {
        const auto sending = sender();
        EXPECT_TRUE(eventually([&] { return hook().trouble == "HTTP 404"; }));
    }
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(4));
    EXPECT_EQ(hook().waiting, 1) << "it may have been mistyped: nothing is lost";
}

TEST(WebhookOptions, PausesGrowToALimit) {
    const WebhookOptions options{.firstPauseMs = 1000, .longestPauseMs = 60'000};
    EXPECT_EQ(options.pauseAfter(1), 1000);
    EXPECT_EQ(options.pauseAfter(4), 8000);
    EXPECT_EQ(options.pauseAfter(7), 60'000);
    EXPECT_EQ(options.pauseAfter(100'000), 60'000);
    EXPECT_THROW((WebhookOptions{.firstPauseMs = 0}.validate()), Error);
    EXPECT_THROW((WebhookOptions{.firstPauseMs = 500, .longestPauseMs = 100}.validate()), Error);
}
