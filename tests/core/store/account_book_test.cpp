#include "core/store/account_book.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include "core/accounts/password.h"
#include "core/store/alert_book.h"
#include "core/store/case_book.h"
#include "core/store/gallery_book.h"
#include "core/store/presence_book.h"
#include "tests/core/store/store_fixture.h"

using namespace lineament;
using namespace lineament::test;
using testing::HasSubstr;
using testing::Not;

namespace {

class AccountBookTest : public StoreTest {
  protected:
    AccountBook& book() { return accountBookOf(*store); }
    static std::string credential() {
        static const std::string kMade = hashPassword("a password", PasswordCost::least());
        return kMade;
    }
    AccountId add(const char* name, Role role) { return book().add(name, role, credential()); }
    void openAs(AccountId id) {
        store.reset();
        store = openStoreAs(folder.path(), id, clock);
    }
    /// A store with one account of each role, opened by the administrator.
    void withEverybody() {
        boss = add("Boss", Role::kAdministrator);
        openAs(boss);
        watcher = add("Watcher", Role::kOperator);
        clerk = add("Clerk", Role::kEnroller);
        expert = add("Expert", Role::kExaminer);
    }
    template <class Call>
    void expectRefused(Call&& call) {
        try {
            call();
            ADD_FAILURE() << "it was let pass";
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::kNotPermitted) << error.what();
        }
    }
    std::string lastAction() { return store->auditEntries(1).at(0).action; }

    AccountId boss, watcher, clerk, expert;
};

}  // namespace

TEST_F(AccountBookTest, AnExaminationIsByWhoeverIsSignedIn) {
    withEverybody();
    const auto second = add("Second", Role::kExaminer);
    openAs(expert);
    auto& first = store->galleryBook();
    expectRefused([&] { first.saveExamination({.examiner = "Boss", .content = "{}", .conclusion = "one"}); });
    Examination kept{.examiner = "Expert", .content = "{}", .conclusion = "one"};
    kept.id = first.saveExamination(kept);
    auto confirmed = kept;
    confirmed.secondExaminer = "Second", confirmed.secondConclusion = "one";
    expectRefused([&] { first.saveExamination(confirmed); }) /* in somebody else's name */;

    openAs(second);
    auto changed = kept;
    changed.conclusion = "two";
    expectRefused([&] { store->galleryBook().saveExamination(changed); });
    changed.examiner = "Second";
    expectRefused([&] { store->galleryBook().saveExamination(changed); });
    store->galleryBook().saveExamination(confirmed);
    const auto stored = store->galleryBook().examinations();
    ASSERT_EQ(stored.size(), 1u);
    EXPECT_EQ(stored[0].examiner, "Expert");
    EXPECT_EQ(stored[0].secondExaminer, "Second");
    EXPECT_EQ(stored[0].conclusion, "one");
}

TEST_F(AccountBookTest, AStoreWithoutAccountsAsksNobody) {
    EXPECT_FALSE(book().any());
    EXPECT_FALSE(book().signedIn());
    enrol("Anna", 1);
    store->setSetting("a", "b");
    EXPECT_EQ(store->auditEntries(1)[0].actor, "tester");
}

TEST_F(AccountBookTest, TheFirstAccountIsAnAdministratorAndThenNothingGoesWithoutSigningIn) {
    EXPECT_EQ(codeOf([&] { add("Anna", Role::kEnroller); }), ErrorCode::kInvalidArgument);
    EXPECT_FALSE(book().any());
    const auto anna = enrol("Anna", 1);
    add("Boss", Role::kAdministrator);
    EXPECT_TRUE(book().any());
    // This very store was opened before there was an account.
    expectRefused([&] { store->rename(anna, "Hannah"); });
    expectRefused([&] { enrol("Ben", 2); });
    expectRefused([&] { add("Mallory", Role::kAdministrator); });
    expectRefused([&] { store->audit("case.report", "case:1", ""); });
    EXPECT_EQ(nameOf(anna), "Anna") << "reading goes on, as signing in reads";
    EXPECT_EQ(store->identities().size(), 1u);
    EXPECT_EQ(book().accounts().size(), 1u);
}

TEST_F(AccountBookTest, EachRoleChangesWhatItMayAndTheTrailNamesThem) {
    withEverybody();
    openAs(clerk);
    EXPECT_EQ(book().signedIn()->name, "Clerk");
    const auto anna = enrol("Anna", 1);
    EXPECT_EQ(store->auditEntries(1)[0].actor, "Clerk");
    store->rename(anna, "Hannah");
    EXPECT_EQ(store->decisions(1)[0].actor, "Clerk");
    expectRefused([&] { store->remove(anna); });
    expectRefused([&] { store->setSetting("a", "b"); });
    expectRefused([&] { store->caseBook().createCase("Lobby"); });
    expectRefused([&] { add("Mallory", Role::kAdministrator); });
    expectRefused([&] { book().setRole(clerk, Role::kAdministrator); });

    openAs(watcher);
    Sighting sighting;
    sighting.key = "k", sighting.identity = anna, sighting.at = 5;
    EXPECT_EQ(store->presence().addSightings({&sighting, 1}), 1);
    expectRefused([&] { enrol("Ben", 2); });
    expectRefused([&] { store->undo(); }) /* the clerk's renaming */;
    expectRefused([&] { store->presence().correct({.identity = anna, .at = 7, .reason = "why"}); });
    expectRefused([&] { store->alertBook().saveWatchlist({.name = "Banned"}); });
    EXPECT_EQ(nameOf(anna), "Hannah");
    EXPECT_EQ(store->identities().size(), 1u) << "what was refused left nothing";

    openAs(expert);
    store->caseBook().createCase("Lobby");
    expectRefused([&] { store->presence().addSightings({}), store->rename(anna, "Joanna"); });
    openAs(boss);
    EXPECT_EQ(store->undo()->kind, "identity.rename");
    store->remove(anna);
    EXPECT_FALSE(store->auditBrokenAt());
}

TEST_F(AccountBookTest, ARoleTakenAwayOrAnAccountDisabledCountsAtOnce) {
    withEverybody();
    const auto theirs = openStoreAs(folder.path(), clerk);
    theirs->enrol("Anna", "", {someSample(1)});
    book().setRole(clerk, Role::kOperator);
    expectRefused([&] { theirs->enrol("Ben", "", {someSample(2)}); });
    book().setRole(clerk, Role::kEnroller);
    theirs->enrol("Ben", "", {someSample(2)});
    book().setDisabled(clerk, true);
    expectRefused([&] { theirs->enrol("Cleo", "", {someSample(3)}); });
    expectRefused([&] { openStoreAs(folder.path(), clerk); });
    expectRefused([&] { openStoreAs(folder.path(), AccountId(99)); });
    EXPECT_EQ(store->identities().size(), 2u);
}

TEST_F(AccountBookTest, AnAdministratorIsAlwaysLeftAndNamesAreUnique) {
    withEverybody();
    EXPECT_EQ(codeOf([&] { book().setRole(boss, Role::kExaminer); }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(codeOf([&] { book().setDisabled(boss, true); }), ErrorCode::kInvalidArgument);
    EXPECT_FALSE(book().account(boss)->disabled);
    EXPECT_EQ(codeOf([&] { add("CLERK", Role::kOperator); }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(codeOf([&] { add("  ", Role::kOperator); }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(codeOf([&] { add("\xff", Role::kOperator); }), ErrorCode::kInvalidArgument);
    EXPECT_EQ(codeOf([&] { book().setRole(AccountId(99), Role::kOperator); }), ErrorCode::kNotFound);
    EXPECT_EQ(book().accountNamed("clerk")->id, clerk);
    book().setRole(expert, Role::kAdministrator);
    book().setDisabled(boss, true);
    expectRefused([&] { book().setDisabled(boss, false); }) /* by themselves */;
}

TEST_F(AccountBookTest, OnesOwnPasswordIsChangedWithoutBeingAnAdministrator) {
    withEverybody();
    openAs(watcher);
    const auto other = hashPassword("another one", PasswordCost::least());
    book().setCredential(watcher, other);
    EXPECT_EQ(book().signInBasis("watcher").credential, other);
    expectRefused([&] { book().setCredential(boss, other); });
    for (const auto& entry : store->auditEntries())
        EXPECT_THAT(entry.detail, Not(HasSubstr("argon2"))) << "the trail holds a hash of it alone";
}

TEST_F(AccountBookTest, FailuresSlowTheNextSignInAndOutliveTheProgram) {
    withEverybody();
    for (int i = 0; i < 3; ++i) {
        EXPECT_EQ(book().signInBasis("clerk").waitMs, 0);
        EXPECT_EQ(book().recordSignIn("Clerk", false), 0);
    }
    EXPECT_EQ(lastAction(), "account.sign_in_failed");
    EXPECT_THAT(store->auditEntries(1)[0].detail, HasSubstr("failure 3, next after 2 s"));
    EXPECT_EQ(book().signInBasis("Clerk").waitMs, 2000);
    EXPECT_EQ(book().signInBasis("expert").waitMs, 0) << "others need not wait";
    reopen();
    EXPECT_EQ(book().signInBasis("Clerk").waitMs, 2000);
    const auto lines = store->auditEntries().size();
    EXPECT_EQ(book().recordSignIn("Clerk", true), 2000) << "too early, were the password right";
    EXPECT_EQ(book().recordSignIn("Clerk", false), 2000) << "nor does it count";
    EXPECT_EQ(store->auditEntries().size(), lines);
    clock.time += 2000;
    EXPECT_EQ(book().recordSignIn("Clerk", false), 0);
    EXPECT_EQ(book().signInBasis("Clerk").waitMs, 4000);
    clock.time += 4000;
    EXPECT_EQ(book().recordSignIn("Clerk", true), 0);
    EXPECT_EQ(book().account(clerk)->signedInAt, clock.time);
    EXPECT_EQ(store->auditEntries(1)[0].actor, "Clerk");
    EXPECT_THAT(store->auditEntries(1)[0].detail, HasSubstr("after 4 failures"));
    EXPECT_EQ(book().recordSignIn("Clerk", false), 0);
    EXPECT_EQ(book().signInBasis("Clerk").waitMs, 0) << "the row of failures was broken";
}

TEST_F(AccountBookTest, NamesThatNobodyHasAreSlowedLikeThoseOfAccountsAndNotWrittenDown) {
    withEverybody();
    // Asked of the same, a name that nobody has answers like one that somebody has, and each for itself.
    for (const std::string name : {"Clerk", "hunter2"}) {
        for (int i = 0; i < 3; ++i)
            EXPECT_EQ(book().recordSignIn(name, false), 0) << name;
        EXPECT_EQ(book().recordSignIn(name, false), 2000) << name;
        EXPECT_EQ(book().signInBasis(name).waitMs, 2000) << name;
    }
    EXPECT_FALSE(book().signInBasis("hunter2").account);
    EXPECT_EQ(book().signInBasis("HUNTER2").waitMs, 2000) << "as CLERK would";
    EXPECT_EQ(book().signInBasis("expert").waitMs, 0);
    EXPECT_EQ(book().signInBasis("somebody else").waitMs, 0);
    reopen();
    EXPECT_EQ(book().signInBasis("hunter2").waitMs, 2000);
    clock.time += 2000;
    for (const std::string name : {"Clerk", "hunter2"}) {
        EXPECT_EQ(book().recordSignIn(name, false), 0);
        EXPECT_EQ(book().signInBasis(name).waitMs, 4000);
    }
    for (const auto& entry : store->auditEntries())
        EXPECT_THAT(entry.subject + entry.detail, Not(HasSubstr("hunter2")));
    EXPECT_THROW(book().recordSignIn("hunter3", true), Error);
    store.reset();
    EXPECT_EQ(contentOf(file()).find("hunter2"), std::string::npos);
}

TEST_F(AccountBookTest, WhatLeavesNoLineOfItsOwnNeedsAPermissionAsWell) {
    const auto anna = enrol("Anna", 1);
    auto known = someSample(1);
    known.templates = {{"other@1", {1, 0}}};
    withEverybody();
    openAs(watcher);
    expectRefused([&] { store->enrol("Anna", "A-1", {someSample(1)}) /* nothing new but a number */; });
    expectRefused([&] { store->enrol("Anna", "", {known}) /* a template of a photo that is there */; });
    EXPECT_EQ(store->identity(anna)->externalId, "");
    EXPECT_TRUE(store->templates("other@1").empty());
    expectRefused([&] { store->caseBook().saveUnknowns(CaseBook::kUnsorted, {}); });
    expectRefused([&] { store->caseBook().suggest({}); });
    store->rememberJob("enrol-folder:/staff", "{}");
    openAs(AccountId());
    expectRefused([&] { store->rememberJob("enrol-folder:/staff", "{\"done\":1}"); });
    EXPECT_EQ(store->job("enrol-folder:/staff"), "{}");
    openAs(clerk);
    store->enrol("Anna", "", {known});
    EXPECT_EQ(lastAction(), "identity.enrol") << "and it is in the trail";
    EXPECT_EQ(store->templates("other@1").size(), 1u);
    openAs(expert);
    store->caseBook().saveUnknowns(CaseBook::kUnsorted, {});
    store->caseBook().suggest({});
}

TEST_F(AccountBookTest, VerifyingTheTrailFindsAccountsChangedPastTheProgram) {
    withEverybody();
    book().setRole(clerk, Role::kExaminer);
    book().setDisabled(expert, true);
    openAs(watcher);
    EXPECT_FALSE(store->auditBrokenAt());
    auto database = raw();
    const auto lineOf = [&](AccountId id) {
        std::int64_t line = 0;
        for (const auto& entry : store->auditEntries())
            if (entry.subject == "account:" + std::to_string(id.value())) line = entry.seq;
        return line;
    };
    const auto tampered = [&](const std::string& sql, const std::string& back, std::int64_t line) {
        database.exec(sql);
        EXPECT_EQ(store->auditBrokenAt(), line) << sql;
        database.exec(back);
        EXPECT_FALSE(store->auditBrokenAt()) << back;
    };
    const auto id = [](AccountId account) { return std::to_string(account.value()); };
    tampered("UPDATE accounts SET role = 'administrator' WHERE id = " + id(watcher),
             "UPDATE accounts SET role = 'operator' WHERE id = " + id(watcher), lineOf(watcher));
    tampered("UPDATE accounts SET disabled = 0 WHERE id = " + id(expert),
             "UPDATE accounts SET disabled = 1 WHERE id = " + id(expert), lineOf(expert));
    tampered("UPDATE accounts SET name = 'Klerk' WHERE id = " + id(clerk),
             "UPDATE accounts SET name = 'Clerk' WHERE id = " + id(clerk), lineOf(clerk));
    tampered("UPDATE accounts SET credential = '$argon2id$mine' WHERE id = " + id(boss),
             "UPDATE accounts SET credential = '" + credential() + "' WHERE id = " + id(boss), lineOf(boss));
    EXPECT_THROW(database.exec("DELETE FROM accounts"), SQLite::Exception);
    database.exec(
        "INSERT INTO accounts (name, role, credential, created_at) VALUES "
        "('Mallory', 'administrator', '$argon2id$mine', 0)");
    EXPECT_EQ(store->auditBrokenAt(), store->auditEntries().back().seq + 1) << "no line made it";
    database.exec("DROP TRIGGER accounts_are_never_deleted; DELETE FROM accounts");
    EXPECT_EQ(store->auditBrokenAt(), lineOf(boss)) << "and none took them away";
}
