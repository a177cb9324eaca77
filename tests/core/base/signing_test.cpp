#include "core/base/signing.h"

#include "tests/support/places.h"

using namespace lineament;

TEST(Signing, ATextIsKnownByItsSignatureAndAnotherTextIsNot) {
    test::TempFolder folder;
    const auto made = signText("what was seen", folder.path());
    const auto check = checkSignature("what was seen", made, folder.path());
    EXPECT_TRUE(check.valid);
    EXPECT_TRUE(check.ownKey);
    EXPECT_FALSE(checkSignature("what was not seen", made, folder.path()).valid);
    EXPECT_EQ(signText("another text", folder.path()).publicKey, made.publicKey) << "one key a folder";
}

TEST(Signing, TheKeyOfAnotherFolderIsValidButNotOurs) {
    test::TempFolder ours, theirs;
    signText("ours", ours.path());
    const auto check = checkSignature("theirs", signText("theirs", theirs.path()), ours.path());
    EXPECT_TRUE(check.valid);
    EXPECT_FALSE(check.ownKey);
}

TEST(Signing, NonsenseInThePlaceOfASignatureIsNotValid) {
    test::TempFolder folder;
    const auto made = signText("text", folder.path());
    EXPECT_FALSE(checkSignature("text", {"", ""}, folder.path()).valid);
    EXPECT_FALSE(checkSignature("text", {"zz", made.publicKey}, folder.path()).valid);
    EXPECT_FALSE(checkSignature("text", {made.signature, made.signature}, folder.path()).valid);
    EXPECT_FALSE(checkSignature("text", {made.signature + "00", made.publicKey}, folder.path()).valid);
}

TEST(Signing, OnlyItsOwnerCanReadTheKey) {
    test::TempFolder folder;
    signText("text", folder.path());
    const auto rights = std::filesystem::status(folder / "lineage.key").permissions();
    EXPECT_EQ(rights & (std::filesystem::perms::group_all | std::filesystem::perms::others_all),
              std::filesystem::perms::none);
}
