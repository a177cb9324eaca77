#include "core/base/atomic_file.h"

#include <sys/mount.h>

#include <fstream>
#include <iterator>

#include "core/base/error.h"
#include "tests/support/places.h"

using namespace lineament;
namespace fs = std::filesystem;

namespace {

std::string textOf(const fs::path& file) {
    std::ifstream stream(file);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void writeText(const fs::path& file, const std::string& text) {
    writeAtomically(file, [&](std::ostream& out) { out << text; });
}

std::string codeOf(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& error) {
        return std::string(name(error.code()));
    }
    return "none";
}

std::size_t entries(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {}));
}

}  // namespace

TEST(AtomicFile, TakesThePlaceOfTheOldOneAndLeavesNothingBeside) {
    const test::TempFolder folder;
    writeText(folder / "a.txt", "old");
    writeText(folder / "a.txt", "new");
    EXPECT_EQ(textOf(folder / "a.txt"), "new");
    EXPECT_EQ(entries(folder.path()), 1u);
}

TEST(AtomicFile, KeepsTheOldOneWhenTheWriterFails) {
    const test::TempFolder folder;
    writeText(folder / "a.txt", "old");
    EXPECT_THROW(writeAtomically(folder / "a.txt",
                                 [](std::ostream& out) {
                                     out << "half";
                                     throw std::runtime_error("no more");
                                 }),
                 std::runtime_error);
    EXPECT_EQ(textOf(folder / "a.txt"), "old");
    EXPECT_EQ(entries(folder.path()), 1u);
}

TEST(AtomicFile, SaysOfAPlaceThatCannotBeWrittenThatItCannot) {
    const test::TempFolder folder;
    writeText(folder / "file", "");
    EXPECT_EQ(codeOf([&] { writeText(folder / "none" / "a.txt", "x"); }), "unwritable");
    EXPECT_EQ(codeOf([&] { writeText(folder / "file" / "a.txt", "x"); }), "unwritable");
    EXPECT_EQ(codeOf([&] { makeFolder(folder / "file" / "below"); }), "unwritable");
}

TEST(AtomicFile, TellsAFullDiskFromOneThatIsOnlyRead) {
    const test::TempFolder folder;
    const auto disk = folder / "disk";
    fs::create_directory(disk);
    if (::mount("none", disk.c_str(), "tmpfs", 0, "size=64k") != 0)
        GTEST_SKIP() << "SKIPPED: mounting is not allowed here";
    writeText(disk / "a.txt", "old");
    EXPECT_EQ(codeOf([&] { writeText(disk / "a.txt", std::string(1 << 20, 'x')); }), "disk_full");
    EXPECT_EQ(textOf(disk / "a.txt"), "old");
    ASSERT_EQ(::mount("none", disk.c_str(), "tmpfs", MS_REMOUNT | MS_RDONLY, nullptr), 0);
    EXPECT_EQ(codeOf([&] { writeText(disk / "a.txt", "new"); }), "unwritable");
    EXPECT_EQ(textOf(disk / "a.txt"), "old");
    ::umount(disk.c_str());
}
