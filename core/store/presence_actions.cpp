// What corrections of attendance do: they hold or they do not; what was observed is never touched.
#include <array>

#include "core/base/error.h"
#include "core/store/action.h"
#include "core/store/decision_actions.h"
#include "core/store/query.h"

namespace lineament {
namespace {

using nlohmann::json;

void setHolds(SQLite::Database& database, const json& about, bool holds) {
    const auto id = about.at("correction").get<std::int64_t>();
    const char* change = holds
                             ? "UPDATE corrections SET revoked_at = NULL WHERE id = ?"
                             : "UPDATE corrections SET revoked_at = coalesce(revoked_at, 1000 * unixepoch()) "
                               "WHERE id = ?";
    if (!execute(database, change, id))
        throw Error(ErrorCode::kNotFound, subjectOf("correction", id), "there is no such correction");
}

json performCorrect(SQLite::Database& database, std::int64_t, const json& after) {
    setHolds(database, after, true);
    return after;
}
void revertCorrect(SQLite::Database& database, std::int64_t, const json& before) {
    setHolds(database, before, false);
}
json performRevoke(SQLite::Database& database, std::int64_t, const json& after) {
    setHolds(database, after, false);
    return after;
}
void revertRevoke(SQLite::Database& database, std::int64_t, const json& before) {
    setHolds(database, before, true);
}

constexpr std::array kPresenceActions = {Action{kCorrectAttendanceDay, performCorrect, revertCorrect},
                                         Action{kRevokeCorrection, performRevoke, revertRevoke}};

}  // namespace

std::span<const Action> presenceActions() {
    return kPresenceActions;
}

}  // namespace lineament
