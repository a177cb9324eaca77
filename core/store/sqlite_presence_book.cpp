#include "core/store/sqlite_presence_book.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "core/base/check.h"
#include "core/store/decision_actions.h"
#include "core/store/passage_names.h"
#include "core/store/query.h"
#include "core/store/repositories/decision_repository.h"
#include "core/store/repositories/identity_repository.h"
#include "core/store/sqlite_store.h"
#include "core/store/survivor.h"

namespace lineament {
namespace {

using nlohmann::json;

std::int64_t numberOf(Day day) {
    return day.time_since_epoch().count();
}
std::optional<std::int64_t> numberOf(const std::optional<Day>& day) {
    if (!day) return std::nullopt;
    return numberOf(*day);
}
Day dayOf(std::int64_t number) {
    return Day(std::chrono::days(static_cast<int>(number)));
}

const char* nameOf(Correction::Kind kind) {
    switch (kind) {
        case Correction::Kind::kEntry: return "entry";
        case Correction::Kind::kExit: return "exit";
        case Correction::Kind::kIgnore: break;
    }
    return "ignore";
}
Correction::Kind kindNamed(const std::string& name) {
    return name == "entry" ? Correction::Kind::kEntry : name == "exit" ? Correction::Kind::kExit : Correction::Kind::kIgnore;
}

std::string breaksJson(const std::vector<Break>& breaks) {
    json list = json::array();
    for (const auto& pause : breaks) list.push_back({pause.fromMinute, pause.toMinute});
    return list.dump();
}
std::vector<Break> breaksOf(const std::string& text) {
    std::vector<Break> breaks;
    for (const auto& pause : json::parse(text))
        breaks.push_back({pause.at(0).get<int>(), pause.at(1).get<int>()});
    return breaks;
}

/// As far as the longest night in any time zone reaches, with room to spare.
bool isNear(Day day, UnixMs at) {
    constexpr std::int64_t kDayMs = 86'400'000;
    return at >= (numberOf(day) - 2) * kDayMs && at < (numberOf(day) + 4) * kDayMs;
}

bool exists(SQLite::Database& database, const char* text, std::int64_t id) {
    return query(database, text, id).executeStep();
}

}  // namespace

AccessBook& SqlitePresenceBook::access() {
    return store_.access_;
}

std::vector<Camera> SqlitePresenceBook::cameras() const {
    return store_.read([](auto& database) {
        return rows<Camera>(
            query(database,
                  "SELECT id, name, source, zone, passage, area, detector, min_face_px, fmr FROM "
                  "cameras ORDER BY id"),
            [&](Row row) {
                Camera camera;
                camera.id = row.id<CameraId>();
                camera.name = row.text();
                camera.source = row.text();
                camera.zone = row.text();
                camera.passage = passageNamed(row.text());
                for (const auto& corner : json::parse(row.text()))
                    camera.rules.area.push_back({corner.at(0).get<float>(), corner.at(1).get<float>()});
                camera.rules.detector = row.text();
                camera.rules.minFacePx = row.single();
                camera.rules.fmr = row.real();
                return camera;
            });
    });
}

CameraId SqlitePresenceBook::saveCamera(const Camera& camera) {
    SqliteStore::requireName(camera.name);
    SqliteStore::requireUtf8(camera.source, "source of a camera");
    SqliteStore::requireUtf8(camera.zone, "zone of a camera");
    SqliteStore::requireUtf8(camera.rules.detector, "detector of a camera");
    LINEAMENT_REQUIRE(!camera.source.empty(), "camera " + camera.name, "it has no source");
    camera.rules.validate();
    return store_.write([&](SQLite::Database& database) {
        auto same = query(database, "SELECT id FROM cameras WHERE name = ?", camera.name);
        if (same.executeStep() && same.getColumn(0).getInt64() != camera.id.value())
            throw Error(ErrorCode::kInvalidArgument, "camera " + camera.name, "another camera has this name");
        CameraId id = camera.id;
        json area = json::array();
        for (const auto& corner : camera.rules.area)
            area.push_back({std::round(corner.x * 1e4) / 1e4, std::round(corner.y * 1e4) / 1e4});
        if (!id.valid()) {
            execute(
                database,
                "INSERT INTO cameras (name, source, zone, passage, area, detector, min_face_px, fmr) VALUES "
                "(?, ?, ?, ?, ?, ?, ?, ?)",
                camera.name, camera.source, camera.zone, nameOf(camera.passage), area.dump(),
                camera.rules.detector, double{camera.rules.minFacePx}, camera.rules.fmr);
            id = CameraId(database.getLastInsertRowid());
        } else if (!execute(database,
                            "UPDATE cameras SET name = ?, source = ?, zone = ?, passage = ?, area = ?, "
                            "detector = ?, "
                            "min_face_px = ?, fmr = ? WHERE id = ?",
                            camera.name, camera.source, camera.zone, nameOf(camera.passage), area.dump(),
                            camera.rules.detector, double{camera.rules.minFacePx}, camera.rules.fmr, id)) {
            missing("camera " + camera.name, "camera");
        }
        // Without the source: it may hold a password.
        store_.log(database, camera.id.valid() ? "camera.change" : "camera.add",
                   subjectOf("camera", id.value()),
                   json({{"name", camera.name},
                         {"zone", camera.zone},
                         {"passage", nameOf(camera.passage)},
                         {"area", area},
                         {"detector", camera.rules.detector},
                         {"min_face_px", camera.rules.minFacePx},
                         {"fmr", camera.rules.fmr}})
                       .dump());
        return id;
    });
}

void SqlitePresenceBook::removeCamera(CameraId id) {
    store_.write([&](SQLite::Database& database) {
        if (!execute(database, "DELETE FROM cameras WHERE id = ?", id))
            missing(subjectOf("camera", id.value()), "camera");
        store_.log(database, "camera.remove", subjectOf("camera", id.value()), "");
    });
}

int SqlitePresenceBook::addSightings(std::span<const Sighting> sightings) {
    for (const auto& sighting : sightings) {
        LINEAMENT_REQUIRE(!sighting.key.empty(), "sighting", "it has no key");
        SqliteStore::requireUtf8(sighting.recording, "recording");
        LINEAMENT_REQUIRE(std::isfinite(sighting.similarity) && std::isfinite(sighting.quality) &&
                              std::isfinite(sighting.threshold) && std::isfinite(sighting.recordingMs),
                          "sighting " + sighting.key, "it holds a value that is not a number");
    }
    return store_.write([&](SQLite::Database& database) {
        store_.accounts_.requireAction(database, "sighting.add");
        int added = 0;
        for (const auto& s : sightings) {
            // Whoever and whatever was removed since is looked up here: nothing can come in between.
            added += execute(
                database,
                "INSERT INTO sightings (key, identity_id, camera_id, zone, passage, at, similarity, "
                "threshold, quality, crop, recording, recording_ms) SELECT ?1, ?2, (SELECT id FROM cameras "
                "WHERE id = ?3), ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12 "
                "WHERE EXISTS (SELECT 1 FROM identities WHERE id = ?2) ON CONFLICT (key) DO NOTHING",
                s.key, s.identity, orNull(s.camera), s.zone, nameOf(s.passage), s.at, double{s.similarity},
                double{s.threshold}, double{s.quality}, Bytes(s.crop), s.recording, s.recordingMs);
        }
        return added;
    });
}

std::vector<Sighting> SqlitePresenceBook::sightings(UnixMs from, UnixMs to) const {
    return store_.read([&](auto& database) {
        return rows<Sighting>(query(database,
                                    "SELECT s.id, s.key, " SURVIVOR_OF(
                                        "s.identity_id") ", s.camera_id, s.zone, s.passage, "
                                                         "s.at, s.similarity, s.threshold, s.quality, "
                                                         "s.recording, s.recording_ms FROM sightings s "
                                                         "WHERE s.at >= ? AND s.at < ? "
                                                         "ORDER BY s.at, s.id",
                                    from, to),
                              [&](Row row) {
                                  Sighting s;
                                  s.id = row.id<SightingId>();
                                  s.key = row.text();
                                  s.identity = row.id<IdentityId>();
                                  s.camera = row.optionalId<CameraId>().value_or(CameraId());
                                  s.zone = row.text();
                                  s.passage = passageNamed(row.text());
                                  s.at = row.integer();
                                  s.similarity = row.single();
                                  s.threshold = row.single();
                                  s.quality = row.single();
                                  s.recording = row.text();
                                  s.recordingMs = row.real();
                                  return s;
                              });
    });
}

std::vector<std::byte> SqlitePresenceBook::sightingCrop(SightingId id) const {
    return store_.read([&](auto& database) {
        auto statement = query(database, "SELECT crop FROM sightings WHERE id = ?", id);
        return statement.executeStep() ? Row(statement).blob() : std::vector<std::byte>();
    });
}

std::vector<Shift> SqlitePresenceBook::shifts() const {
    return store_.read([](auto& database) {
        return rows<Shift>(
            query(database,
                  "SELECT id, name, time_zone, from_minute, to_minute, weekdays, breaks, grace_late, "
                  "grace_early, overtime_after, margin FROM shifts ORDER BY name"),
            [&](Row row) {
                Shift shift;
                shift.id = row.id<ShiftId>();
                shift.name = row.text();
                shift.timeZone = row.text();
                shift.fromMinute = static_cast<int>(row.integer());
                shift.toMinute = static_cast<int>(row.integer());
                shift.weekdays = static_cast<unsigned>(row.integer());
                shift.breaks = breaksOf(row.text());
                shift.graceLateMinutes = static_cast<int>(row.integer());
                shift.graceEarlyMinutes = static_cast<int>(row.integer());
                shift.overtimeAfterMinutes = static_cast<int>(row.integer());
                shift.marginMinutes = static_cast<int>(row.integer());
                return shift;
            });
    });
}

ShiftId SqlitePresenceBook::saveShift(const Shift& shift) {
    SqliteStore::requireName(shift.name);
    return store_.write([&](SQLite::Database& database) {
        execute(database,
                "INSERT INTO shifts (name, time_zone, from_minute, to_minute, weekdays, breaks, grace_late, grace_early, "
                "overtime_after, margin) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT (name) DO UPDATE "
                "SET time_zone = ?2, from_minute = ?3, to_minute = ?4, weekdays = ?5, breaks = ?6, grace_late = ?7, "
                "grace_early = ?8, overtime_after = ?9, margin = ?10",
                shift.name, shift.timeZone, shift.fromMinute, shift.toMinute, shift.weekdays, breaksJson(shift.breaks),
                shift.graceLateMinutes, shift.graceEarlyMinutes, shift.overtimeAfterMinutes, shift.marginMinutes);
        auto found = query(database, "SELECT id FROM shifts WHERE name = ?", shift.name);
        found.executeStep();
        const auto id = Row(found).id<ShiftId>();
        store_.log(database, "shift.save", subjectOf("shift", id.value()),
                   json({{"name", shift.name}, {"time_zone", shift.timeZone}, {"from", shift.fromMinute},
                         {"to", shift.toMinute}, {"weekdays", shift.weekdays}}).dump());
        return id;
    });
}

void SqlitePresenceBook::removeShift(ShiftId id) {
    store_.write([&](SQLite::Database& database) {
        if (!execute(database, "DELETE FROM shifts WHERE id = ?", id)) missing(subjectOf("shift", id.value()), "shift");
        store_.log(database, "shift.remove", subjectOf("shift", id.value()), "");
    });
}

std::vector<ShiftAssignment> SqlitePresenceBook::assignments() const {
    return store_.read([](auto& database) {
        return rows<ShiftAssignment>(
            query(database, "SELECT " SURVIVOR_OF("a.identity_id") ", a.shift_id, a.from_day, a.to_day FROM "
                                                                   "shift_assignments a ORDER BY 1, 3"),
            [](Row row) {
                ShiftAssignment a;
                a.identity = row.id<IdentityId>();
                a.shift = row.id<ShiftId>();
                a.from = dayOf(row.integer());
                if (const auto to = row.optionalInteger()) a.to = dayOf(*to);
                return a;
            });
    });
}

void SqlitePresenceBook::assign(const ShiftAssignment& assignment) {
    LINEAMENT_REQUIRE(!assignment.to || *assignment.to >= assignment.from, "shift of a person", "it ends before it begins");
    store_.write([&](SQLite::Database& database) {
        IdentityRepository(database).get(assignment.identity);
        if (!exists(database, "SELECT 1 FROM shifts WHERE id = ?", assignment.shift.value()))
            missing(subjectOf("shift", assignment.shift.value()), "shift");
        execute(database,
                "INSERT INTO shift_assignments (identity_id, shift_id, from_day, to_day) VALUES (?1, ?2, ?3, ?4) "
                "ON CONFLICT (identity_id, from_day) DO UPDATE SET shift_id = ?2, to_day = ?4",
                assignment.identity, assignment.shift, numberOf(assignment.from), numberOf(assignment.to));
        store_.log(database, "shift.assign", subjectOf("identity", assignment.identity.value()),
                   subjectOf("shift", assignment.shift.value()));
    });
}

std::vector<DayOff> SqlitePresenceBook::daysOff() const {
    return store_.read([](auto& database) {
        return rows<DayOff>(
            query(database,
                  "SELECT d.day, " SURVIVOR_OF("d.identity_id") ", d.name FROM days_off d ORDER BY d.day, 2"),
            [&](Row row) {
                DayOff off;
                off.day = dayOf(row.integer());
                off.identity = row.optionalId<IdentityId>();
                off.name = row.text();
                return off;
            });
    });
}

void SqlitePresenceBook::saveDayOff(const DayOff& off) {
    SqliteStore::requireUtf8(off.name, "name of a day off");
    store_.write([&](SQLite::Database& database) {
        if (off.identity) IdentityRepository(database).get(*off.identity);
        execute(database,
                "INSERT INTO days_off (day, identity_id, name) VALUES (?1, ?2, ?3) "
                "ON CONFLICT (day, coalesce(identity_id, 0)) DO UPDATE SET name = ?3",
                numberOf(off.day), off.identity, off.name);
        store_.log(database, "day_off.save", off.identity ? subjectOf("identity", off.identity->value()) : "everybody",
                   "day " + std::to_string(numberOf(off.day)));
    });
}

bool SqlitePresenceBook::removeDayOff(Day day, std::optional<IdentityId> identity) {
    return store_.write([&](SQLite::Database& database) {
        const bool gone = execute(database, "DELETE FROM days_off WHERE day = ? AND coalesce(identity_id, 0) = ?",
                                  numberOf(day), identity.value_or(IdentityId())) > 0;
        if (gone)
            store_.log(database, "day_off.remove", identity ? subjectOf("identity", identity->value()) : "everybody",
                       "day " + std::to_string(numberOf(day)));
        return gone;
    });
}

CorrectionId SqlitePresenceBook::correct(const Correction& c) {
    SqliteStore::requireUtf8(c.reason, "reason");
    LINEAMENT_REQUIRE(c.reason.find_first_not_of(" \t\r\n") != std::string::npos, "reason",
                      "a correction needs a reason");
    const bool ignores = c.kind == Correction::Kind::kIgnore;
    LINEAMENT_REQUIRE(ignores || c.at > 0, "correction", "it needs a time");
    LINEAMENT_REQUIRE(ignores || isNear(c.day, c.at), "correction", "its time lies days away from the day");
    return store_.write([&](SQLite::Database& database) {
        IdentityRepository(database).get(c.identity);
        if (ignores) {
            auto found = query(
                database, "SELECT 1 FROM sightings s WHERE s.id = ? AND s.identity_id IN " ALL_WHO_ARE("?"),
                c.sighting, c.identity);
            if (!found.executeStep()) missing(subjectOf("sighting", c.sighting.value()), "sighting of this person");
        }
        execute(database,
                "INSERT INTO corrections (identity_id, day, kind, at, sighting_id, reason, actor, made_at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                c.identity, numberOf(c.day), nameOf(c.kind), ignores ? 0 : c.at,
                ignores ? std::optional(c.sighting.value()) : std::nullopt, c.reason, store_.options_.actor,
                store_.options_.clock->now());
        const CorrectionId id(database.getLastInsertRowid());
        DecisionRepository(database).record({.at = store_.options_.clock->now(),
                                             .actor = store_.options_.actor,
                                             .kind = kCorrectAttendanceDay,
                                             .subject = subjectOf("identity", c.identity.value()),
                                             .reason = c.reason,
                                             .before = json{{"correction", id.value()}}.dump(),
                                             .after = json{{"correction", id.value()}}.dump()},
                                            true);
        store_.log(database, kCorrectAttendanceDay, subjectOf("identity", c.identity.value()),
                   json({{"correction", id.value()}, {"day", numberOf(c.day)}, {"kind", nameOf(c.kind)}, {"at", c.at}}).dump());
        return id;
    });
}

void SqlitePresenceBook::revoke(CorrectionId id, const std::string& reason) {
    SqliteStore::requireUtf8(reason, "reason");
    store_.write([&](SQLite::Database& database) {
        if (!execute(database, "UPDATE corrections SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL",
                     store_.options_.clock->now(), id))
            missing(subjectOf("correction", id.value()), "correction that holds");
        auto whose = query(database, "SELECT identity_id FROM corrections WHERE id = ?", id);
        whose.executeStep();
        DecisionRepository(database).record(
            {.at = store_.options_.clock->now(),
             .actor = store_.options_.actor,
             .kind = kRevokeCorrection,
             .subject = subjectOf("identity", Row(whose).integer()),
             .reason = reason,
             .before = json{{"correction", id.value()}}.dump(),
             .after = json{{"correction", id.value()}}.dump()},
            true);
        store_.log(database, kRevokeCorrection, subjectOf("correction", id.value()), reason);
    });
}

std::vector<Correction> SqlitePresenceBook::corrections(Day from, Day to) const {
    return store_.read([&](auto& database) {
        return rows<Correction>(
            query(database,
                  "SELECT c.id, " SURVIVOR_OF(
                      "c.identity_id") ", c.day, c.kind, c.at, c.sighting_id, c.reason, "
                                       "c.actor, c.made_at, c.revoked_at IS NOT NULL FROM corrections c "
                                       "WHERE c.day BETWEEN ? AND ? ORDER BY c.id",
                  numberOf(from), numberOf(to)),
            [&](Row row) {
                Correction c;
                c.id = row.id<CorrectionId>();
                c.identity = row.id<IdentityId>();
                c.day = dayOf(row.integer());
                c.kind = kindNamed(row.text());
                c.at = row.integer();
                c.sighting = row.optionalId<SightingId>().value_or(SightingId());
                c.reason = row.text();
                c.actor = row.text();
                c.madeAt = row.integer();
                c.revoked = row.flag();
                return c;
            });
    });
}

}  // namespace lineament
