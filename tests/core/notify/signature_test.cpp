#include "core/notify/signature.h"

#include <gtest/gtest.h>

using namespace lineament;

TEST(Signature, HmacIsThatOfTheTestVectors) {
    // RFC 4231, test cases 1, 2 and 6.
    EXPECT_EQ(hmacSha256(std::string(20, '\x0b'), "Hi There"),
              "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
    EXPECT_EQ(hmacSha256("Jefe", "what do ya want for nothing?"),
              "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(hmacSha256(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First"),
              "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST(Signature, CarriesItsTimeAndChangesWithTimeBodyAndSecret) {
    const auto made = signature("secret", 1'700'000'000'999, "{}");
    EXPECT_EQ(made, "t=1700000000,v1=" + hmacSha256("secret", "1700000000.{}"));
    EXPECT_NE(made, signature("secret", 1'700'000'001'000, "{}"));
    EXPECT_NE(made, signature("secret", 1'700'000'000'999, "[]"));
    EXPECT_NE(made, signature("other", 1'700'000'000'999, "{}"));
}

TEST(Signature, SecretsAreLongAndNeverTheSame) {
    EXPECT_EQ(newSecret().size(), 64u);
    EXPECT_NE(newSecret(), newSecret());
}
