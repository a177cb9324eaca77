-- Presence: cameras, who was seen by them, working hours, and what people correct.

CREATE TABLE cameras (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    source TEXT NOT NULL CHECK (source <> ''),
    zone TEXT NOT NULL DEFAULT '',
    passage TEXT NOT NULL CHECK (passage IN ('seen', 'entry', 'exit'))
) STRICT;

CREATE TABLE sightings (                                              -- observations: written once
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE CHECK (key <> ''),                       -- the event, so that none is stored twice
    identity_id INTEGER NOT NULL REFERENCES identities (id) ON DELETE CASCADE,
    camera_id INTEGER REFERENCES cameras (id) ON DELETE SET NULL,
    zone TEXT NOT NULL,
    passage TEXT NOT NULL CHECK (passage IN ('seen', 'entry', 'exit')),
    at INTEGER NOT NULL,
    similarity REAL NOT NULL,
    threshold REAL NOT NULL,
    quality REAL NOT NULL,
    crop BLOB NOT NULL                                                -- JPEG; empty: none
) STRICT;
CREATE INDEX sightings_by_time ON sightings (at);
CREATE INDEX sightings_by_identity ON sightings (identity_id, at);
CREATE INDEX sightings_by_camera ON sightings (camera_id) WHERE camera_id IS NOT NULL;
CREATE TRIGGER sightings_are_never_rewritten BEFORE UPDATE OF key, zone, passage, at, similarity ON sightings
BEGIN
    SELECT RAISE(ABORT, 'a sighting is never rewritten');
END;

CREATE TABLE shifts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    time_zone TEXT NOT NULL,
    from_minute INTEGER NOT NULL,
    to_minute INTEGER NOT NULL CHECK (to_minute > from_minute),
    weekdays INTEGER NOT NULL CHECK (weekdays BETWEEN 0 AND 127),     -- bit 0: Monday
    breaks TEXT NOT NULL CHECK (json_valid(breaks)),                  -- [[from, to] ...], minutes
    grace_late INTEGER NOT NULL,
    grace_early INTEGER NOT NULL,
    overtime_after INTEGER NOT NULL,
    margin INTEGER NOT NULL
) STRICT;

CREATE TABLE shift_assignments (
    identity_id INTEGER NOT NULL REFERENCES identities (id) ON DELETE CASCADE,
    shift_id INTEGER NOT NULL REFERENCES shifts (id) ON DELETE CASCADE,
    from_day INTEGER NOT NULL,                                        -- days since 1970-01-01
    to_day INTEGER CHECK (to_day >= from_day),                        -- NULL: until further notice
    PRIMARY KEY (identity_id, from_day)
) STRICT;
CREATE INDEX shift_assignments_by_shift ON shift_assignments (shift_id);

CREATE TABLE days_off (
    day INTEGER NOT NULL,
    identity_id INTEGER REFERENCES identities (id) ON DELETE CASCADE, -- NULL: everybody's
    name TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX days_off_once ON days_off (day, coalesce(identity_id, 0));
CREATE INDEX days_off_by_identity ON days_off (identity_id) WHERE identity_id IS NOT NULL;

CREATE TABLE corrections (                                            -- beside the observations, never instead
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    identity_id INTEGER NOT NULL REFERENCES identities (id) ON DELETE CASCADE,
    day INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('entry', 'exit', 'ignore')),
    at INTEGER NOT NULL,
    sighting_id INTEGER REFERENCES sightings (id) ON DELETE CASCADE,
    reason TEXT NOT NULL CHECK (trim(reason) <> ''),
    actor TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    revoked_at INTEGER,                                               -- NULL: it holds
    CHECK ((kind = 'ignore') = (sighting_id IS NOT NULL))
) STRICT;
CREATE INDEX corrections_by_identity ON corrections (identity_id, day);
CREATE INDEX corrections_by_sighting ON corrections (sighting_id) WHERE sighting_id IS NOT NULL;
