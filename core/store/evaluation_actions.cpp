#include <array>

#include "core/store/action.h"
#include "core/store/decision_actions.h"
#include "core/store/repositories/label_repository.h"
#include "core/store/repositories/setting_repository.h"

namespace lineament {
namespace {

using nlohmann::json;

json toJson(const std::optional<LabelMark>& mark) {
    if (!mark) return {};
    return {{"actor", mark->actor}, {"at", mark->at}, {"reason", mark->reason}};
}

/// The marks of a decision: {"list", "marks": [{"line", "mark"}]}, mark null where the label is right. Before
/// several were one decision, line and mark stood beside the list.
json marksOf(const json& state) {
    return state.contains("marks") ? state.at("marks") : json::array({state});
}

void setMarks(SQLite::Database& database, const json& state) {
    LabelRepository labels(database);
    const std::string list = state.at("list");
    for (const auto& one : marksOf(state)) {
        const auto line = one.at("line").get<std::int64_t>();
        const auto& mark = one.at("mark");
        if (mark.is_null())
            labels.erase(list, line);
        else
            labels.save(list, {line, mark.at("actor"), mark.at("at").get<UnixMs>(), mark.at("reason")});
    }
}

json performMarks(SQLite::Database& database, std::int64_t, const json& after) {
    const std::string list = after.at("list");
    json before = json::array();
    for (const auto& one : marksOf(after)) {
        const auto line = one.at("line").get<std::int64_t>();
        before.push_back({{"line", line}, {"mark", toJson(LabelRepository(database).find(list, line))}});
    }
    setMarks(database, after);
    return {{"list", list}, {"marks", std::move(before)}};
}

void revertMarks(SQLite::Database& database, std::int64_t, const json& before) {
    setMarks(database, before);
}

json performThreshold(SQLite::Database& database, std::int64_t, const json& after) {
    SettingRepository settings(database);
    const std::string key = after.at("setting");
    const json before = {{"setting", key}, {"value", settings.find(key).value_or("")}};
    settings.save(key, after.at("value"));
    return before;
}

void revertThreshold(SQLite::Database& database, std::int64_t, const json& before) {
    SettingRepository(database).save(before.at("setting"), before.at("value"));
}

constexpr std::array kEvaluationActions = {Action{kMarkLabel, performMarks, revertMarks},
                                           Action{kApplyThreshold, performThreshold, revertThreshold},
                                           Action{kWithdrawThreshold, performThreshold, revertThreshold}};

}  // namespace

std::span<const Action> evaluationActions() {
    return kEvaluationActions;
}

}  // namespace lineament
