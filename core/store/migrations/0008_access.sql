-- Access: doors, who may pass them and when, and the log of what was decided.

CREATE TABLE access_schedules (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    time_zone TEXT NOT NULL,
    windows TEXT NOT NULL CHECK (json_valid(windows))                 -- [[weekdays, from, to] ...], minutes
) STRICT;

CREATE TABLE doors (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    source TEXT NOT NULL,                                             -- empty: no camera of its own
    zone TEXT NOT NULL,
    passage TEXT NOT NULL CHECK (passage IN ('seen', 'entry', 'exit')),
    enabled INTEGER NOT NULL CHECK (enabled IN (0, 1)),
    needs_card INTEGER NOT NULL CHECK (needs_card IN (0, 1)),
    needs_liveness INTEGER NOT NULL CHECK (needs_liveness IN (0, 1)),
    min_quality REAL NOT NULL,
    anti_passback INTEGER NOT NULL CHECK (anti_passback IN (0, 1)),
    forget_ms INTEGER NOT NULL,
    two_people INTEGER NOT NULL CHECK (two_people IN (0, 1)),
    two_people_ms INTEGER NOT NULL,
    failures INTEGER NOT NULL,                                        -- 0: never locked
    failures_ms INTEGER NOT NULL,
    lock_ms INTEGER NOT NULL,
    actuator TEXT NOT NULL CHECK (actuator IN ('simulated', 'http')),
    relay_url TEXT NOT NULL,
    relay_secret TEXT NOT NULL,
    relay_timeout_ms INTEGER NOT NULL,
    open_ms INTEGER NOT NULL
) STRICT;

CREATE TABLE access_grants (
    door_id INTEGER NOT NULL REFERENCES doors (id) ON DELETE CASCADE,
    place INTEGER NOT NULL,
    group_name TEXT NOT NULL,                                         -- empty: everybody
    schedule_id INTEGER REFERENCES access_schedules (id),             -- NULL: at any time; never by a removal
    PRIMARY KEY (door_id, place)
) STRICT;
CREATE INDEX access_grants_by_schedule ON access_grants (schedule_id) WHERE schedule_id IS NOT NULL;

CREATE TABLE access_events (                                          -- the log: written once
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    door_id INTEGER REFERENCES doors (id) ON DELETE SET NULL,
    door_name TEXT NOT NULL,                                          -- the door as it was then
    zone TEXT NOT NULL,
    passage TEXT NOT NULL CHECK (passage IN ('seen', 'entry', 'exit')),
    at INTEGER NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('granted', 'waiting', 'refused', 'forgiven', 'unlocked', 'fault')),
    reason TEXT NOT NULL CHECK (reason <> ''),
    identity_id INTEGER REFERENCES identities (id) ON DELETE SET NULL,
    companion_id INTEGER REFERENCES identities (id) ON DELETE SET NULL,
    card TEXT NOT NULL,                                               -- as shown, where it is nobody's
    by_card INTEGER NOT NULL CHECK (by_card IN (0, 1)),
    similarity REAL NOT NULL,
    threshold REAL NOT NULL,
    fmr REAL NOT NULL,
    quality REAL NOT NULL,
    liveness REAL,                                                    -- NULL: not judged
    liveness_threshold REAL NOT NULL,
    decision_ms INTEGER NOT NULL,
    crop BLOB NOT NULL,                                               -- JPEG; empty: none
    detail TEXT NOT NULL,
    actor TEXT NOT NULL
) STRICT;
CREATE INDEX access_events_by_door ON access_events (door_id, at);
CREATE INDEX access_events_by_time ON access_events (at);
CREATE INDEX access_events_by_identity ON access_events (identity_id, zone) WHERE identity_id IS NOT NULL;
CREATE INDEX access_events_by_companion ON access_events (companion_id, zone) WHERE companion_id IS NOT NULL;
-- A person who is removed leaves the entry, but neither their number nor their picture.
CREATE TRIGGER access_events_are_never_rewritten
BEFORE UPDATE OF id, door_name, zone, passage, at, outcome, reason, card, by_card, similarity, threshold, fmr, quality,
    liveness, liveness_threshold, decision_ms, detail, actor ON access_events
BEGIN
    SELECT RAISE(ABORT, 'the access log is never rewritten');
END;
CREATE TRIGGER access_events_keep_their_picture BEFORE UPDATE OF crop ON access_events
WHEN length(NEW.crop) > 0 OR NEW.identity_id IS NOT NULL
BEGIN
    SELECT RAISE(ABORT, 'the access log is never rewritten');
END;
CREATE TRIGGER access_events_are_never_deleted BEFORE DELETE ON access_events
BEGIN
    SELECT RAISE(ABORT, 'the access log is never rewritten');
END;
CREATE TRIGGER access_events_forget_who_is_removed AFTER UPDATE OF identity_id ON access_events
WHEN NEW.identity_id IS NULL AND OLD.identity_id IS NOT NULL
BEGIN
    UPDATE access_events SET crop = x'' WHERE id = NEW.id;
END;

CREATE TABLE access_openings (                                        -- what the actuator answered
    event_id INTEGER PRIMARY KEY REFERENCES access_events (id),
    opened INTEGER NOT NULL CHECK (opened IN (0, 1)),
    trouble TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE TRIGGER access_openings_are_never_rewritten BEFORE UPDATE ON access_openings
BEGIN
    SELECT RAISE(ABORT, 'the access log is never rewritten');
END;
CREATE TRIGGER access_openings_are_never_deleted BEFORE DELETE ON access_openings
BEGIN
    SELECT RAISE(ABORT, 'the access log is never rewritten');
END;
