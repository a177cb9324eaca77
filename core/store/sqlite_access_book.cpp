#include "core/store/sqlite_access_book.h"

#include <nlohmann/json.hpp>

#include "core/base/check.h"
#include "core/store/decision_actions.h"
#include "core/store/passage_names.h"
#include "core/store/query.h"
#include "core/store/sqlite_store.h"

namespace lineament {
namespace {

using nlohmann::json;

json windowsJson(const std::vector<WeeklyWindow>& windows) {
    json all = json::array();
    for (const auto& window : windows)
        all.push_back({window.weekdays, window.fromMinute, window.toMinute});
    return all;
}

std::vector<WeeklyWindow> windowsOf(const std::string& text) {
    std::vector<WeeklyWindow> all;
    for (const auto& window : json::parse(text))
        all.push_back({window.at(0).get<unsigned>(), window.at(1).get<int>(), window.at(2).get<int>()});
    return all;
}

std::vector<AccessGrant> grantsOf(SQLite::Database& database, DoorId id) {
    return rows<AccessGrant>(
        query(database, "SELECT group_name, schedule_id FROM access_grants WHERE door_id = ? ORDER BY place",
              id),
        [&](Row row) {
            AccessGrant grant;
            grant.group = row.text();
            grant.schedule = row.optionalId<ScheduleId>().value_or(ScheduleId());
            return grant;
        });
}

constexpr const char* kDoors =
    "SELECT id, name, source, zone, passage, enabled, needs_card, needs_liveness, min_quality, "
    "anti_passback, "
    "forget_ms, two_people, two_people_ms, failures, failures_ms, lock_ms, actuator, relay_url, "
    "relay_secret, "
    "relay_timeout_ms, open_ms FROM doors WHERE ?1 = 0 OR id = ?1 ORDER BY id";

std::vector<Door> readDoors(SQLite::Database& database, DoorId one) {
    return rows<Door>(query(database, kDoors, one.valid() ? one.value() : 0), [&](Row row) {
        Door door;
        door.id = row.id<DoorId>();
        door.name = row.text();
        door.source = row.text();
        door.zone = row.text();
        door.passage = passageNamed(row.text());
        door.enabled = row.flag();
        door.needsCard = row.flag();
        door.needsLiveness = row.flag();
        door.minQuality = row.single();
        door.antiPassback = row.flag();
        door.forgetMs = row.integer();
        door.twoPeople = row.flag();
        door.twoPeopleMs = row.integer();
        door.failures = static_cast<int>(row.integer());
        door.failuresMs = row.integer();
        door.lockMs = row.integer();
        door.actuator = row.text() == "http" ? ActuatorKind::kHttpRelay : ActuatorKind::kSimulated;
        door.relayUrl = row.text();
        door.relaySecret = row.text();
        door.relayTimeoutMs = row.integer();
        door.openMs = row.integer();
        door.grants = grantsOf(database, door.id);
        return door;
    });
}

/// Without source, address and secret: they may hold passwords.
std::string audited(const Door& door) {
    json grants = json::array();
    for (const auto& grant : door.grants)
        grants.push_back({grant.group, grant.schedule.valid() ? grant.schedule.value() : 0});
    return json({{"name", door.name},
                 {"zone", door.zone},
                 {"passage", nameOf(door.passage)},
                 {"enabled", door.enabled},
                 {"grants", std::move(grants)},
                 {"card", door.needsCard},
                 {"liveness", door.needsLiveness},
                 {"quality", door.minQuality},
                 {"anti_passback", door.antiPassback ? door.forgetMs : 0},
                 {"two_people", door.twoPeople ? door.twoPeopleMs : 0},
                 {"failures", door.failures},
                 {"failures_ms", door.failuresMs},
                 {"lock_ms", door.lockMs},
                 {"actuator", name(door.actuator)},
                 {"open_ms", door.openMs}})
        .dump();
}

}  // namespace

std::vector<AccessSchedule> SqliteAccessBook::schedules() const {
    return store_.read([](auto& database) {
        return rows<AccessSchedule>(
            query(database, "SELECT id, name, time_zone, windows FROM access_schedules ORDER BY id"),
            [&](Row row) {
                AccessSchedule schedule;
                schedule.id = row.id<ScheduleId>();
                schedule.name = row.text();
                schedule.timeZone = row.text();
                schedule.windows = windowsOf(row.text());
                return schedule;
            });
    });
}

ScheduleId SqliteAccessBook::saveSchedule(const AccessSchedule& schedule) {
    SqliteStore::requireName(schedule.name);
    SqliteStore::requireUtf8(schedule.timeZone, "time zone of a schedule");
    return store_.write([&](SQLite::Database& database) {
        auto same = query(database, "SELECT id FROM access_schedules WHERE name = ?", schedule.name);
        if (same.executeStep() && same.getColumn(0).getInt64() != schedule.id.value())
            throw Error(ErrorCode::kInvalidArgument, "schedule " + schedule.name,
                        "another schedule has this name");
        ScheduleId id = schedule.id;
        const auto windows = windowsJson(schedule.windows);
        if (!id.valid()) {
            execute(database, "INSERT INTO access_schedules (name, time_zone, windows) VALUES (?, ?, ?)",
                    schedule.name, schedule.timeZone, windows.dump());
            id = ScheduleId(database.getLastInsertRowid());
        } else if (!execute(database,
                            "UPDATE access_schedules SET name = ?, time_zone = ?, windows = ? WHERE id = ?",
                            schedule.name, schedule.timeZone, windows.dump(), id)) {
            missing("schedule " + schedule.name, "schedule");
        }
        store_.log(
            database, schedule.id.valid() ? "schedule.change" : "schedule.add",
            subjectOf("schedule", id.value()),
            json({{"name", schedule.name}, {"time_zone", schedule.timeZone}, {"windows", windows}}).dump());
        return id;
    });
}

void SqliteAccessBook::removeSchedule(ScheduleId id) {
    store_.write([&](SQLite::Database& database) {
        const auto subject = subjectOf("schedule", id.value());
        auto used = query(database,
                          "SELECT d.name FROM access_grants g JOIN doors d ON d.id = g.door_id WHERE "
                          "g.schedule_id = ? ORDER BY d.id LIMIT 1",
                          id);
        if (used.executeStep())
            throw Error(ErrorCode::kInvalidArgument, subject,
                        "the door " + Row(used).text() + " goes by it; take it off the door first");
        if (!execute(database, "DELETE FROM access_schedules WHERE id = ?", id)) missing(subject, "schedule");
        store_.log(database, "schedule.remove", subject, "");
    });
}

std::vector<Door> SqliteAccessBook::doors() const {
    return store_.read([](auto& database) { return readDoors(database, {}); });
}

std::optional<Door> SqliteAccessBook::door(DoorId id) const {
    if (!id.valid()) return std::nullopt;
    return store_.read([&](auto& database) -> std::optional<Door> {
        auto found = readDoors(database, id);
        if (found.empty()) return std::nullopt;
        return std::move(found.front());
    });
}

DoorId SqliteAccessBook::saveDoor(const Door& door) {
    SqliteStore::requireName(door.name);
    for (const auto* text : {&door.source, &door.zone, &door.relayUrl, &door.relaySecret})
        SqliteStore::requireUtf8(*text, "setting of a door");
    for (const auto& grant : door.grants)
        SqliteStore::requireUtf8(grant.group, "group");
    door.validate();
    return store_.write([&](SQLite::Database& database) {
        auto same = query(database, "SELECT id FROM doors WHERE name = ?", door.name);
        if (same.executeStep() && same.getColumn(0).getInt64() != door.id.value())
            throw Error(ErrorCode::kInvalidArgument, "door " + door.name, "another door has this name");
        DoorId id = door.id;
        if (!id.valid()) {
            execute(
                database,
                "INSERT INTO doors (name, source, zone, passage, enabled, needs_card, needs_liveness, "
                "min_quality, anti_passback, forget_ms, two_people, two_people_ms, failures, failures_ms, "
                "lock_ms, actuator, relay_url, relay_secret, relay_timeout_ms, open_ms) VALUES (?, '', '', "
                "'seen', 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 'simulated', '', '', 0, 0)",
                door.name);
            id = DoorId(database.getLastInsertRowid());
        }
        const int changed = execute(
            database,
            "UPDATE doors SET name = ?, source = ?, zone = ?, passage = ?, enabled = ?, needs_card = ?, "
            "needs_liveness = ?, min_quality = ?, anti_passback = ?, forget_ms = ?, two_people = ?, "
            "two_people_ms = ?, failures = ?, failures_ms = ?, lock_ms = ?, actuator = ?, relay_url = ?, "
            "relay_secret = ?, relay_timeout_ms = ?, open_ms = ? WHERE id = ?",
            door.name, door.source, door.zone, nameOf(door.passage), door.enabled, door.needsCard,
            door.needsLiveness, double{door.minQuality}, door.antiPassback, door.forgetMs, door.twoPeople,
            door.twoPeopleMs, door.failures, door.failuresMs, door.lockMs, std::string(name(door.actuator)),
            door.relayUrl, door.relaySecret, door.relayTimeoutMs, door.openMs, id);
        if (!changed) missing("door " + door.name, "door");
        execute(database, "DELETE FROM access_grants WHERE door_id = ?", id);
        int place = 0;
        for (const auto& grant : door.grants) {
            std::optional<std::int64_t> schedule;
            if (grant.schedule.valid()) {
                schedule = grant.schedule.value();
                if (!query(database, "SELECT 1 FROM access_schedules WHERE id = ?", *schedule).executeStep())
                    missing(subjectOf("schedule", *schedule), "schedule");
            }
            execute(database,
                    "INSERT INTO access_grants (door_id, place, group_name, schedule_id) VALUES (?, ?, ?, ?)",
                    id, place++, grant.group, schedule);
        }
        store_.log(database, door.id.valid() ? "door.change" : "door.add", subjectOf("door", id.value()),
                   audited(door));
        return id;
    });
}

void SqliteAccessBook::removeDoor(DoorId id) {
    store_.write([&](SQLite::Database& database) {
        const auto subject = subjectOf("door", id.value());
        if (!execute(database, "DELETE FROM doors WHERE id = ?", id)) missing(subject, "door");
        store_.log(database, "door.remove", subject, "");
    });
}

}  // namespace lineament
