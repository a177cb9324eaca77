#include "core/base/file_lock.h"

#include <sys/wait.h>
#include <unistd.h>

#include "core/base/error.h"
#include "tests/support/places.h"

using namespace lineament;

TEST(FileLock, IsHeldByOneUntilItGoes) {
    const test::TempFolder folder;
    const auto file = folder / "below/a.lock";
    auto first = FileLock::tryTake(file);
    ASSERT_TRUE(first);
    EXPECT_FALSE(FileLock::tryTake(file)) << "by nobody else";
    auto moved = std::move(*first);
    first.reset();
    EXPECT_FALSE(FileLock::tryTake(file)) << "it moved with the object";
    { const auto ended = std::move(moved); }
    EXPECT_TRUE(FileLock::tryTake(file));
}

TEST(FileLock, GoesWithTheProcessThatHeldIt) {
    const test::TempFolder folder;
    const auto file = folder / "a.lock";
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        const auto lock = FileLock::tryTake(file);
        ::_exit(lock ? 0 : 1);  // without destructors
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    EXPECT_EQ(status, 0) << "the child held it";
    EXPECT_TRUE(FileLock::tryTake(file));
}

TEST(FileLock, SaysWhatIsWrongWithThePlace) {
    const test::TempFolder folder;
    EXPECT_THROW(FileLock::tryTake(folder.path()), Error) << "it is a folder";
}
