-- The store of Lineament, version 1. Once released it is never edited: a change is a new numbered file.
-- Times are ms since 1970-01-01 UTC; boxes are px of the upright image; vectors are little-endian float32.

PRAGMA application_id = 1279872581;  -- "LINE"

CREATE TABLE identities (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL CHECK (name <> ''),
    external_id TEXT UNIQUE CHECK (external_id <> ''),                -- NULL: none
    notes TEXT NOT NULL DEFAULT '',
    enrolled_at INTEGER NOT NULL,
    merged_into INTEGER REFERENCES identities (id) ON DELETE CASCADE  -- NULL: a person of their own
) STRICT;
CREATE INDEX identities_by_name ON identities (name);
CREATE INDEX identities_by_survivor ON identities (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE samples (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    identity_id INTEGER NOT NULL REFERENCES identities (id) ON DELETE CASCADE,
    removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),     -- 1: taken out, can be brought back
    added_at INTEGER NOT NULL,
    path TEXT NOT NULL,
    sha256 TEXT NOT NULL,                                             -- of the original file; '': none
    quality REAL NOT NULL,
    reason TEXT NOT NULL DEFAULT '',                                  -- why it was enrolled, as typed
    face TEXT NOT NULL CHECK (json_valid(face)),
    landmarks BLOB NOT NULL,                                          -- x, y of 5 points, then of 68 if there are
    crop BLOB NOT NULL                                                -- JPEG
) STRICT;
CREATE INDEX samples_by_identity ON samples (identity_id, removed, quality);
CREATE INDEX samples_by_sha256 ON samples (sha256);

CREATE TABLE originals (                                              -- filled only if the setting says so
    sha256 TEXT PRIMARY KEY,
    bytes BLOB NOT NULL
) STRICT;

CREATE TABLE templates (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    sample_id INTEGER NOT NULL REFERENCES samples (id) ON DELETE CASCADE,
    recogniser TEXT NOT NULL,                                         -- id and version of the weights
    dimension INTEGER NOT NULL CHECK (dimension > 0),
    dtype TEXT NOT NULL CHECK (dtype = 'f32'),
    vector BLOB NOT NULL CHECK (length(vector) = 4 * dimension),
    UNIQUE (sample_id, recogniser)
) STRICT;
CREATE INDEX templates_by_recogniser ON templates (recogniser, id);

CREATE TABLE recordings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    source TEXT NOT NULL UNIQUE,
    sha256 TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    frames_per_second REAL NOT NULL,
    duration_ms REAL NOT NULL,
    frames INTEGER NOT NULL,
    analysed_at INTEGER NOT NULL,
    settings TEXT NOT NULL
) STRICT;

CREATE TABLE tracks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    recording_id INTEGER NOT NULL REFERENCES recordings (id) ON DELETE CASCADE,
    first_ms REAL NOT NULL,
    last_ms REAL NOT NULL,
    frames INTEGER NOT NULL,
    identity_id INTEGER REFERENCES identities (id) ON DELETE SET NULL,
    similarity REAL NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('unknown', 'suggested', 'confirmed', 'rejected')),
    decided INTEGER NOT NULL DEFAULT 0 CHECK (decided IN (0, 1)),     -- 1: a person said so
    pooled_recogniser TEXT,
    pooled BLOB,
    boxes BLOB NOT NULL
) STRICT;
CREATE INDEX tracks_by_recording ON tracks (recording_id, first_ms);
CREATE INDEX tracks_by_identity ON tracks (identity_id) WHERE identity_id IS NOT NULL;

CREATE TABLE shots (
    track_id INTEGER NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
    rank INTEGER NOT NULL,                                            -- 0: the best
    ms REAL NOT NULL,
    x REAL NOT NULL,
    y REAL NOT NULL,
    width REAL NOT NULL,
    height REAL NOT NULL,
    quality REAL NOT NULL,
    crop BLOB NOT NULL,
    PRIMARY KEY (track_id, rank)
) STRICT;

CREATE TABLE decisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    reason TEXT NOT NULL,
    before TEXT NOT NULL CHECK (json_valid(before)),
    after TEXT NOT NULL CHECK (json_valid(after)),
    undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)),
    revertible INTEGER NOT NULL CHECK (revertible IN (0, 1))          -- 0: neither undo nor redo touches it
) STRICT;
CREATE INDEX decisions_by_subject ON decisions (subject);
CREATE INDEX decisions_to_revert ON decisions (undone, id) WHERE revertible = 1;

CREATE TABLE jobs (
    key TEXT PRIMARY KEY,
    state TEXT NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE audit (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    hash TEXT NOT NULL                                                -- SHA-256 of the hash before and this line
) STRICT;
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;
CREATE TRIGGER audit_only_grows_at_its_end BEFORE INSERT ON audit
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM audit)
BEGIN
    SELECT RAISE(ABORT, 'the audit trail is append-only');
END;
