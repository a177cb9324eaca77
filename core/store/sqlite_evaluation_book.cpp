#include "core/store/sqlite_evaluation_book.h"

#include <map>
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

namespace {

/// "line 3, line 12 labelled wrongly; line 5 labelled rightly"
std::string textOf(const std::map<std::int64_t, bool>& said) {
    std::string text;
    for (const bool wrong : {true, false}) {
        std::string lines;
        for (const auto& [line, isWrong] : said)
            if (isWrong == wrong) lines += (lines.empty() ? "line " : ", line ") + std::to_string(line);
        if (lines.empty()) continue;
        text += (text.empty() ? "" : "; ") + lines + (wrong ? " labelled wrongly" : " labelled rightly");
    }
    return text;
}

}  // namespace

EvaluationBook& EvaluationBook::of(Store& store) {
    return dynamic_cast<SqliteStore&>(store).evaluation_;
}

void SqliteEvaluationBook::markLabels(const std::string& list, const std::vector<LabelVerdict>& verdicts,
                                      const std::string& reason) {
    LINEAMENT_REQUIRE(list.size() == 64 && list.find_first_not_of("0123456789abcdef") == std::string::npos,
                      "list of pairs", "it is named by the SHA-256 of its content");
    std::map<std::int64_t, bool> said, changed;
    for (const auto& [line, wrong] : verdicts) {
        LINEAMENT_REQUIRE(line > 1, "line", "pairs stand below the header, from line 2 on");
        LINEAMENT_REQUIRE(said.emplace(line, wrong).first->second == wrong, "line " + std::to_string(line),
                          "it is said to be labelled both wrongly and rightly; say one of them");
    }
    std::string detail;  // known once the store has said what changes
    store_.decideIf(
        [&](SQLite::Database& database) {
            changed = said;
            std::erase_if(changed, [&](const auto& one) {
                return LabelRepository(database).find(list, one.first).has_value() == one.second;
            });
            detail = textOf(changed);
            return !changed.empty();
        },
        kMarkLabel, "list:" + list,
        [&](UnixMs at, const std::string& actor) {
            json marks = json::array();
            for (const auto& [line, wrong] : changed) {
                json mark;
                if (wrong) mark = {{"actor", actor}, {"at", at}, {"reason", reason}};
                marks.push_back({{"line", line}, {"mark", std::move(mark)}});
            }
            return json{{"list", list}, {"marks", std::move(marks)}}.dump();
        },
        reason, detail);
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
