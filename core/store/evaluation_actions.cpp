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

/// {"list", "line", "mark"}: mark null where the label is right.
void setMark(SQLite::Database& database, const json& state) {
    LabelRepository labels(database);
    const std::string list = state.at("list");
    const auto line = state.at("line").get<std::int64_t>();
    const auto& mark = state.at("mark");
    if (mark.is_null()) return labels.erase(list, line);
    labels.save(list, {line, mark.at("actor"), mark.at("at").get<UnixMs>(), mark.at("reason")});
}

json performMark(SQLite::Database& database, std::int64_t, const json& after) {
    const std::string list = after.at("list");
    const auto line = after.at("line").get<std::int64_t>();
    const json before = {
        {"list", list}, {"line", line}, {"mark", toJson(LabelRepository(database).find(list, line))}};
    setMark(database, after);
    return before;
}

void revertMark(SQLite::Database& database, std::int64_t, const json& before) {
    setMark(database, before);
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

constexpr std::array kEvaluationActions = {Action{kMarkLabel, performMark, revertMark},
                                 Action{kApplyThreshold, performThreshold, revertThreshold},
                                 Action{kWithdrawThreshold, performThreshold, revertThreshold}};

}  // namespace

std::span<const Action> evaluationActions() {
    return kEvaluationActions;
}

}  // namespace lineament
