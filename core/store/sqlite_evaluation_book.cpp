#include "core/store/sqlite_evaluation_book.h"

#include <nlohmann/json.hpp>

#include "core/base/check.h"
#include "core/store/decision_actions.h"
#include "core/store/query.h"
#include "core/store/repositories/label_repository.h"
#include "core/store/repositories/sample_repository.h"
#include "core/store/repositories/setting_repository.h"
#include "core/store/repositories/track_repository.h"
#include "core/store/sqlite_store.h"

namespace lineament {

using nlohmann::json;

EvaluationBook& EvaluationBook::of(Store& store) {
    return dynamic_cast<SqliteStore&>(store).evaluation_;
}

void SqliteEvaluationBook::markLabel(const std::string& list, std::int64_t line, bool wrong,
                                     const std::string& reason) {
    LINEAMENT_REQUIRE(list.size() == 64 && list.find_first_not_of("0123456789abcdef") == std::string::npos,
                      "list of pairs", "it is named by the SHA-256 of its content");
    LINEAMENT_REQUIRE(line > 1, "line", "pairs stand below the header, from line 2 on");
    store_.decideIf(
        [&](SQLite::Database& database) {
            return LabelRepository(database).find(list, line).has_value() != wrong;
        },
        kMarkLabel, "list:" + list,
        [&](UnixMs at, const std::string& actor) {
            json mark;
            if (wrong) mark = {{"actor", actor}, {"at", at}, {"reason", reason}};
            return json{{"list", list}, {"line", line}, {"mark", std::move(mark)}}.dump();
        },
        reason, "line " + std::to_string(line) + (wrong ? " is labelled wrongly" : " is labelled rightly"));
}

std::vector<LabelMark> SqliteEvaluationBook::labelMarks(const std::string& list) const {
    return store_.read([&](auto& database) { return LabelRepository(database).list(list); });
}

void SqliteEvaluationBook::setThreshold(const std::string& setting, const std::string& value,
                                        const std::string& reason) {
    store_.decideIf(
        [&](SQLite::Database& database) {
            return SettingRepository(database).find(setting).value_or("") != value;
        },
        value.empty() ? kWithdrawThreshold : kApplyThreshold, "setting:" + setting,
        [&](UnixMs, const std::string&) {
            return json{{"setting", setting}, {"value", value}}.dump();
        },
        reason, value);
}

std::vector<JudgedTrack> SqliteEvaluationBook::judgedTracks(const std::string& recogniser) const {
    return store_.read([&](auto& database) { return TrackRepository(database).listJudged(recogniser); });
}

std::vector<SampleId> SqliteEvaluationBook::samplesFrom(RecordingId recording) const {
    return store_.read([&](auto& database) { return SampleRepository(database).listFrom(recording); });
}

}  // namespace lineament
