// Doors from outside: who may pass, who is refused and why, through kill -9.
#include <gmock/gmock.h>
#include <signal.h>

#include <chrono>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <thread>

#include "tests/e2e/program.h"

using namespace lineament::test;
using testing::HasSubstr;
using testing::SizeIs;

namespace {

class DoorTest : public testing::Test {
  protected:
    void SetUp() override {
        LINEAMENT_NEEDS(samplePhoto(1));
        ada = enrol("Ada", "A-1", 0);
        ben = enrol("Ben", "B-1", 1);
        set({"doors", "add", "Front", "--zone", "Lab", "--allow", "*", "--no-liveness", "--quality", "10",
             "--failures", "0"});
    }
    std::string enrol(const std::string& name, const std::string& card, int person) {
        const auto made = program.json({"enrol", "--name", name, "--external-id", card, "--gate", "off",
                                        portrait(program, person).string()});
        return std::to_string(made["identity_id"].get<int>());
    }
    Json set(std::vector<std::string> arguments) { return program.json(std::move(arguments)); }
    /// The person before the door, again and in another light.
    Json attempt(int person, const std::string& card = {}) {
        std::vector<std::string> arguments = {"door", "try", "Front",
                                              otherPortrait(program, person).string()};
        if (!card.empty()) arguments.insert(arguments.end(), {"--card", card});
        const auto decided = program.json(arguments)["decisions"];
        EXPECT_THAT(decided, SizeIs(1));
        return decided[0];
    }
    void expectRefused(const Json& event, const std::string& reason) {
        EXPECT_EQ(event["outcome"], "refused");
        EXPECT_EQ(event["reason"], reason);
        EXPECT_EQ(event["opening"], "not_asked");
        EXPECT_FALSE(event["sentence"].get<std::string>().empty());
    }
    Json log() { return program.json({"access", "log"})["events"]; }

    Program program;
    std::string ada, ben;
};

}  // namespace

TEST_F(DoorTest, SomebodyKnownPassesAndAnUnknownFaceAWrongCardAndARelayThatIsDownDoNot) {
    const auto granted = attempt(0);
    EXPECT_EQ(granted["outcome"], "granted") << granted.dump();
    EXPECT_EQ(granted["name"], "Ada");
    EXPECT_EQ(granted["opening"], "opened");
    EXPECT_GE(granted["similarity"].get<double>(), granted["threshold"].get<double>());
    expectRefused(attempt(2), "unknown_person");
    EXPECT_EQ(attempt(0, "A-1")["outcome"], "granted");
    expectRefused(attempt(0, "B-1"), "card_mismatch");
    expectRefused(attempt(0, "Z-9"), "card_unknown");
    set({"doors", "set", "Front", "--needs-card"});
    expectRefused(attempt(0), "card_needed");

    const auto relay = set({"doors", "set", "Front", "--no-card", "--relay", "http://127.0.0.1:9/open"});
    EXPECT_THAT(relay["secret"].get<std::string>(), SizeIs(64)) << "told this once";
    const auto shut = attempt(0);
    EXPECT_EQ(shut["outcome"], "granted");
    EXPECT_EQ(shut["opening"], "failed") << "nobody listens there";
    EXPECT_FALSE(shut["opening_trouble"].get<std::string>().empty());
    const auto doors = program.json({"doors", "list"})["doors"];
    EXPECT_FALSE(doors[0].contains("secret"));

    const auto all = log();
    ASSERT_THAT(all, SizeIs(7));
    EXPECT_EQ(all[0]["opening"], "failed");
    EXPECT_EQ(all[6]["name"], "Ada") << "newest first";
    EXPECT_THAT(program.json({"access", "log", "--person", ada, "--outcome", "granted"})["events"],
                SizeIs(3));
    EXPECT_THAT(program.json({"access", "log", "--newest", "2"})["events"], SizeIs(2));
    EXPECT_TRUE(program.json({"access", "verify"})["valid"].get<bool>());
    EXPECT_TRUE(program.json({"audit", "verify"})["valid"].get<bool>());
}

TEST_F(DoorTest, HoursPassbackSecondPeopleAndLockOutsHold) {
    const auto today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    const unsigned weekday = std::chrono::weekday(today + std::chrono::days(3)).iso_encoding() - 1;
    const char* const days[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    set({"access", "schedules", "add", "Other day", std::string(days[weekday]) + " 00:00-24:00",
         "--time-zone", "UTC"});
    set({"doors", "set", "Front", "--allow", "*@Other day"});
    expectRefused(attempt(0), "out_of_schedule");
    EXPECT_EQ(program({"access", "schedules", "remove", "Other day"}).status, 2) << "a door goes by it";
    set({"doors", "set", "Front", "--allow", "staff"});
    expectRefused(attempt(0), "no_group");

    set({"doors", "set", "Front", "--allow", "*", "--anti-passback", "12"});
    EXPECT_EQ(attempt(0)["outcome"], "granted");
    expectRefused(attempt(0), "already_inside");
    EXPECT_EQ(program({"access", "forgive", "Front", ada, "--reason", ""}).status, 2)
        << "not without a reason";
    set({"access", "forgive", "Front", ada, "--reason", "came out by the window"});
    EXPECT_EQ(attempt(0)["outcome"], "granted");

    set({"doors", "set", "Front", "--anti-passback", "0", "--two-people", "600"});
    EXPECT_EQ(attempt(0)["outcome"], "waiting");
    EXPECT_EQ(attempt(0)["outcome"], "waiting") << "twice the same is one";
    const auto both = attempt(1);
    EXPECT_EQ(both["outcome"], "granted");
    EXPECT_EQ(std::to_string(both["companion_id"].get<int>()), ada);

    set({"doors", "set", "Front", "--two-people", "0", "--failures", "2", "--failures-within", "3600",
         "--lock", "3600"});
    expectRefused(attempt(2), "unknown_person");
    expectRefused(attempt(2), "unknown_person");
    expectRefused(attempt(0), "locked_out");
    EXPECT_FALSE(program.json({"doors", "list"})["doors"][0]["locked_until"].is_null());
    set({"access", "unlock", "Front", "--reason", "checked by the guard"});
    EXPECT_EQ(attempt(0)["outcome"], "granted");
    set({"doors", "set", "Front", "--off"});
    expectRefused(attempt(0), "door_off");
    EXPECT_TRUE(program.json({"access", "verify"})["valid"].get<bool>());
}

TEST_F(DoorTest, AFaceThatIsTooPoorAndAPictureWithoutOneAreRefused) {
    const cv::Mat face = cv::imread(otherPortrait(program, 0).string());
    const auto save = [&](const char* name, const cv::Mat& picture) {
        const auto path = (program.folder() / name).string();
        EXPECT_TRUE(cv::imwrite(path, picture));
        return path;
    };
    cv::Mat small;
    cv::resize(face, small, {}, 0.15, 0.15, cv::INTER_AREA);
    const auto decided =
        program.json({"door", "try", "Front", save("small.png", small),
                      save("grey.png", cv::Mat(300, 300, CV_8UC3, cv::Scalar(90, 90, 90)))})["decisions"];
    ASSERT_THAT(decided, SizeIs(2));
    EXPECT_EQ(decided[0]["outcome"], "refused");
    EXPECT_THAT(decided[0]["reason"].get<std::string>(), testing::AnyOf("too_poor", "no_face"));
    expectRefused(decided[1], "no_face");
}

TEST_F(DoorTest, ADoorOnARecordingThatIsKilledHasLoggedWhatItDecided) {
    std::filesystem::create_directories(program.folder() / "film");
    const cv::Mat face = cv::imread(otherPortrait(program, 0).string());
    cv::Mat large;
    cv::resize(face, large, {}, 400.0 / face.rows, 400.0 / face.rows);
    const auto first = (program.folder() / "film/100.png").string();
    ASSERT_TRUE(cv::imwrite(first, large));
    for (int i = 101; i < 150; ++i)
        std::filesystem::copy_file(first, program.folder() / ("film/" + std::to_string(i) + ".png"));
    set({"doors", "set", "Front", "--source", (program.folder() / "film").string()});
    auto running = program.start({"door", "run", "Front", "--loop"});
    for (int i = 0; i < 300 && log().empty(); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
    running.signal(SIGKILL);
    running.wait();
    const auto all = log();
    ASSERT_THAT(all, SizeIs(1)) << "who stays is decided on once";
    EXPECT_EQ(all[0]["outcome"], "granted");
    EXPECT_EQ(all[0]["name"], "Ada");
    EXPECT_TRUE(program.json({"access", "verify"})["valid"].get<bool>());
    const auto run = program.json({"door", "run", "Front", "--card", "B-1"});
    ASSERT_FALSE(run["decisions"].empty());
    EXPECT_EQ(run["decisions"][0]["reason"], "card_mismatch");
    EXPECT_EQ(program({"door", "run", "Front", "--source", "/nowhere/at/all.mp4"}).status, 3);
    EXPECT_EQ(program({"door", "try", "Back", first}).status, 3) << "there is no such door";
    EXPECT_EQ(program({"doors", "add", "Front"}).status, 2) << "there is one already";
    EXPECT_THAT(program({"doors", "set", "Front", "--relay", "nonsense"}).err, HasSubstr("http://"));
    EXPECT_THAT(program({"access", "schedules", "add", "Day", "whenever"}).err, HasSubstr("mon-fri"));
}
