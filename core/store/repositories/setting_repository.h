#pragma once

#include <SQLiteCpp/Database.h>

#include <optional>
#include <string>

namespace lineament {

/// Settings that belong to the store, not to a user or a machine.
class SettingRepository {
  public:
    explicit SettingRepository(SQLite::Database& database) : database_(database) {}

    std::optional<std::string> find(const std::string& key) const;
    void save(const std::string& key, const std::string& value);

  private:
    SQLite::Database& database_;
};

}  // namespace lineament
