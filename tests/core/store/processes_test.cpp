// Several processes on one store, and processes that die.
#include <SQLiteCpp/SQLiteCpp.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/core/store/store_fixture.h"

using namespace lineament;
using namespace lineament::test;
using testing::SizeIs;

namespace {

template <class Work>
pid_t startProcess(Work&& work) {
    const pid_t child = fork();
    if (child != 0) return child;
    int status = 1;
    try {
        work();
        status = 0;
    } catch (const std::exception& error) {
        fprintf(stderr, "%s\n", error.what());
    }
    _exit(status);
}

int statusOf(pid_t child) {
    int status = 0;
    waitpid(child, &status, 0);
    return status;
}

std::string integrityOf(const std::filesystem::path& file) {
    SQLite::Database database(file.string(), SQLite::OPEN_READWRITE);
    return database.execAndGet("PRAGMA integrity_check").getString();
}

}  // namespace

TEST(StoreProcesses, KilledWhileEnrollingLoseNothingThatWasDone) {
    TempFolder folder;
    int done = 0;
    for (const int killAfter : {1, 7, 30}) {
        int reports[2];
        ASSERT_EQ(pipe(reports), 0);
        const pid_t child = startProcess([&] {
            const auto store = Store::open(folder.path());
            for (int i = 0;; ++i) {
                auto sample = someSample(i);
                sample.sample.crop.resize(30'000 + 977 * (i % 50), std::byte(i));
                sample.sample.sha256 = std::to_string(done) + "/" + std::to_string(i);
                store->enrol("person " + sample.sample.sha256, "", {sample});
                if (write(reports[1], "+", 1) != 1) _exit(3);
            }
        });
        close(reports[1]);
        char report;
        for (int seen = 0; seen < killAfter; ++seen)
            ASSERT_EQ(read(reports[0], &report, 1), 1);
        kill(child, SIGKILL);
        ASSERT_TRUE(WIFSIGNALED(statusOf(child)));
        int committed = killAfter;
        while (read(reports[0], &report, 1) == 1)
            ++committed;  // said before the signal came
        close(reports[0]);

        const auto store = Store::open(folder.path());
        const auto people = store->identities();
        EXPECT_GE(people.size(), static_cast<std::size_t>(done + committed));
        EXPECT_LE(people.size(), static_cast<std::size_t>(done + committed + 1)) << "at most the one in hand";
        for (const auto& person : people) {
            EXPECT_EQ(person.samples, 1);
            EXPECT_EQ(person.templates, 1);
        }
        EXPECT_FALSE(store->auditBrokenAt());
        EXPECT_EQ(integrityOf(folder / kStoreFile), "ok");
        done = static_cast<int>(people.size());
    }
}

TEST(StoreProcesses, CreateAndWriteOneStoreAtOnce) {
    constexpr int kProcesses = 4, kEach = 25;
    TempFolder folder;
    const auto place = folder / "new";
    std::vector<pid_t> children;
    for (int p = 0; p < kProcesses; ++p)
        children.push_back(startProcess([&] {
            const auto store = Store::open(place, {.actor = "process " + std::to_string(p)});
            for (int i = 0; i < kEach; ++i) {
                const auto id =
                    store->enrol("person " + std::to_string(p) + "." + std::to_string(i), "", {someSample(i)})
                        .identity;
                if (i % 5 == 0) store->rename(id, "renamed");
            }
        }));
    for (const auto child : children)
        EXPECT_EQ(statusOf(child), 0);
    const auto store = Store::open(place);
    EXPECT_THAT(store->identities(), SizeIs(kProcesses * kEach));
    EXPECT_THAT(store->decisions(0), SizeIs(kProcesses * kEach / 5));
    EXPECT_FALSE(store->auditBrokenAt());
    EXPECT_EQ(integrityOf(place / kStoreFile), "ok");
}

TEST(StoreProcesses, SeeEachOthersChanges) {
    TempFolder folder;
    const auto store = Store::open(folder.path());
    const auto before = store->changeCounter();
    EXPECT_EQ(statusOf(startProcess([&] { Store::open(folder.path())->enrol("Anna", "", {someSample(1)}); })),
              0);
    EXPECT_GT(store->changeCounter(), before);
    EXPECT_TRUE(store->identityNamed("Anna"));
}
