// Stores that cannot be used: each gets one clear sentence, and nothing is made worse.
#include <SQLiteCpp/SQLiteCpp.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <functional>
#include <thread>

#include "core/store/sqlite_error.h"
#include "tests/core/store/store_fixture.h"

namespace fs = std::filesystem;
using namespace lineament;
using namespace lineament::test;
using testing::SizeIs;

namespace {

/// Runs work() in a process without the rights of root; true if it returned true.
template <class Work>
bool withoutRoot(Work&& work) {
    const pid_t child = fork();
    if (child == 0) {
        constexpr uid_t kNobody = 65534;
        if (geteuid() == 0 && setuid(kNobody) != 0) _exit(2);
        bool good = false;
        try {
            good = work();
        } catch (const std::exception& error) {
            fprintf(stderr, "%s\n", error.what());
        }
        _exit(good ? 0 : 1);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool throwsWith(ErrorCode code, const std::function<void()>& call) {
    try {
        call();
    } catch (const Error& error) {
        return error.code() == code;
    }
    return false;
}

}  // namespace

TEST_F(StoreTest, FullDiskIsSaidAndNothingIsLost) {
    enrol("Anna", 1);
    store.reset();
    store = Store::open(folder.path(), {.maxBytes = 1 << 20});
    auto large = someSample(2);
    large.sample.crop.resize(50'000, std::byte{7});
    int enrolled = 0;
    const auto fill = [&] {
        for (; enrolled < 1000; ++enrolled) {
            large.sample.sha256 = std::to_string(enrolled);
            store->enrol("person " + std::to_string(enrolled), "", {large});
        }
    };
    EXPECT_EQ(codeOf(fill), ErrorCode::kDiskFull);
    EXPECT_GT(enrolled, 2);
    EXPECT_THAT(store->identities(), SizeIs(enrolled + 1)) << "the one that did not fit is not there by half";
    EXPECT_EQ(codeOf(fill), ErrorCode::kDiskFull);
    EXPECT_FALSE(store->auditBrokenAt());

    reopen();  // room again
    EXPECT_THAT(store->identities(), SizeIs(enrolled + 1));
    store->enrol("late", "", {large});
    EXPECT_FALSE(store->auditBrokenAt());
}

TEST_F(StoreTest, AFileThatIsNoDatabaseIsUnusable) {
    store.reset();
    std::ofstream(file()) << std::string(10'000, 'x');
    const auto bytes = contentOf(file());
    EXPECT_EQ(codeOf([&] { Store::open(folder.path()); }), ErrorCode::kStoreUnusable);
    EXPECT_EQ(contentOf(file()), bytes);
}

TEST_F(StoreTest, TheDatabaseOfAnotherProgramIsLeftAlone) {
    store.reset();
    fs::remove(file());
    SQLite::Database(file().string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
        .exec("CREATE TABLE songs (title)");
    const auto bytes = contentOf(file());
    EXPECT_EQ(codeOf([&] { Store::open(folder.path()); }), ErrorCode::kStoreUnusable);
    EXPECT_EQ(contentOf(file()), bytes);
}

TEST_F(StoreTest, ADamagedFileIsUnusableAndNeverCrashes) {
    for (int i = 0; i < 100; ++i)
        enrol("person " + std::to_string(i), i);
    store.reset();
    const auto bytes = contentOf(file());
    ASSERT_GT(bytes.size(), 60'000u);
    std::vector<std::string> damages = {bytes.substr(0, bytes.size() / 2), bytes.substr(0, 5000),
                                        bytes.substr(0, 50)};
    for (std::size_t at = 4096; at + 4096 < bytes.size(); at += 16'384) {
        damages.push_back(bytes);
        std::fill_n(damages.back().begin() + at, 4096, '\xa5');
    }
    int refused = 0;
    for (const auto& damage : damages) {
        std::ofstream(file(), std::ios::binary) << damage;
        try {
            reopen();
            store->identities();
            store->templates(kRecogniser);
            store->auditBrokenAt();
            for (const auto& identity : store->identities())
                store->samples(identity.id);
            enrol("new", 7777);
        } catch (const Error& error) {
            EXPECT_EQ(error.code(), ErrorCode::kStoreUnusable) << error.what();
            ++refused;
        }
        store.reset();
        fs::remove(file().string() + "-wal");
        fs::remove(file().string() + "-shm");
    }
    EXPECT_GE(refused, 3);
}

TEST_F(StoreTest, AFolderThatCannotBeMadeIsUnusable) {
    std::ofstream(folder / "file") << "in the way";
    EXPECT_EQ(codeOf([&] { Store::open(folder / "file"); }), ErrorCode::kStoreUnusable);
    EXPECT_EQ(codeOf([&] { Store::open(folder / "file" / "below"); }), ErrorCode::kStoreUnusable);
}

TEST_F(StoreTest, AReadOnlyFolderCanStillBeRead) {
    enrol("Anna", 1);
    store.reset();
    fs::permissions(file(), fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read);
    fs::permissions(folder.path(), fs::perms(0555));
    EXPECT_TRUE(withoutRoot([&] {
        const auto reader = Store::open(folder.path(), {.readOnly = true});
        reader->changeCounter();
        return reader->identities().size() == 1 && !reader->auditBrokenAt();
    }));
    EXPECT_TRUE(withoutRoot(
        [&] { return throwsWith(ErrorCode::kStoreUnusable, [&] { Store::open(folder.path()); }); }));
    fs::permissions(folder.path(), fs::perms(0755));
    EXPECT_TRUE(withoutRoot([&] {
        return throwsWith(ErrorCode::kStoreUnusable, [&] { Store::open(folder.path()); });
    })) << "a file that cannot be written in a folder that can";
    fs::permissions(folder.path(), fs::perms(0700));
    EXPECT_TRUE(withoutRoot([&] {
                    return throwsWith(ErrorCode::kStoreUnusable,
                                      [&] { Store::open(folder.path(), {.readOnly = true}); });
                }) ||
                geteuid() != 0)
        << "a folder of somebody else";
}

TEST_F(StoreTest, AWriterWaitsForAnotherAndSaysSoIfThatTakesTooLong) {
    const auto anna = enrol("Anna", 1);
    auto other = raw();
    other.exec("BEGIN IMMEDIATE");
    SQLite::Database hasty(file().string(), SQLite::OPEN_READWRITE, 1);
    EXPECT_EQ(codeOf([&] { translatingErrors(file(), [&] { hasty.exec("BEGIN IMMEDIATE"); }); }),
              ErrorCode::kStoreBusy);
    EXPECT_THAT(store->identities(), SizeIs(1)) << "readers do not wait";
    std::jthread writer([&] { store->rename(anna, "Hannah"); });
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    EXPECT_EQ(nameOf(anna), "Anna");
    other.exec("COMMIT");
    writer.join();
    EXPECT_EQ(nameOf(anna), "Hannah");
}
