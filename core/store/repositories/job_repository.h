#pragma once

#include <SQLiteCpp/Database.h>

#include <optional>
#include <string>

#include "core/base/clock.h"

namespace lineament {

/// How far batches are, so that they can go on after a crash.
class JobRepository {
  public:
    explicit JobRepository(SQLite::Database& database) : database_(database) {}

    std::optional<std::string> find(const std::string& key) const;
    void save(const std::string& key, const std::string& state, UnixMs at);
    /// False if there was none.
    bool erase(const std::string& key);

  private:
    SQLite::Database& database_;
};

}  // namespace lineament
