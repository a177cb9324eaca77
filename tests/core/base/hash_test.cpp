#include "core/base/hash.h"

#include <fstream>

#include "core/base/error.h"
#include "tests/support/places.h"

using namespace lineament;

TEST(Hash, GivesThePublishedDigestOfAbc) {
    EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(sha256(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

TEST(Hash, OfAFileEqualsTheHashOfItsBytes) {
    test::TempFolder folder;
    const std::string content(3'000'000, 'x');
    std::ofstream(folder / "big", std::ios::binary) << content;
    EXPECT_EQ(sha256File(folder / "big"), sha256(content));
}

TEST(Hash, SaysThatAFileIsMissing) {
    try {
        sha256File("/nowhere/at/all");
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::kNotFound);
        EXPECT_EQ(error.subject(), "/nowhere/at/all");
    }
}
