#include "core/store/connection.h"

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <thread>

#include "core/base/error.h"

namespace fs = std::filesystem;

namespace lineament {
namespace {

/// Two programs that create a store at once meet here, and SQLite does not wait in this one place.
void switchToWriteAheadLog(SQLite::Database& database) {
    const auto giveUp = std::chrono::steady_clock::now() + std::chrono::milliseconds(kBusyTimeoutMs);
    while (true) {
        try {
            database.exec("PRAGMA journal_mode = WAL");
            return;
        } catch (const SQLite::Exception& error) {
            if (error.getErrorCode() != SQLITE_BUSY || std::chrono::steady_clock::now() > giveUp) throw;
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
        }
    }
}

std::string immutableUri(const fs::path& file) {
    std::string uri = "file:";
    for (const char c : file.string()) {
        if (c == '%')
            uri += "%25";
        else if (c == '?')
            uri += "%3f";
        else if (c == '#')
            uri += "%23";
        else
            uri += c;
    }
    return uri + "?immutable=1";
}

/// Whether changes wait in the log that the main file does not have yet.
bool logHoldsChanges(const fs::path& file) {
    std::error_code failed;
    const auto size = fs::file_size(file.string() + "-wal", failed);
    return !failed && size > 0;
}

std::unique_ptr<SQLite::Database> reader(const std::string& name, int flags) {
    auto database = std::make_unique<SQLite::Database>(name, flags, kBusyTimeoutMs);
    database->exec("PRAGMA query_only = ON; PRAGMA temp_store = MEMORY; SELECT count(*) FROM sqlite_schema");
    return database;
}

std::unique_ptr<SQLite::Database> immutableReader(const fs::path& file) {
    return reader(immutableUri(file), SQLite::OPEN_READONLY | SQLite::OPEN_URI);
}

}  // namespace

std::unique_ptr<SQLite::Database> openWriter(const fs::path& file, std::int64_t maxBytes) {
    const bool isNew = !fs::exists(file);
    auto database = std::make_unique<SQLite::Database>(
        file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, kBusyTimeoutMs);
    // SQLite opens a file that it may not write for reading, without a word.
    if (sqlite3_db_readonly(database->getHandle(), "main") == 1)
        throw Error(ErrorCode::kStoreUnusable, file.string(),
                    "the data store is write-protected for this user");
    if (isNew)
        fs::permissions(file,
                        fs::perms::owner_read | fs::perms::owner_write);  // faces are nobody else's business
    switchToWriteAheadLog(*database);
    database->exec(
        "PRAGMA synchronous = FULL;"
        "PRAGMA foreign_keys = ON;"
        "PRAGMA secure_delete = ON;"
        "PRAGMA temp_store = MEMORY");
    if (maxBytes > 0) {
        const std::int64_t pageBytes = database->execAndGet("PRAGMA page_size").getInt64();
        database->exec("PRAGMA max_page_count = " +
                       std::to_string(std::max<std::int64_t>(maxBytes / pageBytes, 1)));
    }
    return database;
}

std::unique_ptr<SQLite::Database> openReader(const fs::path& file) {
    try {
        return reader(file.string(), SQLite::OPEN_READONLY);
    } catch (const SQLite::Exception& error) {
        // In a folder that cannot be written SQLite cannot share the log; without a log it needs none.
        const int code = error.getErrorCode();
        if ((code != SQLITE_CANTOPEN && code != SQLITE_READONLY) || !fs::exists(file)) throw;
        if (logHoldsChanges(file))
            throw Error(ErrorCode::kStoreUnusable, file.string(),
                        "the data store has unfinished changes, which need write access to its folder");
        return immutableReader(file);
    }
}

std::unique_ptr<SQLite::Database> openForALook(const fs::path& file) {
    // Whoever has the store open has a log beside it.
    return fs::exists(file.string() + "-wal") ? openReader(file) : immutableReader(file);
}

ReaderPool::Lease ReaderPool::borrow() {
    {
        std::lock_guard lock(mutex_);
        if (!idle_.empty()) {
            auto reader = std::move(idle_.back());
            idle_.pop_back();
            return {*this, std::move(reader)};
        }
    }
    return {*this, openReader(file_)};
}

void ReaderPool::giveBack(std::unique_ptr<SQLite::Database> reader) {
    constexpr std::size_t kKept = 8;
    std::lock_guard lock(mutex_);
    if (idle_.size() < kKept) idle_.push_back(std::move(reader));
}

}  // namespace lineament
