-- When recordings of cases were taken, and by which camera: so that an alert leads to the moment it is about.
CREATE TABLE recorded_times (
    source TEXT PRIMARY KEY CHECK (source <> ''),                     -- as in case_sources, in whichever case
    started_at INTEGER,                                               -- of its first picture; NULL: not known
    duration_ms REAL NOT NULL,                                        -- 0: not known
    camera_id INTEGER REFERENCES cameras (id) ON DELETE SET NULL,     -- that recorded it; NULL: not known
    by_person INTEGER NOT NULL CHECK (by_person IN (0, 1))            -- 0: its container says so
) STRICT;
CREATE INDEX recorded_times_by_camera ON recorded_times (camera_id, started_at) WHERE camera_id IS NOT NULL;
