#include "core/accounts/password.h"

#include <gmock/gmock.h>

#include "core/base/error.h"

using namespace lineament;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

namespace {
const PasswordCost kCheap = PasswordCost::least();
}

TEST(Password, IsKeptAsSaltedArgon2idAndFitsItselfAlone) {
    const auto credential = hashPassword("correct horse", kCheap);
    EXPECT_THAT(credential, StartsWith("$argon2id$v=19$"));
    EXPECT_THAT(credential, Not(HasSubstr("horse")));
    EXPECT_NE(credential, hashPassword("correct horse", kCheap)) << "each has its own salt";
    EXPECT_TRUE(passwordFits("correct horse", credential));
    for (const char* other : {"correct horsf", "Correct horse", "correct horse ", ""})
        EXPECT_FALSE(passwordFits(other, credential)) << other;
}

TEST(Password, FitsNoCredentialThatIsBroken) {
    auto credential = hashPassword("correct horse", kCheap);
    EXPECT_FALSE(passwordFits("correct horse", ""));
    EXPECT_FALSE(passwordFits("correct horse", "correct horse"));
    EXPECT_FALSE(passwordFits("correct horse", std::string(5000, 'a')));
    credential[credential.size() - 5] ^= 1;
    EXPECT_FALSE(passwordFits("correct horse", credential));
}

TEST(Password, ThatShipsCostsSixtyFourMebibytesAtTwoPasses) {
    EXPECT_THAT(hashPassword("correct horse"), HasSubstr("$m=65536,t=2,p=1$"));
}

TEST(Password, TooShortTooLongOrTheNameIsRefused) {
    EXPECT_THROW(requirePassword("seven77", "anna"), Error);
    EXPECT_THROW(requirePassword(std::string(1025, 'x'), "anna"), Error);
    EXPECT_THROW(requirePassword("annabella", "annabella"), Error);
    EXPECT_NO_THROW(requirePassword("eight888", "anna"));
    EXPECT_NO_THROW(requirePassword("密码密码", "anna"));
    EXPECT_THROW(hashPassword("eight888", {0, 8192}), Error);
    EXPECT_THROW(hashPassword("eight888", {1, std::size_t{2} << 30}), Error);
}
