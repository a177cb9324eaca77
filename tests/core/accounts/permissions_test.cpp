#include "core/accounts/permissions.h"

#include <gmock/gmock.h>

#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "core/base/error.h"
#include "tests/support/places.h"

using namespace lineament;
using enum Permission;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

std::set<std::string> permissionsOf(Role role) {
    std::set<std::string> names;
    for (int i = 0; i < kPermissionCount; ++i)
        if (may(role, static_cast<Permission>(i))) names.emplace(name(static_cast<Permission>(i)));
    return names;
}

}  // namespace

TEST(Permissions, EachRoleMayWhatItIsThereFor) {
    EXPECT_EQ(permissionsOf(Role::kOperator),
              (std::set<std::string>{"use_people", "watch", "see_attendance", "serve"}));
    EXPECT_EQ(permissionsOf(Role::kEnroller),
              (std::set<std::string>{"use_people", "add_people", "change_people", "see_attendance",
                                     "correct_attendance", "serve"}));
    EXPECT_EQ(permissionsOf(Role::kExaminer),
              (std::set<std::string>{"use_people", "add_people", "review", "compare", "enhance", "generate",
                                     "evaluate", "watch", "watchlists", "read_audit"}));
    EXPECT_EQ(permissionsOf(Role::kAdministrator).size(), std::size_t{kPermissionCount});
}

TEST(Permissions, WhatDestroysOrOpensTheStoreIsTheAdministratorsAlone) {
    for (const auto permission : {kErasePeople, kMoveGallery, kSources, kSettings, kAccounts})
        EXPECT_THAT(rolesThatMay(permission), ElementsAre(Role::kAdministrator)) << name(permission);
}

TEST(Permissions, NamesAreUniqueAndRolesAreFoundByThem) {
    EXPECT_EQ(permissionsOf(Role::kAdministrator).size(), std::size_t{kPermissionCount});
    for (const auto role : allRoles())
        EXPECT_EQ(roleNamed(name(role)), role);
    EXPECT_FALSE(roleNamed("root"));
    EXPECT_FALSE(roleNamed(""));
}

TEST(Permissions, ARefusalNamesTheRoleAndWhoMay) {
    EXPECT_NO_THROW(requirePermission(Role::kEnroller, kAddPeople, "enrol"));
    try {
        requirePermission(Role::kOperator, kAddPeople, "enrol");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::kNotPermitted);
        EXPECT_EQ(error.subject(), "enrol");
        EXPECT_THAT(error.detail(), HasSubstr("operator"));
        EXPECT_THAT(error.detail(), HasSubstr("enroller, examiner and administrator do"));
    }
}

TEST(Permissions, ActionsNeedWhatTheyDoAndUnknownOnesAnAdministrator) {
    EXPECT_EQ(ruleOf("identity.enrol").needed, kAddPeople);
    EXPECT_EQ(ruleOf("identity.rename").needed, kChangePeople);
    EXPECT_EQ(ruleOf("identity.remove").needed, kErasePeople);
    EXPECT_EQ(ruleOf("review.name").needed, kReview);
    EXPECT_EQ(ruleOf("alert.dismiss").needed, kWatch);
    EXPECT_EQ(ruleOf("attendance.correct").needed, kCorrectAttendance);
    EXPECT_EQ(ruleOf("account.role").needed, kAccounts);
    EXPECT_FALSE(ruleOf("decision.undo").needed);
    EXPECT_FALSE(ruleOf("nobody.thought_of_it").known);
    EXPECT_EQ(ruleOf("nobody.thought_of_it").needed, kSettings);
}

TEST(Permissions, CoverEveryActionThatTheProgramWritesToTheTrail) {
    namespace fs = std::filesystem;
    static const std::regex kAction(R"re("([a-z_]+\.[a-z_]+)")re"),
        kAudit(R"re(audit\("([a-z_]+\.[a-z_]+)")re");
    int found = 0;
    for (const char* root : {"core", "app", "ui"})
        for (const auto& entry : fs::recursive_directory_iterator(test::sourceFolder() / root)) {
            const auto path = entry.path().generic_string();
            const bool source = path.ends_with(".cpp") || path.ends_with(".h");
            if (!source) continue;
            // In the store every such word is an action; elsewhere those given to audit() are.
            const auto& pattern = path.find("/core/store/") != std::string::npos ? kAction : kAudit;
            std::ifstream file(entry.path());
            const std::string text(std::istreambuf_iterator<char>(file), {});
            for (auto it = std::sregex_iterator(text.begin(), text.end(), pattern);
                 it != std::sregex_iterator(); ++it) {
                const std::string action = (*it)[1];
                if (action.ends_with(".sqlite") || action.ends_with("_id") || action.starts_with("excluded."))
                    continue;  // files, SQL
                ++found;
                EXPECT_TRUE(ruleOf(action).known)
                    << action << " of " << path << " needs a line in core/accounts/permissions.cpp";
            }
        }
    EXPECT_GT(found, 50);
}
