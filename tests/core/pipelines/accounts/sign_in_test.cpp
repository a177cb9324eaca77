#include "core/pipelines/accounts/sign_in.h"

#include <gmock/gmock.h>

#include <chrono>

#include "core/base/error.h"
#include "core/store/account_book.h"
#include "tests/support/places.h"

using namespace lineament;
using enum SignInOutcome::Kind;

namespace {

class SetClock : public Clock {
  public:
    UnixMs now() const override { return time; }
    UnixMs time = 1'700'000'000'000;
};

class SignInTest : public testing::Test {
  protected:
    SignInTest() : store(Store::open(folder / "store", {.clock = &clock})) {
        boss = addAccount(*store, "Boss", Role::kAdministrator, "a long password", PasswordCost::least());
    }
    SignInOutcome::Kind tried(const char* name, const char* password) {
        return signIn(*store, name, password).kind;
    }

    test::TempFolder folder;
    SetClock clock;
    std::shared_ptr<Store> store;
    AccountId boss;
};

}  // namespace

TEST_F(SignInTest, OpensTheStoreForWhoKnowsThePassword) {
    const auto outcome = signIn(*store, "boss", "a long password");
    ASSERT_EQ(outcome.kind, kDone);
    EXPECT_EQ(outcome.account->id, boss);
    const auto theirs = openStoreAs(folder / "store", outcome.account->id, clock);
    theirs->setSetting("a", "b");
    EXPECT_EQ(theirs->auditEntries(1)[0].actor, "Boss");
}

TEST_F(SignInTest, WrongNamesAndPasswordsLookTheSameAndAreSlowed) {
    EXPECT_EQ(tried("boss", "a wrong password"), kWrong);
    EXPECT_EQ(tried("nobody", "a long password"), kWrong);
    EXPECT_EQ(tried("boss", std::string(5000, 'a').c_str()), kWrong);
    const auto third = signIn(*store, "boss", "");
    EXPECT_EQ(third.kind, kWrong);
    EXPECT_EQ(third.waitMs, 2000) << "what the next one waits";
    const auto early = signIn(*store, "boss", "a long password");
    EXPECT_EQ(early.kind, kTooEarly);
    EXPECT_EQ(early.waitMs, 2000);
    clock.time += 2000;
    EXPECT_EQ(tried("boss", "a long password"), kDone);
}

TEST_F(SignInTest, ADisabledAccountIsTurnedAwayLikeAWrongPassword) {
    const auto asBoss = openStoreAs(folder / "store", boss, clock);
    const auto clerk =
        addAccount(*asBoss, "Clerk", Role::kEnroller, "another password", PasswordCost::least());
    EXPECT_EQ(tried("clerk", "another password"), kDone);
    accountBookOf(*asBoss).setDisabled(clerk, true);
    EXPECT_EQ(tried("clerk", "another password"), kWrong);
}

TEST_F(SignInTest, APasswordThatIsSetEndsTheOldOneAndThePatienceOfGuessers) {
    const auto asBoss = openStoreAs(folder / "store", boss, clock);
    for (int i = 0; i < 3; ++i)
        EXPECT_EQ(tried("boss", "guess number one"), kWrong);
    EXPECT_EQ(tried("boss", "a long password"), kTooEarly);
    setPassword(*asBoss, boss, "a new password", PasswordCost::least());
    EXPECT_EQ(tried("boss", "a long password"), kWrong);
    EXPECT_EQ(tried("boss", "a new password"), kDone);
    EXPECT_THROW(setPassword(*asBoss, boss, "short", PasswordCost::least()), Error);
    EXPECT_THROW(setPassword(*asBoss, AccountId(9), "a new password", PasswordCost::least()), Error);
    EXPECT_THROW(addAccount(*asBoss, "Eve", Role::kOperator, "", PasswordCost::least()), Error);
    EXPECT_THROW(setPassword(*store, boss, "a new password", PasswordCost::least()), Error)
        << "nobody is signed in there";
}
