// Watchlists from outside: a recording plays as a camera, alerts are raised, decided and told, through kill
// -9.
#include <gmock/gmock.h>
#include <signal.h>

#include <opencv2/imgcodecs.hpp>
#include <thread>

#include "tests/e2e/program.h"

using namespace lineament::test;
using testing::HasSubstr;
using testing::SizeIs;

namespace {

class PresenceTest : public testing::Test {
  protected:
    void SetUp() override {
        LINEAMENT_NEEDS(samplePhoto(3));
        const cv::Mat woman = cv::imread(samplePhoto(3).string())(cv::Rect(1000, 80, 420, 480));
        const auto photo = (program.folder() / "photo.png").string();
        ASSERT_TRUE(cv::imwrite(photo, woman));
        std::filesystem::create_directories(program.folder() / "film");
        for (int i = 100; i < 140; ++i)
            std::filesystem::copy_file(photo, program.folder() / ("film/" + std::to_string(i) + ".png"));
        person = std::to_string(
            program.json({"enrol", "--name", "Anna", "--gate", "off", photo})["identity_id"].get<int>());
        program.json({"cameras", "add", "Door", (program.folder() / "film").string(), "--zone", "Lobby"});
        program.json({"watchlists", "add", "Banned", "--looks", "2", "--cool-down", "600", "--fmr", "1e-3"});
        program.json({"watchlists", "put", "Banned", person});
    }
    Json alerts() { return program.json({"alerts", "list"})["alerts"]; }

    Program program;
    std::string person;
};

}  // namespace

TEST_F(PresenceTest, AnAlertIsRaisedOnceThroughAKillIsDecidedAndWaitsForItsReceiver) {
    const auto hook = program.json({"webhooks", "add", "http://127.0.0.1:9/hook"});
    EXPECT_THAT(hook["secret"].get<std::string>(), SizeIs(64));
    auto running = program.start({"watch", "--loop", "Door"});
    for (int i = 0; i < 300 && alerts().empty(); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
    running.signal(SIGKILL);
    running.wait();
    ASSERT_THAT(alerts(), SizeIs(1));
    EXPECT_THAT(program.json({"watch", "Door"})["alerts"], SizeIs(0)) << "its cool-down outlives the program";
    const auto all = alerts();
    ASSERT_THAT(all, SizeIs(1));
    EXPECT_EQ(all[0]["person"]["name"], "Anna");
    EXPECT_EQ(all[0]["watchlist"]["name"], "Banned");
    EXPECT_EQ(all[0]["camera"]["zone"], "Lobby");
    const auto moved = program.json({"cameras", "add", "Door", "camera:9", "--passage", "exit"});
    EXPECT_EQ(moved["zone"], "Lobby") << "what is not given stays";
    EXPECT_EQ(moved["passage"], "exit");
    EXPECT_GE(all[0]["similarity"].get<double>(), all[0]["threshold"].get<double>());
    const auto told = program.json({"webhooks", "list"})["webhooks"][0];
    EXPECT_EQ(told["waiting"], 1) << "nobody listens there: it stays in the queue";
    EXPECT_FALSE(told.contains("secret")) << "it was said once";

    const auto id = std::to_string(all[0]["alert_id"].get<int>());
    EXPECT_EQ(program({"alerts", "dismiss", id}).status, 2) << "not without a reason";
    program.json({"alerts", "dismiss", id, "--reason", "a poster"});
    EXPECT_EQ(program({"alerts", "acknowledge", id}).status, 2) << "it is decided";
    EXPECT_EQ(alerts()[0]["reason"], "a poster");
    EXPECT_TRUE(program.json({"audit", "verify"})["valid"].get<bool>());
    EXPECT_THAT(program({"webhooks", "add", "nonsense"}).err, HasSubstr("http://"));
    const auto changed = program.json({"watchlists", "add", "Banned", "--silent", "--colour", "blue"});
    EXPECT_EQ(changed["colour"], "blue");
    EXPECT_FALSE(changed["sound"].get<bool>());
    EXPECT_EQ(changed["looks"], 2) << "what is not given stays";
    EXPECT_EQ(changed["cool_down_ms"], 600'000);
    EXPECT_THAT(changed["members"], SizeIs(1));
    const auto again = program.json({"watchlists", "add", "Banned", "--looks", "4"});
    EXPECT_FALSE(again["sound"].get<bool>()) << "a flag that is not given leaves it silent";
    EXPECT_EQ(again["colour"], "blue");
    program.json({"watchlists", "remove", "Banned"});
    EXPECT_THAT(alerts(), SizeIs(1)) << "it stays without its list";
}
