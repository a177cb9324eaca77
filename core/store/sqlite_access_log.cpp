// The log of what was decided at doors: append only, each entry with a line in the audit chain that holds its
// digest.
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/base/check.h"
#include "core/base/hash.h"
#include "core/store/decision_actions.h"
#include "core/store/passage_names.h"
#include "core/store/query.h"
#include "core/store/repositories/identity_repository.h"
#include "core/store/repositories/sample_repository.h"
#include "core/store/sqlite_access_book.h"
#include "core/store/sqlite_store.h"
#include "core/store/survivor.h"

namespace lineament {
namespace {

using nlohmann::json;

constexpr const char* kAccessActions = "access.";  // granted, waiting, ... opened, failed

#define EVENT_COLUMNS \
    "SELECT e.id, e.door_id, e.door_name, e.zone, e.passage, e.at, e.outcome, e.reason, i.id, "           \
    "coalesce(i.name, ''), " SURVIVOR_OF("e.companion_id") ", e.card, e.by_card, e.similarity, "          \
    "e.threshold, e.fmr, e.quality, e.liveness, e.liveness_threshold, e.decision_ms, e.detail, e.actor, " \
    "o.opened, coalesce(o.trouble, '') FROM access_events e LEFT JOIN identities i ON i.id = "            \
    SURVIVOR_OF("e.identity_id") " LEFT JOIN access_openings o ON o.event_id = e.id "

AccessEvent eventOf(Row row) {
    AccessEvent e;
    e.id = row.id<AccessId>();
    e.door = row.optionalId<DoorId>().value_or(DoorId());
    e.doorName = row.text();
    e.zone = row.text();
    e.passage = passageNamed(row.text());
    e.at = row.integer();
    e.outcome = accessOutcomeNamed(row.text()).value_or(AccessOutcome::kFault);
    e.reason = accessReasonNamed(row.text()).value_or(AccessReason::kFault);
    e.identity = row.optionalId<IdentityId>().value_or(IdentityId());
    e.name = row.text();
    e.companion = row.optionalId<IdentityId>().value_or(IdentityId());
    e.card = row.text();
    e.byCard = row.flag();
    e.similarity = row.single();
    e.threshold = row.single();
    e.fmr = row.real();
    e.quality = row.single();
    if (const auto liveness = row.optionalReal()) e.liveness = static_cast<float>(*liveness);
    e.livenessThreshold = row.single();
    e.decisionMs = static_cast<int>(row.integer());
    e.detail = row.text();
    e.actor = row.text();
    if (const auto opened = row.optionalInteger()) e.opening = *opened ? Opening::kOpened : Opening::kFailed;
    e.openingTrouble = row.text();
    return e;
}

std::vector<AccessEvent> eventsOf(SQLite::Statement statement) {
    return rows<AccessEvent>(std::move(statement), eventOf);
}

/// Of what no removal of a person changes.
std::string digestOf(SQLite::Database& database, AccessId id) {
    auto statement =
        query(database,
              "SELECT id, door_name, zone, passage, at, outcome, reason, card, by_card, similarity, "
              "threshold, fmr, quality, liveness, liveness_threshold, decision_ms, detail, actor FROM "
              "access_events WHERE id = ?",
              id);
    if (!statement.executeStep()) return {};
    std::string text;
    for (int i = 0; i < statement.getColumnCount(); ++i) {
        const std::string value = statement.getColumn(i).getString();
        text += std::to_string(value.size()) + ":" + value;
    }
    return sha256(text);
}

/// Whether a number of an entry is the one that its line in the trail says, or was taken out because whom it
/// names is gone for good. `table`: where they would be.
bool namesThem(SQLite::Database& database, const std::optional<std::int64_t>& kept, std::int64_t said,
               const char* table) {
    if (kept) return *kept == said;
    return said == 0 ||
           !query(database, (std::string("SELECT 1 FROM ") + table + " WHERE id = ?").c_str(), said)
                .executeStep();
}

/// Whether an entry is what its line in the trail says. Who it was about is not in the digest, as it is taken
/// out with the person.
bool fitsItsLine(SQLite::Database& database, AccessId id, const json& line) {
    const auto number = [&](const char* key) {
        const auto found = line.find(key);
        return found != line.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
    };
    const auto digest = line.find("digest");
    if (digest == line.end() || !digest->is_string() || *digest != digestOf(database, id)) return false;
    auto statement =
        query(database, "SELECT door_id, identity_id, companion_id FROM access_events WHERE id = ?", id);
    if (!statement.executeStep()) return false;
    Row row(statement);
    const auto next = [&row] {
        const auto value = row.optionalId<AccessId>();
        return value ? std::optional(value->value()) : std::nullopt;
    };
    const auto door = next(), identity = next(), companion = next();
    if (!namesThem(database, door, number("door"), "doors")) return false;
    if (!namesThem(database, identity, number("identity"), "identities")) return false;
    // Lines of earlier versions do not say who the companion was.
    return line.find("companion") == line.end() ||
           namesThem(database, companion, number("companion"), "identities");
}

/// The first entry beside which another answer of its door stands than the trail says, or none, or one that
/// the trail does not know.
std::optional<AccessId> brokenOpening(SQLite::Database& database) {
    auto wrong = query(
        database,
        "WITH said AS (SELECT CAST(substr(subject, 8) AS INTEGER) AS id, action = 'access.opened' AS opened, "
        "detail AS trouble FROM audit WHERE subject LIKE 'access:%' AND action IN ('access.opened', "
        "'access.failed')) SELECT min(id) FROM (SELECT s.id FROM said s WHERE NOT EXISTS (SELECT 1 FROM "
        "access_openings o WHERE o.event_id = s.id AND o.opened = s.opened AND o.trouble = s.trouble) UNION "
        "ALL SELECT o.event_id FROM access_openings o WHERE o.event_id NOT IN (SELECT id FROM said))");
    if (!wrong.executeStep()) return std::nullopt;
    return Row(wrong).optionalId<AccessId>();
}

AccessHistory historyOf(SQLite::Database& database, DoorId door, const std::string& zone, IdentityId person,
                        UnixMs from) {
    AccessHistory history;
    history.atDoor = eventsOf(
        query(database, EVENT_COLUMNS "WHERE e.door_id = ? AND e.at >= ? ORDER BY e.id", door, from));
    if (!person.valid() || zone.empty()) return history;
    // What is known to have let nobody pass does not count; what nobody has heard of again does.
    auto last = eventsOf(query(database,
                               EVENT_COLUMNS
                               "WHERE e.id = (SELECT max(v.id) FROM access_events v WHERE v.zone = ?2 AND "
                               "(v.identity_id IN " ALL_WHO_ARE("?1") " OR v.companion_id IN " ALL_WHO_ARE(
                                   "?1") ") AND (v.outcome = 'forgiven' OR "
                                         "(v.outcome = 'granted' AND v.passage <> 'seen' AND NOT EXISTS "
                                         "(SELECT 1 FROM access_openings q "
                                         "WHERE q.event_id = v.id AND q.opened = 0))))",
                               person, zone));
    if (!last.empty()) history.lastPassage = std::move(last.front());
    return history;
}

struct DoorPlace {
    std::string name, zone, passage;
};
DoorPlace placeOf(SQLite::Database& database, DoorId id) {
    auto door = query(database, "SELECT name, zone, passage FROM doors WHERE id = ?", id);
    if (!door.executeStep())
        throw Error(ErrorCode::kNotFound, subjectOf("door", id.value()), "there is no such door");
    Row row(door);
    DoorPlace place;
    place.name = row.text();
    place.zone = row.text();
    place.passage = row.text();
    return place;
}

}  // namespace

std::optional<IdentityId> SqliteAccessBook::holderOf(const std::string& card) const {
    if (card.empty()) return std::nullopt;
    SqliteStore::requireUtf8(card, "card");
    return store_.read([&](auto& database) -> std::optional<IdentityId> {
        auto statement = query(database, "SELECT id FROM identities WHERE external_id = ?", card);
        if (!statement.executeStep()) return std::nullopt;
        return IdentityRepository(database).survivor(Row(statement).id<IdentityId>());
    });
}

std::optional<IdentityId> SqliteAccessBook::survivor(IdentityId id) const {
    return store_.read([&](auto& database) { return IdentityRepository(database).survivor(id); });
}

std::vector<Template> SqliteAccessBook::references(IdentityId id, const std::string& recogniser) const {
    return store_.read(
        [&](auto& database) { return SampleRepository(database).templatesOf(id, recogniser); });
}

void SqliteAccessBook::write(SQLite::Database& database, AccessEvent& e) {
    e.actor = store_.options_.actor;
    std::optional<double> liveness;
    if (e.liveness) liveness = *e.liveness;
    execute(
        database,
        "INSERT INTO access_events (door_id, door_name, zone, passage, at, outcome, reason, identity_id, "
        "companion_id, card, by_card, similarity, threshold, fmr, quality, liveness, liveness_threshold, "
        "decision_ms, crop, detail, actor) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
        "?, ?)",
        e.door, e.doorName, e.zone, nameOf(e.passage), e.at, std::string(name(e.outcome)),
        std::string(name(e.reason)), orNull(e.identity), orNull(e.companion), e.card, e.byCard,
        double{e.similarity}, double{e.threshold}, e.fmr, double{e.quality}, liveness,
        double{e.livenessThreshold}, e.decisionMs, Bytes(e.crop), e.detail, e.actor);
    e.id = AccessId(database.getLastInsertRowid());
    store_.log(database, std::string(kAccessActions).append(name(e.outcome)),
               subjectOf("access", e.id.value()),
               json({{"door", e.door.value()},
                     {"identity", orNull(e.identity).value_or(0)},
                     {"companion", orNull(e.companion).value_or(0)},
                     {"reason", name(e.reason)},
                     {"digest", digestOf(database, e.id)}})
                   .dump());
}

AccessEvent SqliteAccessBook::decide(AccessEvent event, UnixMs lookBackMs, const AccessJudge& judge) {
    SqliteStore::requireUtf8(event.card, "card");
    SqliteStore::requireUtf8(event.detail, "detail");
    LINEAMENT_REQUIRE(event.at > 0, "access", "it has no time");
    LINEAMENT_REQUIRE(std::isfinite(event.similarity) && std::isfinite(event.quality) &&
                          std::isfinite(event.threshold) && std::isfinite(event.fmr) &&
                          std::isfinite(event.liveness.value_or(0)),
                      "access", "it holds a value that is not a number");
    return store_.write([&](SQLite::Database& database) {
        const auto place = placeOf(database, event.door);
        event.doorName = place.name, event.zone = place.zone, event.passage = passageNamed(place.passage);
        if (event.identity.valid()) event.name = IdentityRepository(database).get(event.identity).name;
        const auto verdict =
            judge(historyOf(database, event.door, place.zone, event.identity, event.at - lookBackMs));
        event.outcome = verdict.outcome, event.reason = verdict.reason, event.companion = verdict.companion;
        write(database, event);
        return event;
    });
}

void SqliteAccessBook::settle(AccessId id, bool opened, const std::string& trouble) {
    store_.write([&](SQLite::Database& database) {
        const auto subject = subjectOf("access", id.value());
        auto found =
            query(database,
                  "SELECT e.outcome = 'granted' AND o.event_id IS NULL FROM access_events e LEFT JOIN "
                  "access_openings o ON o.event_id = e.id WHERE e.id = ?",
                  id);
        if (!found.executeStep())
            throw Error(ErrorCode::kNotFound, subject, "there is no such entry of the access log");
        LINEAMENT_REQUIRE(Row(found).flag(), subject,
                          "its door was not asked to open, or has answered already");
        execute(database, "INSERT INTO access_openings (event_id, opened, trouble, at) VALUES (?, ?, ?, ?)",
                id, opened, trouble, store_.options_.clock->now());
        store_.log(database, std::string(kAccessActions).append(opened ? "opened" : "failed"), subject,
                   trouble);
    });
}

AccessHistory SqliteAccessBook::history(DoorId door, IdentityId identity, UnixMs from) const {
    return store_.read([&](auto& database) {
        return historyOf(database, door, placeOf(database, door).zone, identity, from);
    });
}

AccessId SqliteAccessBook::byHand(DoorId door, IdentityId identity, AccessOutcome outcome,
                                  const std::string& reason) {
    SqliteStore::requireUtf8(reason, "reason");
    LINEAMENT_REQUIRE(reason.find_first_not_of(" \t\r\n") != std::string::npos, "reason",
                      "what is done by hand needs a reason");
    return store_.write([&](SQLite::Database& database) {
        const auto place = placeOf(database, door);
        if (identity.valid()) IdentityRepository(database).get(identity);
        AccessEvent event;
        event.door = door, event.doorName = place.name, event.zone = place.zone;
        event.passage = passageNamed(place.passage);
        event.at = store_.options_.clock->now();
        event.identity = identity;
        event.outcome = outcome, event.reason = AccessReason::kByHand;
        event.detail = reason;
        write(database, event);
        return event.id;
    });
}

AccessId SqliteAccessBook::forgive(DoorId door, IdentityId identity, const std::string& reason) {
    LINEAMENT_REQUIRE(identity.valid(), "person", "there is none to forgive");
    return byHand(door, identity, AccessOutcome::kForgiven, reason);
}

AccessId SqliteAccessBook::unlock(DoorId door, const std::string& reason) {
    return byHand(door, {}, AccessOutcome::kUnlocked, reason);
}

std::vector<AccessEvent> SqliteAccessBook::log(const LogQuery& wanted) const {
    return store_.read([&](auto& database) {
        const std::string outcome(wanted.outcome ? name(*wanted.outcome) : std::string_view());
        return eventsOf(
            query(database,
                  EVENT_COLUMNS "WHERE (?1 = 0 OR e.door_id = ?1) AND (?2 = 0 OR e.identity_id "
                                "IN " ALL_WHO_ARE("?2") " OR e.companion_id IN " ALL_WHO_ARE(
                                    "?2") ") AND (?3 = '' OR e.outcome = ?3) AND e.at >= ?4 AND (?5 = 0 OR "
                                          "e.at < "
                                          "?5) AND (?6 = 0 OR e.id < ?6) ORDER BY e.id DESC LIMIT ?7",
                  orNull(wanted.door).value_or(0), orNull(wanted.identity).value_or(0), outcome, wanted.from,
                  wanted.to, orNull(wanted.before).value_or(0), wanted.newest > 0 ? wanted.newest : -1));
    });
}

std::vector<std::byte> SqliteAccessBook::logCrop(AccessId id) const {
    return store_.read([&](auto& database) {
        auto statement = query(database, "SELECT crop FROM access_events WHERE id = ?", id);
        return statement.executeStep() ? Row(statement).blob() : std::vector<std::byte>();
    });
}

std::optional<AccessId> SqliteAccessBook::brokenAt() const {
    return store_.read([&](auto& database) -> std::optional<AccessId> {
        // Each entry has the line that was written with it, and each such line its entry.
        auto lines = query(database,
                           "SELECT CAST(substr(subject, 8) AS INTEGER), detail FROM audit WHERE subject LIKE "
                           "'access:%' AND action NOT IN ('access.opened', 'access.failed') ORDER BY seq");
        std::int64_t expected = 0;
        while (lines.executeStep()) {
            Row row(lines);
            const auto id = row.id<AccessId>();
            const auto line = json::parse(row.text(), nullptr, false);
            if (id.value() <= expected || !line.is_object() || !fitsItsLine(database, id, line)) return id;
            auto between = query(database, "SELECT min(id) FROM access_events WHERE id > ? AND id < ?",
                                 expected, id.value());
            if (between.executeStep() && !between.getColumn(0).isNull())
                return AccessId(between.getColumn(0).getInt64());
            expected = id.value();
        }
        auto more = query(database, "SELECT min(id) FROM access_events WHERE id > ?", expected);
        if (more.executeStep() && !more.getColumn(0).isNull()) return AccessId(more.getColumn(0).getInt64());
        return brokenOpening(database);
    });
}

}  // namespace lineament
