#include "core/store/migration.h"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Transaction.h>

#include <string>

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/store/connection.h"
#include "core/store/query.h"

namespace fs = std::filesystem;

namespace lineament {
namespace {

constexpr int kApplicationId = 0x4c494e45;  // "LINE", as 0001_initial.sql sets it

/// The write lock is held, so what a reader sees is the last committed state and stays it.
void backUp(const fs::path& file, int version) {
    const auto target = backupPath(file, version);
    const fs::path partial = target.string() + ".partial";
    fs::remove(partial);
    {
        const auto source = openReader(file);
        SQLite::Database copy(partial.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        fs::permissions(partial, fs::perms::owner_read | fs::perms::owner_write);
        SQLite::Backup(copy, *source).executeStep();
    }
    fs::rename(partial, target);
}

/// False if another program has taken the step meanwhile.
bool take(SQLite::Database& writer, const fs::path& file, const Migration& step, bool keepBackup) {
    SQLite::Transaction transaction(writer, SQLite::TransactionBehavior::IMMEDIATE);
    const int version = pragma(writer, "user_version");
    if (version >= step.version) return false;
    if (keepBackup) backUp(file, version);
    writer.exec(step.sql);
    writer.exec("PRAGMA user_version = " + std::to_string(step.version));
    auto violations = query(writer, "PRAGMA foreign_key_check");
    if (violations.executeStep())
        throw Error(ErrorCode::kInternal, file.string(),
                    std::string(step.name) + " leaves rows that refer to nothing");
    violations.reset();
    transaction.commit();
    return true;
}

}  // namespace

int checkedVersion(SQLite::Database& database, const fs::path& file, int newest) {
    const int version = pragma(database, "user_version");
    const bool empty = database.execAndGet("SELECT count(*) FROM sqlite_schema").getInt() == 0;
    if (empty && version == 0) return 0;
    if (pragma(database, "application_id") != kApplicationId)
        throw Error(ErrorCode::kStoreUnusable, file.string(), "the file is the database of another program");
    if (version > newest)
        throw Error(ErrorCode::kStoreTooNew, file.string(),
                    "the data store is of version " + std::to_string(version) +
                        ", this program knows versions up to " + std::to_string(newest));
    return version;
}

void migrate(SQLite::Database& writer, const fs::path& file, std::span<const Migration> steps) {
    if (steps.empty() || checkedVersion(writer, file, steps.back().version) == steps.back().version) return;
    // Steps may rebuild tables that others refer to; the pragma does nothing inside a transaction.
    writer.exec("PRAGMA foreign_keys = OFF");
    const bool inUse = pragma(writer, "user_version") > 0;  // there is nothing to keep of one just made
    for (const auto& step : steps)
        if (take(writer, file, step, inUse)) log::info("data store: migrated to " + std::string(step.name));
    writer.exec("PRAGMA foreign_keys = ON");
}

fs::path backupPath(const fs::path& file, int version) {
    return file.parent_path() / (file.stem().string() + ".v" + std::to_string(version) + ".backup");
}

}  // namespace lineament
