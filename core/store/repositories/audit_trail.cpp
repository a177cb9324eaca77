#include "core/store/repositories/audit_trail.h"

#include "core/base/hash.h"
#include "core/store/query.h"

namespace lineament {
namespace {

/// Each field with its length in front, so that no two lines read the same.
std::string chained(const std::string& previousHash, const AuditEntry& entry) {
    std::string text = previousHash;
    for (const auto& field : {std::to_string(entry.seq), std::to_string(entry.at), entry.actor, entry.action,
                              entry.subject, entry.detail})
        text += std::to_string(field.size()) + ":" + field;
    return sha256(text);
}

AuditEntry entryOf(Row row) {
    AuditEntry entry;
    entry.seq = row.integer();
    entry.at = row.integer();
    entry.actor = row.text();
    entry.action = row.text();
    entry.subject = row.text();
    entry.detail = row.text();
    entry.hash = row.text();
    return entry;
}

}  // namespace

void AuditTrail::append(UnixMs at, const std::string& actor, const std::string& action,
                        const std::string& subject, const std::string& detail) {
    AuditEntry entry{
        .seq = 1, .at = at, .actor = actor, .action = action, .subject = subject, .detail = detail};
    std::string previousHash;
    auto last = query(database_, "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1");
    if (last.executeStep()) {
        Row row(last);
        entry.seq = row.integer() + 1;
        previousHash = row.text();
    }
    execute(database_,
            "INSERT INTO audit (seq, at, actor, action, subject, detail, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
            entry.seq, at, actor, action, subject, detail, chained(previousHash, entry));
}

std::vector<AuditEntry> AuditTrail::list(int newest) const {
    return rows<AuditEntry>(
        query(database_,
              "SELECT * FROM (SELECT seq, at, actor, action, subject, detail, hash FROM audit "
              "ORDER BY seq DESC LIMIT ?) ORDER BY seq",
              newest > 0 ? newest : -1),
        entryOf);
}

std::optional<std::int64_t> AuditTrail::brokenAt() const {
    auto statement =
        query(database_, "SELECT seq, at, actor, action, subject, detail, hash FROM audit ORDER BY seq");
    std::string previousHash;
    std::int64_t expected = 1;
    for (; statement.executeStep(); ++expected) {
        const auto entry = entryOf(Row(statement));
        if (entry.seq != expected || entry.hash != chained(previousHash, entry)) return expected;
        previousHash = entry.hash;
    }
    // Lines cut off at the end leave the chain whole; SQLite remembers how many there were.
    auto count = query(database_, "SELECT seq FROM sqlite_sequence WHERE name = 'audit'");
    if (count.executeStep() && Row(count).integer() >= expected) return expected;
    return std::nullopt;
}

}  // namespace lineament
