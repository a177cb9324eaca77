#include "core/store/repositories/decision_repository.h"

#include "core/store/query.h"

namespace lineament {
namespace {

Decision decisionOf(Row row) {
    Decision decision;
    decision.id = row.id<DecisionId>();
    decision.at = row.integer();
    decision.actor = row.text();
    decision.kind = row.text();
    decision.subject = row.text();
    decision.reason = row.text();
    decision.before = row.text();
    decision.after = row.text();
    decision.undone = row.flag();
    return decision;
}

std::optional<Decision> firstOf(SQLite::Statement statement) {
    if (!statement.executeStep()) return std::nullopt;
    return decisionOf(Row(statement));
}

#define DECISION_COLUMNS "id, at, actor, kind, subject, reason, before, after, undone"

}  // namespace

DecisionId DecisionRepository::record(const Decision& decision, bool revertible) {
    execute(database_, "UPDATE decisions SET revertible = 0 WHERE revertible = 1 AND undone = 1");
    execute(database_,
            "INSERT INTO decisions (at, actor, kind, subject, reason, before, after, revertible) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            decision.at, decision.actor, decision.kind, decision.subject, decision.reason, decision.before,
            decision.after, revertible);
    return DecisionId(database_.getLastInsertRowid());
}

std::vector<Decision> DecisionRepository::list(int newest) const {
    return rows<Decision>(
        query(database_, "SELECT " DECISION_COLUMNS " FROM decisions ORDER BY id DESC LIMIT ?",
              newest > 0 ? newest : -1),
        decisionOf);
}

std::optional<Decision> DecisionRepository::nextToUndo() const {
    return firstOf(query(database_,
                         "SELECT " DECISION_COLUMNS
                         " FROM decisions WHERE revertible = 1 AND undone = 0 ORDER BY id DESC LIMIT 1"));
}

std::optional<Decision> DecisionRepository::nextToRedo() const {
    return firstOf(query(database_,
                         "SELECT " DECISION_COLUMNS
                         " FROM decisions WHERE revertible = 1 AND undone = 1 ORDER BY id LIMIT 1"));
}

void DecisionRepository::markUndone(DecisionId id) {
    execute(database_, "UPDATE decisions SET undone = 1 WHERE id = ?", id);
}

void DecisionRepository::markRedone(DecisionId id, const std::string& before) {
    execute(database_, "UPDATE decisions SET undone = 0, before = ? WHERE id = ?", before, id);
}

void DecisionRepository::forgetPeople(const std::vector<IdentityId>& people) {
    for (const auto person : people)
        execute(database_,
                "UPDATE decisions SET before = '{}', after = '{}', reason = '', revertible = 0 WHERE "
                "subject = 'identity:' || ?1 "
                "OR subject IN (SELECT 'sample:' || id FROM samples WHERE identity_id = ?1) "
                "OR ?1 IN (before ->> 'identity', after ->> 'identity', before ->> 'into', after ->> 'into', "
                " before ->> 'from') "
                "OR kind LIKE 'review.%' AND EXISTS ("
                " SELECT 1 FROM json_tree(json_array(json(before), json(after))) j WHERE "
                " j.key = 'identity' AND j.value = ?1 OR j.key = 'subject' AND j.value = 'identity:' || ?1)",
                person);
}

void DecisionRepository::forgetTrack(TrackId track) {
    execute(database_, "UPDATE decisions SET revertible = 0 WHERE subject = 'track:' || ?", track);
}

}  // namespace lineament
