#pragma once

#include <SQLiteCpp/Database.h>

#include <optional>
#include <string>
#include <vector>

#include "core/domain/decision.h"

namespace lineament {

/// The append-only, hash-chained trail of who did what. It outlives the people in it, so its lines name
/// them by id only.
class AuditTrail {
  public:
    explicit AuditTrail(SQLite::Database& database) : database_(database) {}

    /// Inside the transaction of the change that the line tells of.
    void append(UnixMs at, const std::string& actor, const std::string& action, const std::string& subject,
                const std::string& detail);
    /// The newest lines, 0: all; in the order of the chain.
    std::vector<AuditEntry> list(int newest) const;
    /// Number of the first line that was changed, is missing or does not fit the one before.
    std::optional<std::int64_t> brokenAt() const;

  private:
    SQLite::Database& database_;
};

}  // namespace lineament
