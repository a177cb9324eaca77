#pragma once

#include <SQLiteCpp/Database.h>

#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

namespace lineament {

inline constexpr int kBusyTimeoutMs = 10'000;

/// Opens or creates the file for writing: WAL, foreign keys, synchronous=FULL, deleted content overwritten.
/// maxBytes > 0: it must not grow beyond. Throws SQLite::Exception, Error(kStoreUnusable) if it is read-only.
std::unique_ptr<SQLite::Database> openWriter(const std::filesystem::path& file, std::int64_t maxBytes = 0);

/// Opens an existing file for reading, also in a folder that cannot be written.
/// Throws SQLite::Exception, Error(kStoreUnusable).
std::unique_ptr<SQLite::Database> openReader(const std::filesystem::path& file);

/// Opens an existing file for a look that leaves no trace beside it. Throws as openReader().
std::unique_ptr<SQLite::Database> openForALook(const std::filesystem::path& file);

/// Connections for reading: each thread borrows one for as long as it reads. Thread: any.
class ReaderPool {
  public:
    explicit ReaderPool(std::filesystem::path file) : file_(std::move(file)) {}

    class Lease {
      public:
        Lease(ReaderPool& pool, std::unique_ptr<SQLite::Database> reader)
            : pool_(pool), reader_(std::move(reader)) {}
        ~Lease() { pool_.giveBack(std::move(reader_)); }
        Lease(const Lease&) = delete;
        Lease& operator=(const Lease&) = delete;
        SQLite::Database& database() const { return *reader_; }

      private:
        ReaderPool& pool_;
        std::unique_ptr<SQLite::Database> reader_;
    };
    Lease borrow();

  private:
    void giveBack(std::unique_ptr<SQLite::Database> reader);

    std::filesystem::path file_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<SQLite::Database>> idle_;
};

}  // namespace lineament
