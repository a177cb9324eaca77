#include "core/store/repositories/label_repository.h"

#include "core/store/query.h"

namespace lineament {
namespace {

LabelMark markOf(Row row) {
    LabelMark mark;
    mark.line = row.integer();
    mark.actor = row.text();
    mark.at = row.integer();
    mark.reason = row.text();
    return mark;
}

}  // namespace

std::optional<LabelMark> LabelRepository::find(const std::string& list, std::int64_t line) const {
    auto statement = query(
        database_, "SELECT line, actor, at, reason FROM label_marks WHERE list = ? AND line = ?", list, line);
    if (!statement.executeStep()) return std::nullopt;
    return markOf(Row(statement));
}

std::vector<LabelMark> LabelRepository::list(const std::string& list) const {
    return rows<LabelMark>(
        query(database_, "SELECT line, actor, at, reason FROM label_marks WHERE list = ? ORDER BY line",
              list),
        markOf);
}

void LabelRepository::save(const std::string& list, const LabelMark& mark) {
    execute(database_,
            "INSERT OR REPLACE INTO label_marks (list, line, actor, at, reason) VALUES (?, ?, ?, ?, ?)", list,
            mark.line, mark.actor, mark.at, mark.reason);
}

void LabelRepository::erase(const std::string& list, std::int64_t line) {
    execute(database_, "DELETE FROM label_marks WHERE list = ? AND line = ?", list, line);
}

}  // namespace lineament
