#include "core/store/gallery_file.h"

#include <SQLiteCpp/Transaction.h>
#include <sqlite3.h>

#include <optional>

#include "core/base/atomic_file.h"
#include "core/base/check.h"
#include "core/base/file_failure.h"
#include "core/base/hash.h"
#include "core/store/query.h"
#include "core/store/sqlite_error.h"

namespace lineament {
namespace {

namespace fs = std::filesystem;

constexpr int kGalleryFileId = 0x4c47414c;  // "LGAL"
constexpr const char* kEnd = "end";         // the last record; its head counts those before it

/// Length before content, so that no two records have the same bytes.
std::string hashOf(const std::string& before, const GalleryRecord& record) {
    std::string bytes = before;
    const auto append = [&](const char* content, std::size_t size) {
        bytes += '\n' + std::to_string(size) + ':';
        bytes.append(content, size);
    };
    append(record.kind.data(), record.kind.size());
    append(record.head.data(), record.head.size());
    append(reinterpret_cast<const char*>(record.blob.data()), record.blob.size());
    return sha256(bytes);
}

/// The sentences of a store's errors speak of the data store: this is another file.
template <class Work>
auto speakingOf(const fs::path& file, Work&& work, bool writing = false) {
    try {
        return work();
    } catch (const SQLite::Exception& error) {
        const int code = error.getErrorCode() & 0xff;
        if (code == SQLITE_NOTADB)
            throw Error(ErrorCode::kUnsupported, file.string(), "it is no gallery file");
        if (code == SQLITE_FULL) throw writeFailure(file, ENOSPC);
        if (code == SQLITE_TOOBIG)
            throw Error(ErrorCode::kTooLarge, file.string(), "a record of it is too large");
        if (writing) throw writeFailure(file, 0, error.what());
        throw Error(ErrorCode::kUnreadable, file.string(),
                    "it cannot be opened, or it is damaged (" + std::string(error.what()) + ")");
    }
}

template <class Work>
auto writing(const fs::path& file, Work&& work) {
    return speakingOf(file, work, true);
}

}  // namespace

struct GalleryFileWriter::Impl {
    fs::path file, partial;
    std::optional<SQLite::Database> database;
    std::optional<SQLite::Transaction> transaction;
    std::string hash;
    std::int64_t count = 0;

    void insert(const GalleryRecord& record) {
        hash = hashOf(hash, record);
        execute(*database, "INSERT INTO records (kind, head, blob, hash) VALUES (?, ?, ?, ?)", record.kind,
                record.head, Bytes(record.blob), hash);
        ++count;
    }
};

GalleryFileWriter::GalleryFileWriter(fs::path file) : impl_(std::make_unique<Impl>()) {
    impl_->file = std::move(file);
    impl_->partial = impl_->file.string() + ".partial";
    writing(impl_->file, [&] {
        std::error_code ignored;
        fs::remove(impl_->partial, ignored);
        impl_->database.emplace(impl_->partial.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        fs::permissions(impl_->partial, fs::perms::owner_read | fs::perms::owner_write, ignored);
        auto& database = *impl_->database;
        database.exec("PRAGMA application_id = " + std::to_string(kGalleryFileId));
        database.exec("PRAGMA user_version = " + std::to_string(GalleryFileReader::kVersion));
        database.exec("PRAGMA journal_mode = OFF");  // it counts from finish() alone
        database.exec(
            "CREATE TABLE records (seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, head TEXT NOT NULL, "
            "blob BLOB NOT NULL, hash TEXT NOT NULL) STRICT");
        impl_->transaction.emplace(database);
    });
}

GalleryFileWriter::~GalleryFileWriter() {
    if (!impl_->database) return;
    impl_->transaction.reset();
    impl_->database.reset();
    std::error_code ignored;
    fs::remove(impl_->partial, ignored);
}

void GalleryFileWriter::add(const GalleryRecord& record) {
    LINEAMENT_REQUIRE(record.kind != kEnd, "record", "its kind is the file's own");
    LINEAMENT_REQUIRE(static_cast<std::int64_t>(record.blob.size()) <= GalleryFileReader::kLargestRecord,
                      "record", "it is too large");
    writing(impl_->file, [&] { impl_->insert(record); });
}

std::string GalleryFileWriter::finish() {
    return writing(impl_->file, [&] {
        impl_->insert({kEnd, std::to_string(impl_->count), {}});
        impl_->transaction->commit();
        impl_->transaction.reset();
        impl_->database.reset();
        commitFile(impl_->partial, impl_->file);
        return impl_->hash;
    });
}

struct GalleryFileReader::Impl {
    fs::path file;
    mutable std::optional<SQLite::Database> database;

    [[noreturn]] void altered(const std::string& why) const {
        throw Error(ErrorCode::kUnreadable, file.string(), "it was altered or is damaged: " + why);
    }
};

GalleryFileReader::GalleryFileReader(fs::path file) : impl_(std::make_unique<Impl>()) {
    impl_->file = std::move(file);
    std::error_code failed;
    if (!fs::is_regular_file(impl_->file, failed))
        throw Error(ErrorCode::kNotFound, impl_->file.string(), "there is no such file");
    speakingOf(impl_->file, [&] {
        // immutable: no journal of whoever made the file is played into it
        const std::string uri = [&] {
            std::string escaped;
            for (const char c : fs::absolute(impl_->file).string())
                escaped += c == '%' ? "%25" : c == '?' ? "%3f" : c == '#' ? "%23" : std::string(1, c);
            return "file:" + escaped + "?immutable=1";
        }();
        impl_->database.emplace(uri, SQLite::OPEN_READONLY | SQLITE_OPEN_URI);
        auto& database = *impl_->database;
        sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
        sqlite3_db_config(database.getHandle(), SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
        sqlite3_limit(database.getHandle(), SQLITE_LIMIT_LENGTH,
                      static_cast<int>(kLargestRecord) + (1 << 20));
        if (pragma(database, "application_id") != kGalleryFileId)
            throw Error(ErrorCode::kUnsupported, impl_->file.string(), "it is no gallery file");
        if (pragma(database, "user_version") > kVersion)
            throw Error(ErrorCode::kStoreTooNew, impl_->file.string(),
                        "it was exported by a newer version of this program");
        const bool plain = database
                               .execAndGet(
                                   "SELECT count(*) = 1 AND min(type) = 'table' AND min(name) = 'records' "
                                   "FROM sqlite_schema")
                               .getInt() == 1;
        if (!plain) impl_->altered("it holds more or less than the table of records");
    });
}

GalleryFileReader::~GalleryFileReader() = default;

std::int64_t GalleryFileReader::count() const {
    return speakingOf(impl_->file,
                      [&] { return impl_->database->execAndGet("SELECT count(*) FROM records").getInt64(); });
}

std::string GalleryFileReader::verify(const std::function<void()>& perRecord) const {
    return speakingOf(impl_->file, [&] {
        SQLite::Statement statement(*impl_->database,
                                    "SELECT kind, head, blob, hash FROM records ORDER BY seq");
        std::string before;
        std::int64_t count = 0;
        bool ended = false;
        while (statement.executeStep()) {
            if (perRecord) perRecord();
            if (ended) impl_->altered("something follows its end");
            Row row(statement);
            GalleryRecord record{row.text(), row.text(), row.blob()};
            before = hashOf(before, record);
            if (row.text() != before)
                impl_->altered("record " + std::to_string(count + 1) + " has another hash");
            ended = record.kind == kEnd;
            if (ended && record.head != std::to_string(count)) impl_->altered("records are missing");
            ++count;
        }
        if (!ended) impl_->altered("its end is missing");
        return before;
    });
}

void GalleryFileReader::each(const std::function<void(GalleryRecord)>& onRecord) const {
    SQLite::Statement statement(*impl_->database, "SELECT kind, head, blob FROM records ORDER BY seq");
    const auto next = [&] { return speakingOf(impl_->file, [&] { return statement.executeStep(); }); };
    while (next()) {
        Row row(statement);
        GalleryRecord record{row.text(), row.text(), row.blob()};
        if (record.kind != kEnd) onRecord(std::move(record));
    }
}

}  // namespace lineament
