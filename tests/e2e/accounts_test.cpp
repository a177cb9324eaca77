// Accounts from outside: the first one closes the store, roles hold for commands, guessing is slowed.
#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <thread>

#include "tests/e2e/program.h"

using namespace lineament::test;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

namespace {

const Program::Environment kBoss = {{"LINEAMENT_ACCOUNT", "Boss"}, {"LINEAMENT_PASSWORD", "a long password"}};

/// The program with something to read: what Program runs has nothing on its standard input.
class AccountsTest : public testing::Test {
  protected:
    void giveInput(const std::string& text) { input = text; }
    lineament::test::Run run(const std::vector<std::string>& arguments,
                             const Program::Environment& more = {}) {
        if (input.empty()) return program(arguments, more);
        const auto in = program.folder() / "in", out = program.folder() / "stdout",
                   err = program.folder() / "stderr";
        std::ofstream(in) << input;
        std::string line = "env -i PATH=/usr/bin:/bin HOME='" + (program.folder() / "home").string() +
                           "' LINEAMENT_DATA='" + program.data().string() + "'";
        for (const auto& [name, value] : more)
            line += " " + name + "='" + value + "'";
        line += std::string(" '") + LINEAMENT_PROGRAM + "'";
        for (const auto& argument : arguments)
            line += " '" + argument + "'";
        line += " <'" + in.string() + "' >'" + out.string() + "' 2>'" + err.string() + "'";
        lineament::test::Run done;
        done.status = WEXITSTATUS(std::system(line.c_str()));
        done.out = contentOf(out);
        done.err = contentOf(err);
        return done;
    }
    Json json(std::vector<std::string> arguments, int status = 0, const Program::Environment& more = {}) {
        arguments.push_back("--json");
        const auto done = run(arguments, more);
        EXPECT_EQ(done.status, status) << done.err << done.out;
        return done.json();
    }
    void withBoss() {
        giveInput("a long password\n");
        json({"accounts", "add", "Boss", "--role", "administrator"});
        giveInput("");
    }
    Json refused(const std::vector<std::string>& arguments, const Program::Environment& more = {}) {
        const auto said = json(arguments, 4, more);
        EXPECT_EQ(said["error"]["code"], "not_permitted");
        return said;
    }

    Program program;
    std::string input;
};

}  // namespace

TEST_F(AccountsTest, AStoreWithoutAccountsWorksAsEverAndTheFirstIsAnAdministrator) {
    EXPECT_THAT(json({"identities", "list"})["identities"], SizeIs(0));
    EXPECT_THAT(json({"accounts", "list"})["accounts"], SizeIs(0));
    EXPECT_EQ(run({"identities", "list", "--as", "Boss"}).status, 2) << "nobody can sign in there";
    giveInput("a long password\n");
    EXPECT_EQ(run({"accounts", "add", "Clerk", "--role", "enroller"}).status, 2);
    EXPECT_EQ(run({"accounts", "add", "Boss", "--role", "emperor"}).status, 2);
    giveInput("short\n");
    EXPECT_THAT(run({"accounts", "add", "Boss", "--role", "administrator"}).err, HasSubstr("8 characters"));
    giveInput("");
    EXPECT_THAT(run({"accounts", "add", "Boss", "--role", "administrator"}).err, HasSubstr("standard input"));
    EXPECT_THAT(json({"accounts", "list"})["accounts"], SizeIs(0));
}

TEST_F(AccountsTest, CommandsNeedSomebodyWhoMayAndTheTrailNamesThem) {
    withBoss();
    EXPECT_THAT(run({"identities", "list"}).err, HasSubstr("--as NAME"));
    refused({"identities", "list"});
    refused({"cameras", "add", "Door", "/nowhere.mp4"});
    EXPECT_TRUE(json({"audit", "verify"})["valid"].get<bool>()) << "anybody may check the trail";
    EXPECT_EQ(run({"version"}).status, 0) << "what opens no store asks nobody";

    // The password of who signs in, then the new one.
    giveInput("a long password\nclerk's password\n");
    const auto clerk = json({"accounts", "add", "Clerk", "--role", "enroller", "--as", "boss"});
    EXPECT_EQ(clerk["role"], "enroller");
    giveInput("clerk's password\n");
    EXPECT_THAT(json({"identities", "list", "--as", "Clerk"})["identities"], SizeIs(0));
    const auto why = refused({"watchlists", "add", "Banned", "--as", "Clerk"});
    EXPECT_THAT(why["error"]["message"].get<std::string>(), HasSubstr("enroller"));
    refused({"accounts", "role", "Clerk", "administrator", "--as", "Clerk"});
    refused({"audit", "list", "--as", "Clerk"});

    giveInput("clerk's password\nanother password\n");
    json({"accounts", "password", "Clerk", "--as", "Clerk"});
    refused({"accounts", "password", "Boss", "--as", "Clerk"}) /* with the old password, too */;
    giveInput("another password\nmine from now on\n");
    refused({"accounts", "password", "Boss", "--as", "Clerk"});
    giveInput("");
    json({"watchlists", "add", "Banned"}, 0, kBoss);
    json({"accounts", "role", "Clerk", "examiner"}, 0, kBoss);
    json({"accounts", "disable", "Clerk"}, 0, kBoss);
    refused({"identities", "list", "--as", "Clerk"}, {{"LINEAMENT_PASSWORD", "another password"}});
    EXPECT_EQ(json({"accounts", "disable", "Boss"}, 2, kBoss)["error"]["code"], "invalid_argument");

    const auto trail = json({"audit", "list"}, 0, kBoss)["entries"];
    std::string all;
    for (const auto& entry : trail) {
        if (entry["action"] == "watchlist.add") EXPECT_EQ(entry["actor"], "Boss");
        if (entry["action"] == "account.password") EXPECT_EQ(entry["actor"], "Clerk");
        all += entry.dump();
    }
    for (const char* action :
         {"watchlist.add", "account.password", "account.disable", "account.sign_in_failed"})
        EXPECT_THAT(all, HasSubstr(action));
    for (const char* password :
         {"a long password", "clerk's password", "another password", "mine from now on"})
        EXPECT_THAT(all, Not(HasSubstr(password))) << "no password is written anywhere";
    EXPECT_TRUE(json({"audit", "verify"})["valid"].get<bool>());
}

TEST_F(AccountsTest, GuessingIsSlowedThroughRestartsAndTheRightPasswordWaitsToo) {
    withBoss();
    const Program::Environment wrong = {{"LINEAMENT_ACCOUNT", "Boss"},
                                        {"LINEAMENT_PASSWORD", "guess number 1"}};
    // Each run is another process. Six failures make 16 s of wait, longer than a busy machine takes to begin
    // the next.
    lineament::test::Run last;
    int failures = 0;
    for (int i = 0; i < 600 && failures < 6; ++i) {
        last = run({"identities", "list"}, wrong);
        failures += last.err.find("the name or the password is wrong") != std::string::npos;
        if (last.err.find("too many") != std::string::npos)
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    ASSERT_EQ(failures, 6) << last.err;
    last = run({"identities", "list"}, kBoss);
    EXPECT_EQ(last.status, 4);
    EXPECT_THAT(last.err, HasSubstr("too many sign-ins failed"));
    for (int i = 0; i < 600 && last.status != 0; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        last = run({"identities", "list"}, kBoss);
    }
    EXPECT_EQ(last.status, 0) << last.err;
}
