#pragma once

#include <SQLiteCpp/Database.h>

#include <filesystem>
#include <span>

namespace lineament {

/// One step of the schema; `sql` takes a store from version - 1 to version.
struct Migration {
    int version;
    const char* name;
    const char* sql;
};

/// All steps of this program, in order, numbered from 1. Embedded from migrations/*.sql at build.
std::span<const Migration> releasedMigrations();

/// Version of an opened file, 0 if it is empty. Throws Error(kStoreTooNew) if it is above `newest`,
/// Error(kStoreUnusable) if the file is some other program's.
int checkedVersion(SQLite::Database& database, const std::filesystem::path& file, int newest);

/// Brings an opened file to the last version of `steps`. Each step runs in a transaction of its own together
/// with the version number, after a backup of an older store (see backupPath()); a step that fails leaves
/// the store as it was before it. Several programs may call this on one file at once.
/// Throws SQLite::Exception, Error as checkedVersion().
void migrate(SQLite::Database& writer, const std::filesystem::path& file, std::span<const Migration> steps);

/// Where the store of a version is kept before it is migrated.
std::filesystem::path backupPath(const std::filesystem::path& file, int version);

}  // namespace lineament
