#include "core/store/sqlite_error.h"

#include <sqlite3.h>

#include <string>

namespace lineament {
namespace {

constexpr const char* kNoRoom = "no room is left for the data store; nothing was changed";

/// SQLite reports some failures for want of room as plain I/O errors.
bool nothingLeft(const std::filesystem::path& file) {
    constexpr std::uintmax_t kRoomToWork = 64 << 10;
    std::error_code failed;
    const auto space = std::filesystem::space(file.parent_path(), failed);
    return !failed && space.available < kRoomToWork;
}

}  // namespace

Error storeError(const SQLite::Exception& error, const std::filesystem::path& file) {
    const auto because = [&](ErrorCode code, const std::string& detail) {
        return Error(code, file.string(), detail);
    };
    const std::string said = " (" + std::string(error.what()) + ")";
    switch (error.getErrorCode() & 0xff) {
        case SQLITE_FULL:
            return because(ErrorCode::kDiskFull, kNoRoom);
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return because(ErrorCode::kStoreBusy,
                           "another program has been writing to the data store for too long");
        case SQLITE_READONLY:
            return because(ErrorCode::kStoreUnusable, "the data store cannot be written" + said);
        case SQLITE_PERM:
        case SQLITE_AUTH:
        case SQLITE_CANTOPEN:
            return because(ErrorCode::kStoreUnusable, "the data store cannot be opened" + said);
        case SQLITE_CORRUPT:
            return because(ErrorCode::kStoreUnusable, "the data store is damaged" + said);
        case SQLITE_NOTADB:
            return because(ErrorCode::kStoreUnusable,
                           "the file is not a data store, or its start is damaged");
        case SQLITE_IOERR:
            if (nothingLeft(file)) return because(ErrorCode::kDiskFull, kNoRoom);
            return because(ErrorCode::kStoreUnusable, "the disk of the data store failed" + said);
        case SQLITE_TOOBIG:
            return because(ErrorCode::kTooLarge, "one item is too large for the data store");
        default:
            return because(ErrorCode::kInternal, error.what());
    }
}

Error storeError(const std::filesystem::filesystem_error& error, const std::filesystem::path& file) {
    const auto path = error.path1().empty() ? file : error.path1();
    if (error.code() == std::errc::no_space_on_device)
        return Error(ErrorCode::kDiskFull, path.string(), kNoRoom);
    return Error(ErrorCode::kStoreUnusable, path.string(),
                 "the data store cannot be opened (" + error.code().message() + ")");
}

}  // namespace lineament
