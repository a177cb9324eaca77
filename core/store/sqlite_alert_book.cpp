#include "core/store/sqlite_alert_book.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/base/check.h"
#include "core/base/http_address.h"
#include "core/store/decision_actions.h"
#include "core/store/query.h"
#include "core/store/repositories/identity_repository.h"
#include "core/store/sqlite_store.h"
#include "core/store/survivor.h"

namespace lineament {
namespace {

using nlohmann::json;

constexpr const char* kAlert =
    "SELECT a.id, a.key, a.watchlist_id, a.list_name, a.colour, a.sound, a.priority, a.escalate_ms, "
    "i.id, i.name, "
    "a.camera_id, a.camera_name, a.zone, a.at, a.similarity, a.threshold, a.fmr, a.quality, a.sample_id, "
    "a.state, "
    "a.decided_by, a.decided_at, a.reason, a.recording, a.recording_ms FROM alerts a JOIN identities i ON "
    "i.id = " SURVIVOR_OF("a.identity_id") " ";

ListColour colourOf(const std::string& text) {
    return listColourNamed(text).value_or(ListColour::kRed);
}

AlertState stateNamed(const std::string& text) {
    return text == "acknowledged" ? AlertState::kAcknowledged
           : text == "dismissed"  ? AlertState::kDismissed
                                  : AlertState::kNew;
}

Alert alertOf(Row row) {
    Alert a;
    a.id = row.id<AlertId>();
    a.key = row.text();
    a.list = row.optionalId<WatchlistId>().value_or(WatchlistId());
    a.listName = row.text();
    a.colour = colourOf(row.text());
    a.sound = row.flag();
    a.priority = static_cast<ListPriority>(row.integer());
    a.escalateMs = row.integer();
    a.identity = row.id<IdentityId>();
    a.name = row.text();
    a.camera = row.optionalId<CameraId>().value_or(CameraId());
    a.cameraName = row.text();
    a.zone = row.text();
    a.at = row.integer();
    a.similarity = row.single();
    a.threshold = row.single();
    a.fmr = row.real();
    a.quality = row.single();
    a.reference = row.optionalId<SampleId>().value_or(SampleId());
    a.state = stateNamed(row.text());
    a.decidedBy = row.text();
    a.decidedAt = row.integer();
    a.reason = row.text();
    a.recording = row.text();
    a.recordingMs = row.real();
    return a;
}

bool blank(const std::string& text) {
    return text.find_first_not_of(" \t\r\n") == std::string::npos;
}

std::string audited(const Watchlist& list) {
    return json({{"name", list.name},
                 {"colour", name(list.colour)},
                 {"sound", list.sound},
                 {"priority", static_cast<int>(list.priority)},
                 {"fmr", list.fmr},
                 {"looks", list.looks},
                 {"window_ms", list.windowMs},
                 {"cool_down_ms", list.coolDownMs},
                 {"escalate_ms", list.escalateMs}})
        .dump();
}

std::vector<IdentityId> membersOf(SQLite::Database& database, WatchlistId id) {
    return ids<IdentityId>(
        query(database,
              "SELECT DISTINCT " SURVIVOR_OF(
                  "m.identity_id") " FROM watchlist_members m WHERE m.watchlist_id = ? ORDER BY 1",
              id));
}

}  // namespace

std::vector<Watchlist> SqliteAlertBook::watchlists() const {
    return store_.read([](auto& database) {
        return rows<Watchlist>(
            query(database,
                  "SELECT id, name, colour, sound, priority, fmr, looks, window_ms, cool_down_ms, "
                  "escalate_ms FROM watchlists ORDER BY id"),
            [&](Row row) {
                Watchlist list;
                list.id = row.id<WatchlistId>();
                list.name = row.text();
                list.colour = colourOf(row.text());
                list.sound = row.flag();
                list.priority = static_cast<ListPriority>(row.integer());
                list.fmr = row.real();
                list.looks = static_cast<int>(row.integer());
                list.windowMs = row.integer();
                list.coolDownMs = row.integer();
                list.escalateMs = row.integer();
                list.members = membersOf(database, list.id);
                return list;
            });
    });
}

WatchlistId SqliteAlertBook::saveWatchlist(const Watchlist& list) {
    SqliteStore::requireName(list.name);
    list.validate();
    return store_.write([&](SQLite::Database& database) {
        auto same = query(database, "SELECT id FROM watchlists WHERE name = ?", list.name);
        if (same.executeStep() && same.getColumn(0).getInt64() != list.id.value())
            throw Error(ErrorCode::kInvalidArgument, "watchlist " + list.name, "another list has this name");
        WatchlistId id = list.id;
        const std::string colour(name(list.colour));
        const int priority = static_cast<int>(list.priority);
        if (!id.valid()) {
            execute(
                database,
                "INSERT INTO watchlists (name, colour, sound, priority, fmr, looks, window_ms, cool_down_ms, "
                "escalate_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                list.name, colour, list.sound, priority, list.fmr, list.looks, list.windowMs, list.coolDownMs,
                list.escalateMs);
            id = WatchlistId(database.getLastInsertRowid());
        } else if (!execute(database,
                            "UPDATE watchlists SET name = ?, colour = ?, sound = ?, priority = ?, fmr = ?, "
                            "looks = ?, "
                            "window_ms = ?, cool_down_ms = ?, escalate_ms = ? WHERE id = ?",
                            list.name, colour, list.sound, priority, list.fmr, list.looks, list.windowMs,
                            list.coolDownMs, list.escalateMs, id)) {
            missing("watchlist " + list.name, "watchlist");
        }
        const auto subject = subjectOf("watchlist", id.value());
        store_.log(database, list.id.valid() ? "watchlist.change" : "watchlist.add", subject, audited(list));
        const auto had = membersOf(database, id);
        const auto has = [](const std::vector<IdentityId>& all, IdentityId one) {
            return std::find(all.begin(), all.end(), one) != all.end();
        };
        for (const auto member : had)
            if (!has(list.members, member)) {
                execute(
                    database,
                    "DELETE FROM watchlist_members WHERE watchlist_id = ? AND identity_id IN " ALL_WHO_ARE(
                        "?"),
                    id, member);
                store_.log(database, "watchlist.member_remove", subject,
                           subjectOf("identity", member.value()));
            }
        for (const auto member : list.members)
            if (!has(had, member)) {
                IdentityRepository(database).get(member);
                const int added =
                    execute(database,
                            "INSERT INTO watchlist_members (watchlist_id, identity_id, added_at, "
                            "added_by) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
                            id, member, store_.options_.clock->now(), store_.options_.actor);
                if (added)
                    store_.log(database, "watchlist.member_add", subject,
                               subjectOf("identity", member.value()));
            }
        return id;
    });
}

void SqliteAlertBook::removeWatchlist(WatchlistId id) {
    store_.write([&](SQLite::Database& database) {
        if (!execute(database, "DELETE FROM watchlists WHERE id = ?", id))
            missing(subjectOf("watchlist", id.value()), "watchlist");
        store_.log(database, "watchlist.remove", subjectOf("watchlist", id.value()), "");
    });
}

std::optional<AlertId> SqliteAlertBook::raise(const Alert& a, UnixMs coolDownMs) {
    LINEAMENT_REQUIRE(!a.key.empty(), "alert", "it has no key");
    LINEAMENT_REQUIRE(a.at > 0, "alert", "it has no time");
    SqliteStore::requireUtf8(a.recording, "recording");
    LINEAMENT_REQUIRE(std::isfinite(a.similarity) && std::isfinite(a.quality) && std::isfinite(a.threshold) &&
                          std::isfinite(a.fmr) && std::isfinite(a.recordingMs),
                      "alert " + a.key, "it holds a value that is not a number");
    return store_.write([&](SQLite::Database& database) -> std::optional<AlertId> {
        // Another watcher of the same camera, or this one before it was killed, may have told of it.
        auto same =
            query(database,
                  "SELECT 1 FROM alerts WHERE key = ?1 OR (watchlist_id IS ?2 AND identity_id = ?3 AND "
                  "camera_id IS ?4 AND at > ?5 AND at < ?6)",
                  a.key, orNull(a.list), a.identity, orNull(a.camera), a.at - coolDownMs, a.at + coolDownMs);
        if (same.executeStep()) return std::nullopt;
        const int raised = execute(
            database,
            // Whoever and whatever was removed since is looked up here: nothing can come in between.
            "INSERT INTO alerts (key, watchlist_id, list_name, colour, sound, priority, escalate_ms, "
            "identity_id, camera_id, camera_name, zone, at, similarity, threshold, fmr, quality, sample_id, "
            "crop, recording, recording_ms) SELECT ?1, (SELECT id FROM watchlists WHERE id = ?2), ?3, ?4, "
            "?5, ?6, ?7, ?8, (SELECT id FROM cameras WHERE id = ?9), ?10, ?11, ?12, ?13, ?14, ?15, ?16, "
            "(SELECT id FROM samples WHERE id = ?17), ?18, ?19, ?20 "
            "WHERE EXISTS (SELECT 1 FROM identities WHERE id = ?8)",
            a.key, orNull(a.list), a.listName, std::string(name(a.colour)), a.sound,
            static_cast<int>(a.priority), a.escalateMs, a.identity, orNull(a.camera), a.cameraName, a.zone,
            a.at, double{a.similarity}, double{a.threshold}, a.fmr, double{a.quality}, orNull(a.reference),
            Bytes(a.crop), a.recording, a.recordingMs);
        if (raised == 0) return std::nullopt;
        const AlertId id(database.getLastInsertRowid());
        execute(database,
                "INSERT INTO deliveries (webhook_id, alert_id, due_at) SELECT id, ?, 0 FROM webhooks WHERE "
                "enabled = 1",
                id);
        store_.log(database, "alert.raise", subjectOf("alert", id.value()),
                   json({{"watchlist", a.list.value()},
                         {"identity", a.identity.value()},
                         {"camera", a.camera.value()}})
                       .dump());
        return id;
    });
}

std::vector<Alert> SqliteAlertBook::alerts(const AlertQuery& wanted) const {
    static const std::string kList =
        std::string(kAlert) +
        "WHERE (?1 = '' OR a.state = ?1) AND a.at >= ?2 AND (?3 = 0 OR a.id < ?3) "
        "ORDER BY a.id DESC LIMIT ?4";
    return store_.read([&](auto& database) {
        const std::string state(wanted.state ? name(*wanted.state) : std::string_view());
        return rows<Alert>(
            query(database, kList.c_str(), state, wanted.from,
                  wanted.before.valid() ? wanted.before.value() : 0, wanted.newest > 0 ? wanted.newest : -1),
            alertOf);
    });
}

std::optional<Alert> SqliteAlertBook::alert(AlertId id) const {
    static const std::string kOne = std::string(kAlert) + "WHERE a.id = ?";
    return store_.read([&](auto& database) -> std::optional<Alert> {
        auto statement = query(database, kOne.c_str(), id);
        if (!statement.executeStep()) return std::nullopt;
        return alertOf(Row(statement));
    });
}

int SqliteAlertBook::newAlerts() const {
    return store_.read([](auto& database) {
        return database.execAndGet("SELECT count(*) FROM alerts WHERE state = 'new'").getInt();
    });
}

std::vector<std::byte> SqliteAlertBook::alertCrop(AlertId id) const {
    return store_.read([&](auto& database) {
        auto statement = query(database, "SELECT crop FROM alerts WHERE id = ?", id);
        return statement.executeStep() ? Row(statement).blob() : std::vector<std::byte>();
    });
}

std::vector<std::byte> SqliteAlertBook::alertReference(AlertId id) const {
    return store_.read([&](auto& database) {
        auto statement =
            query(database,
                  "SELECT s.crop FROM alerts a JOIN samples s ON s.id = a.sample_id WHERE a.id = ? AND "
                  "s.removed = 0",
                  id);
        return statement.executeStep() ? Row(statement).blob() : std::vector<std::byte>();
    });
}

void SqliteAlertBook::decide(AlertId id, AlertState state, const std::string& reason) {
    SqliteStore::requireUtf8(reason, "reason");
    LINEAMENT_REQUIRE(state != AlertState::kDismissed || !blank(reason), "reason",
                      "a dismissal needs a reason");
    store_.write([&](SQLite::Database& database) {
        const auto subject = subjectOf("alert", id.value());
        auto found = query(database, "SELECT state, decided_by FROM alerts WHERE id = ?", id);
        if (!found.executeStep()) missing(subject, "alert");
        Row row(found);
        const auto was = stateNamed(row.text());
        const auto by = row.text();
        if (was == state) {
            if (state == AlertState::kNew) return;
            throw Error(ErrorCode::kInvalidArgument, subject,
                        by + " has " + std::string(name(was)) + " it already");
        }
        if (was != AlertState::kNew && state != AlertState::kNew)
            throw Error(ErrorCode::kInvalidArgument, subject,
                        by + " has " + std::string(name(was)) + " it; open it again first");
        const bool open = state == AlertState::kNew;
        const auto now = store_.options_.clock->now();
        const std::string stateName(name(state));
        execute(database,
                "UPDATE alerts SET state = ?, decided_by = ?, decided_at = ?, reason = ? WHERE id = ?",
                stateName, open ? std::string() : store_.options_.actor, open ? 0 : now,
                open ? std::string() : reason, id);
        execute(database,
                "INSERT INTO alert_decisions (alert_id, at, actor, state, reason) VALUES (?, ?, ?, ?, ?)", id,
                now, store_.options_.actor, stateName, reason);
        // Without the reason: it may name people, and these lines outlive them.
        store_.log(database,
                   open                                 ? "alert.reopen"
                   : state == AlertState::kAcknowledged ? "alert.acknowledge"
                                                        : "alert.dismiss",
                   subject, "");
    });
}

std::vector<Webhook> SqliteAlertBook::webhooks() const {
    return store_.read([](auto& database) {
        return rows<Webhook>(
            query(database,
                  "SELECT w.id, w.url, w.secret, w.enabled, "
                  "(SELECT count(*) FROM deliveries d WHERE d.webhook_id = w.id AND d.state = 'waiting'), "
                  "(SELECT count(*) FROM deliveries d WHERE d.webhook_id = w.id AND d.state = 'refused'), "
                  "coalesce((SELECT d.trouble FROM deliveries d WHERE d.webhook_id = w.id AND d.attempts > 0 "
                  "ORDER BY d.alert_id DESC LIMIT 1), '') FROM webhooks w ORDER BY w.id"),
            [&](Row row) {
                Webhook hook;
                hook.id = row.id<WebhookId>();
                hook.url = row.text();
                hook.secret = row.text();
                hook.enabled = row.flag();
                hook.waiting = static_cast<int>(row.integer());
                hook.refused = static_cast<int>(row.integer());
                hook.trouble = row.text();
                return hook;
            });
    });
}

WebhookId SqliteAlertBook::saveWebhook(const Webhook& hook) {
    SqliteStore::requireUtf8(hook.url, "address of a webhook");
    SqliteStore::requireUtf8(hook.secret, "secret of a webhook");
    LINEAMENT_REQUIRE(httpAddressOf(hook.url), "webhook", kNoHttpAddress);
    LINEAMENT_REQUIRE(hook.secret.size() >= 16, "webhook", "its secret must have 16 characters at least");
    return store_.write([&](SQLite::Database& database) {
        auto same = query(database, "SELECT id FROM webhooks WHERE url = ?", hook.url);
        if (same.executeStep() && same.getColumn(0).getInt64() != hook.id.value())
            throw Error(ErrorCode::kInvalidArgument, "webhook", "there is one of this address already");
        WebhookId id = hook.id;
        if (!id.valid()) {
            execute(database, "INSERT INTO webhooks (url, secret, enabled) VALUES (?, ?, ?)", hook.url,
                    hook.secret, hook.enabled);
            id = WebhookId(database.getLastInsertRowid());
        } else if (!execute(database, "UPDATE webhooks SET url = ?, secret = ?, enabled = ? WHERE id = ?",
                            hook.url, hook.secret, hook.enabled, id)) {
            missing(subjectOf("webhook", id.value()), "webhook");
        }
        // Without address and secret: the address may hold a password.
        store_.log(database, hook.id.valid() ? "webhook.change" : "webhook.add",
                   subjectOf("webhook", id.value()), hook.enabled ? "on" : "off");
        return id;
    });
}

void SqliteAlertBook::removeWebhook(WebhookId id) {
    store_.write([&](SQLite::Database& database) {
        if (!execute(database, "DELETE FROM webhooks WHERE id = ?", id))
            missing(subjectOf("webhook", id.value()), "webhook");
        store_.log(database, "webhook.remove", subjectOf("webhook", id.value()), "");
    });
}

std::optional<Delivery> SqliteAlertBook::claimDelivery(WebhookId hook, UnixMs now, UnixMs leaseMs) {
    constexpr const char* kHead =
        "SELECT alert_id, attempts, due_at FROM deliveries WHERE webhook_id = ? AND state = 'waiting' "
        "ORDER BY alert_id LIMIT 1";
    // A look that locks nobody out, as there is mostly nothing to send. A lease never lies far ahead: one
    // that does is of a clock that was set back.
    const auto due = [&](SQLite::Database& database) -> std::optional<Delivery> {
        auto head = query(database, kHead, hook);
        if (!head.executeStep()) return std::nullopt;
        Row row(head);
        Delivery delivery{hook, row.id<AlertId>(), 0};
        delivery.attempts = static_cast<int>(row.integer()) + 1;
        const UnixMs dueAt = row.integer();
        if (dueAt > now && dueAt <= now + 86'400'000) return std::nullopt;
        return delivery;
    };
    if (!store_.read([&](auto& database) { return due(database); })) return std::nullopt;
    return store_.write([&](SQLite::Database& database) -> std::optional<Delivery> {
        const auto delivery = due(database);
        if (delivery)
            execute(database,
                    "UPDATE deliveries SET due_at = ?, attempts = ? WHERE webhook_id = ? AND alert_id = ?",
                    now + leaseMs, delivery->attempts, hook, delivery->alert);
        return delivery;
    });
}

void SqliteAlertBook::settleDelivery(const Delivery& delivery, Outcome outcome, UnixMs dueAt,
                                     const std::string& trouble) {
    store_.write([&](SQLite::Database& database) {
        const char* state = outcome == Outcome::kDelivered ? "delivered"
                            : outcome == Outcome::kRefused ? "refused"
                                                           : "waiting";
        execute(database,
                "UPDATE deliveries SET state = ?, due_at = ?, trouble = ? WHERE webhook_id = ? AND alert_id "
                "= ? AND "
                "state = 'waiting'",
                state, dueAt, trouble, delivery.webhook, delivery.alert);
        if (outcome == Outcome::kRefused)
            store_.log(database, "webhook.refused", subjectOf("webhook", delivery.webhook.value()),
                       subjectOf("alert", delivery.alert.value()));
    });
}

}  // namespace lineament
