-- Looks: faces of recordings as they were measured now and then, for similarity over time.

CREATE TABLE looks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    recording_id INTEGER NOT NULL REFERENCES recordings (id) ON DELETE CASCADE,
    ms REAL NOT NULL,
    x REAL NOT NULL,
    y REAL NOT NULL,
    width REAL NOT NULL,
    height REAL NOT NULL,
    quality REAL NOT NULL,
    recogniser TEXT NOT NULL,
    vector BLOB NOT NULL
) STRICT;
CREATE INDEX looks_by_recording ON looks (recording_id, ms);
