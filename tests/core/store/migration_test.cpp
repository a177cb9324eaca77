#include "core/store/migration.h"

#include <SQLiteCpp/SQLiteCpp.h>
#include <sqlite3.h>

#include <array>
#include <map>

#include "core/base/hash.h"
#include "core/store/connection.h"
#include "tests/core/store/store_fixture.h"

using namespace lineament;
using namespace lineament::test;

namespace {

// A released file is never edited: stores in the field have run it. Add a line for each new one.
constexpr std::array kReleased = {
    std::pair{"0001_initial.sql", "c07641e08b822c6e6fea186a1791c34b30905d7f3577244a4346304463438d5b"},
    std::pair{"0002_cases.sql", "d37d9799011e8713e406b4ed4e07ddb780cb98bc1e5662b39166072c1acc15d0"},
    std::pair{"0003_people.sql", "0de8eae2f233a1bd2c4b4db5ad72f23df278e502027c504b0aeb26af1a3278a1"},
    std::pair{"0004_presence.sql", "536f5bbb7d3527ba8049198424758bd5e54cb1e9ae8a97799c5d0ee92784452f"},
    std::pair{"0005_watchlists.sql", "906347048a7d29ec8591e83022dcde1e86d5015725d5d1eb19fb7656b4bbf86f"},
    std::pair{"0006_label_marks.sql", "428072e403e58c9e076a93391880b3cc97908e03b9dece785e1b15cc0977b470"},
    std::pair{"0007_accounts.sql", "fc3f4bedb30ce9c00a4b91021c4cdafc77ca2bc26cc999ee585959aa0f7ceef3"},
    std::pair{"0008_access.sql", "50bd01059b731fa9499c56738c80af7ffcb37bad12f9eb4a3ce1731a7f032247"},
    std::pair{"0009_looks.sql", "fd3dae10cb30b2cb141991504d3920370e9dc65631b549d62f31563f2bdb8e31"},
    std::pair{"0010_waits_and_people_at_doors.sql",
              "43d59e1c454daf174d93c16674f337bf04e5049281b60787e01bc8b940f1d738"},
    std::pair{"0011_camera_rules.sql", "1c4522883f066f86c31750ed683f9442d0b576c71645bd5efee30f5249d29bf8"},
    std::pair{"0012_recorded_times.sql", "0ef888057254031d01f622727c63c4ac5868fe34ca071869b99560f7f9d2aca3"},
};

int versionOf(SQLite::Database& database) {
    return database.execAndGet("PRAGMA user_version").getInt();
}
int tablesOf(SQLite::Database& database) {
    return database.execAndGet("SELECT count(*) FROM sqlite_schema").getInt();
}

/// The released steps and one or two more, as a later program would have them.
std::vector<Migration> laterSteps(std::initializer_list<const char*> more) {
    std::vector<Migration> steps(releasedMigrations().begin(), releasedMigrations().end());
    for (const char* sql : more)
        steps.push_back({static_cast<int>(steps.size()) + 1, "later", sql});
    return steps;
}

constexpr const char* kAddTable = "CREATE TABLE later (a INTEGER) STRICT; INSERT INTO later VALUES (7);";

/// Makes SQLite give up once, after so many of its instructions.
struct InterruptAfter {
    InterruptAfter(SQLite::Database& database, int instructions) : database(database), left(instructions) {
        sqlite3_progress_handler(
            database.getHandle(), 1,
            [](void* self) -> int { return --static_cast<InterruptAfter*>(self)->left == 0; }, this);
    }
    ~InterruptAfter() { sqlite3_progress_handler(database.getHandle(), 0, nullptr, nullptr); }
    SQLite::Database& database;
    int left;
};

}  // namespace

TEST(Migration, ReleasedStepsAreNeverEdited) {
    ASSERT_EQ(releasedMigrations().size(), kReleased.size());
    for (std::size_t i = 0; i < kReleased.size(); ++i) {
        const auto& [name, hash] = kReleased[i];
        const auto file = sourceFolder() / "core/store/migrations" / name;
        EXPECT_EQ(sha256File(file), hash) << name;
        EXPECT_EQ(sha256(releasedMigrations()[i].sql), hash) << name << " as embedded";
        EXPECT_EQ(releasedMigrations()[i].version, static_cast<int>(i) + 1);
    }
}

TEST(Migration, ThatFailsAnywhereLeavesNothingBehind) {
    TempFolder folder;
    const auto file = folder / kStoreFile;
    const auto writer = openWriter(file);
    int failures = 0;
    std::map<int, int> tablesAt = {{0, 0}};  // of a version: what every failure must leave
    for (int instructions = 20;; instructions += 211) {
        try {
            const InterruptAfter interrupt(*writer, instructions);
            migrate(*writer, file, releasedMigrations());
        } catch (const SQLite::Exception& error) {
            ++failures;
            // The very instruction that begins a transaction was the last one: nobody holds it to take it
            // back.
            if (!sqlite3_get_autocommit(writer->getHandle())) writer->exec("ROLLBACK");
            const int tables = tablesOf(*writer);
            ASSERT_EQ(tables, tablesAt.try_emplace(versionOf(*writer), tables).first->second)
                << "after " << instructions << " instructions";
            continue;
        }
        break;
    }
    EXPECT_GT(failures, 10);
    EXPECT_EQ(versionOf(*writer), releasedMigrations().back().version);
    EXPECT_GT(tablesOf(*writer), 10);
}

TEST_F(StoreTest, IsMigratedFromAnOlderVersionWithItsContentAfterABackup) {
    const auto anna = enrol("Anna", 1);
    store.reset();
    const int old = releasedMigrations().back().version;
    {
        const auto writer = openWriter(file());
        migrate(*writer, file(), laterSteps({kAddTable, "INSERT INTO later VALUES (8);"}));
        EXPECT_EQ(versionOf(*writer), old + 2);
        EXPECT_EQ(writer->execAndGet("SELECT sum(a) FROM later").getInt(), 15);
        EXPECT_EQ(writer->execAndGet("SELECT name FROM identities").getString(), "Anna");
        EXPECT_EQ(writer->execAndGet("PRAGMA foreign_keys").getInt(), 1);
    }
    // The backup is a store of the old version, whole.
    TempFolder restored;
    std::filesystem::copy_file(backupPath(file(), old), restored / kStoreFile);
    EXPECT_EQ(Store::open(restored.path())->identity(anna)->name, "Anna");
    EXPECT_TRUE(std::filesystem::exists(backupPath(file(), old + 1)));
    EXPECT_EQ(codeOf([&] { reopen(); }), ErrorCode::kStoreTooNew)
        << "this program does not know the later version";
}

TEST_F(StoreTest, StaysAsItIsWhenALaterStepFails) {
    enrol("Anna", 1);
    store.reset();
    const int old = releasedMigrations().back().version;
    {
        const auto writer = openWriter(file());
        EXPECT_THROW(
            migrate(*writer, file(),
                    laterSteps({kAddTable, "CREATE TABLE half (a); INSERT INTO nowhere VALUES (1);"})),
            SQLite::Exception);
        EXPECT_EQ(versionOf(*writer), old + 1) << "the step before was complete";
        EXPECT_FALSE(writer->tableExists("half"));
        EXPECT_TRUE(writer->tableExists("later"));
    }
    {
        const auto writer = openWriter(file());
        EXPECT_EQ(
            codeOf([&] {
                migrate(*writer, file(),
                        laterSteps({kAddTable,
                                    "PRAGMA defer_foreign_keys = ON; UPDATE samples SET identity_id = 99;"}));
            }),
            ErrorCode::kInternal);
        EXPECT_EQ(versionOf(*writer), old + 1);
        EXPECT_EQ(writer->execAndGet("SELECT count(*) FROM samples WHERE identity_id = 99").getInt(), 0);
    }
}

TEST_F(StoreTest, OfANewerProgramIsRefusedUntouched) {
    enrol("Anna", 1);
    store.reset();
    raw().exec("PRAGMA user_version = 999");
    const auto listing = [&] {
        std::vector<std::string> names;
        for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
            names.push_back(entry.path().filename());
        return names;
    };
    const auto bytes = sha256File(file());
    const auto written = std::filesystem::last_write_time(file());
    const auto names = listing();
    EXPECT_EQ(codeOf([&] { Store::open(folder.path()); }), ErrorCode::kStoreTooNew);
    EXPECT_EQ(codeOf([&] { Store::open(folder.path(), {.readOnly = true}); }), ErrorCode::kStoreTooNew);
    EXPECT_EQ(sha256File(file()), bytes);
    EXPECT_EQ(std::filesystem::last_write_time(file()), written);
    EXPECT_EQ(listing(), names);
}
