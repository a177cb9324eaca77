#include "core/store/repositories/job_repository.h"

#include "core/store/query.h"

namespace lineament {

std::optional<std::string> JobRepository::find(const std::string& key) const {
    auto statement = query(database_, "SELECT state FROM jobs WHERE key = ?", key);
    if (!statement.executeStep()) return std::nullopt;
    return Row(statement).text();
}

void JobRepository::save(const std::string& key, const std::string& state, UnixMs at) {
    execute(database_,
            "INSERT INTO jobs (key, state, updated_at) VALUES (?, ?, ?) "
            "ON CONFLICT (key) DO UPDATE SET state = excluded.state, updated_at = excluded.updated_at",
            key, state, at);
}

bool JobRepository::erase(const std::string& key) {
    return execute(database_, "DELETE FROM jobs WHERE key = ?", key) > 0;
}

}  // namespace lineament
