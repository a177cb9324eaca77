#include "app/cli/command_rules.h"

#include <gmock/gmock.h>

#include "app/cli/cli.h"
#include "tests/support/places.h"

using namespace lineament;
using namespace lineament::cli;
using enum Permission;

TEST(CommandRules, KnowEveryCommand) {
    const auto paths = commandPaths();
    EXPECT_GT(paths.size(), 50u);
    EXPECT_THAT(paths, testing::IsSupersetOf({"enrol", "identities rename", "accounts add", "gan train"}));
    for (const auto& path : paths)
        EXPECT_TRUE(commandRule(path).known) << path << " needs a line in app/cli/command_rules.cpp";
}

TEST(CommandRules, SayWhatACommandNeeds) {
    EXPECT_EQ(commandRule("enrol").needed, kAddPeople);
    EXPECT_EQ(commandRule("identities list").needed, kUsePeople);
    EXPECT_EQ(commandRule("identities remove").needed, kErasePeople);
    EXPECT_EQ(commandRule("cases report").needed, kReview);
    EXPECT_EQ(commandRule("cameras add").needed, kSources);
    EXPECT_EQ(commandRule("cameras list").needed, kWatch);
    EXPECT_FALSE(commandRule("audit verify").signIn);
    EXPECT_TRUE(commandRule("audit list").signIn);
    EXPECT_FALSE(commandRule("accounts password").needed) << "one's own";
    const auto unknown = commandRule("format disk");
    EXPECT_FALSE(unknown.known);
    EXPECT_TRUE(unknown.signIn);
    EXPECT_EQ(unknown.needed, kSettings);
}
