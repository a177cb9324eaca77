#include "core/store/repositories/setting_repository.h"

#include "core/store/query.h"

namespace lineament {

std::optional<std::string> SettingRepository::find(const std::string& key) const {
    auto statement = query(database_, "SELECT value FROM settings WHERE key = ?", key);
    if (!statement.executeStep()) return std::nullopt;
    return Row(statement).text();
}

void SettingRepository::save(const std::string& key, const std::string& value) {
    execute(database_,
            "INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = "
            "excluded.value",
            key, value);
}

}  // namespace lineament
