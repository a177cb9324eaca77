#include <gtest/gtest.h>
#include <unistd.h>

#include "tests/core/image/test_pictures.h"
#include "tests/support/places.h"

using namespace lineament;
using namespace lineament::test;
namespace fs = std::filesystem;

namespace {

void touch(const fs::path& path) {
    fs::create_directories(path.parent_path());
    save(path, bytesOf("x"));
}

std::vector<std::string> namesIn(const fs::path& folder, bool recursive = false) {
    std::vector<std::string> names;
    for (const auto& path : imagesIn(folder, recursive))
        names.push_back(path.lexically_relative(folder).generic_string());
    return names;
}

}  // namespace

TEST(ImageFiles, KnowsPicturesByTheirEnding) {
    for (const auto* name :
         {"a.jpg", "A.JPEG", "b.PNG", "c.webp", "d.tif", "e.heic", "f.avif", "g.gif", "h.pgm", "x/y.z.jp2"})
        EXPECT_TRUE(looksLikeImage(name)) << name;
    for (const auto* name : {"a.mp4", "jpg", "a.txt", "a", ".jpg"})
        EXPECT_FALSE(looksLikeImage(name)) << name;
}

TEST(ImageFiles, ListsInNaturalOrder) {
    const TempFolder folder;
    for (const auto* name :
         {"img10.jpg", "img2.jpg", "IMG1.jpg", "a.png", "img002.png", "note.txt", "b/c.jpg"})
        touch(folder / name);
    EXPECT_EQ(namesIn(folder.path()),
              (std::vector<std::string>{"a.png", "IMG1.jpg", "img2.jpg", "img002.png", "img10.jpg"}));
}

TEST(ImageFiles, GoesIntoFoldersWhenTold) {
    const TempFolder folder;
    for (const auto* name : {"2/a.jpg", "10/a.jpg", "1.jpg", "2/b/c.jpg"})
        touch(folder / name);
    EXPECT_EQ(namesIn(folder.path(), true),
              (std::vector<std::string>{"1.jpg", "2/a.jpg", "2/b/c.jpg", "10/a.jpg"}));
}

TEST(ImageFiles, FollowsNoLinkOutOfTheFolderAndNoneInCircles) {
    const TempFolder outside, folder;
    touch(outside / "secret.jpg");
    touch(folder / "sub/a.jpg");
    fs::create_symlink(outside / "secret.jpg", folder / "link.jpg");
    fs::create_directory_symlink(outside.path(), folder / "out");
    fs::create_directory_symlink(folder.path(), folder / "sub" / "round");
    fs::create_symlink("sub/a.jpg", folder / "inside.jpg");
    fs::create_symlink("nowhere.jpg", folder / "broken.jpg");
    EXPECT_EQ(namesIn(folder.path(), true), (std::vector<std::string>{"inside.jpg", "sub/a.jpg"}));
}

TEST(ImageFiles, SaysWhyAFolderCannotBeListed) {
    const TempFolder folder;
    touch(folder / "a.jpg");
    for (const auto& path : {folder / "none", folder / "a.jpg"}) {
        try {
            imagesIn(path);
            FAIL();
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::kNotFound);
        }
    }
    if (geteuid() == 0) GTEST_SKIP() << "SKIPPED: root may read every folder";
    fs::create_directory(folder / "locked");
    fs::permissions(folder / "locked", fs::perms::none);
    EXPECT_THROW(imagesIn(folder / "locked"), Error);
    EXPECT_EQ(namesIn(folder.path(), true), (std::vector<std::string>{"a.jpg"}));
    fs::permissions(folder / "locked", fs::perms::owner_all);
}
