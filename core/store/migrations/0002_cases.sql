-- Cases: which sources belong together, the unknown people found in them, and what was refused about whom.

CREATE TABLE cases (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,                                               -- '': the case of what is in no other
    notes TEXT NOT NULL DEFAULT '',
    settings TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(settings)), -- how its sources are analysed
    created_at INTEGER NOT NULL,
    opened_at INTEGER NOT NULL
) STRICT;
INSERT INTO cases (id, name, created_at, opened_at)
    VALUES (1, '', unixepoch() * 1000, 0);

CREATE TABLE case_sources (                                           -- also those not analysed yet
    case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    source TEXT NOT NULL CHECK (source <> ''),
    sha256 TEXT NOT NULL DEFAULT '',                                  -- when it was added; '': not known
    notes TEXT NOT NULL DEFAULT '',
    added_at INTEGER NOT NULL,
    PRIMARY KEY (case_id, source)
) STRICT;
CREATE INDEX case_sources_by_source ON case_sources (source);
INSERT INTO case_sources (case_id, source, sha256, added_at)
    SELECT 1, source, sha256, analysed_at FROM recordings ORDER BY id;

ALTER TABLE tracks ADD COLUMN hidden TEXT NOT NULL DEFAULT ''
    CHECK (hidden IN ('', 'not_a_face', 'replaced', 'withdrawn'));    -- by a decision that can be taken back
ALTER TABLE tracks ADD COLUMN drawn INTEGER NOT NULL DEFAULT 0 CHECK (drawn IN (0, 1)); -- 1: by hand

CREATE TABLE unknowns (                                               -- "Unknown-4" of a case
    case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    track_id INTEGER NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
    number INTEGER NOT NULL CHECK (number > 0),
    by_hand INTEGER NOT NULL DEFAULT 0 CHECK (by_hand IN (0, 1)),     -- 1: a person put it there
    PRIMARY KEY (case_id, track_id)
) STRICT;
CREATE INDEX unknowns_by_track ON unknowns (track_id);

CREATE TABLE refusals (                                               -- never suggested again
    track_id INTEGER NOT NULL REFERENCES tracks (id) ON DELETE CASCADE,
    identity_id INTEGER NOT NULL REFERENCES identities (id) ON DELETE CASCADE,
    PRIMARY KEY (track_id, identity_id)
) STRICT;
CREATE INDEX refusals_by_identity ON refusals (identity_id);

CREATE TABLE case_marks (                                             -- people to look out for in a case
    case_id INTEGER NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    identity_id INTEGER NOT NULL REFERENCES identities (id) ON DELETE CASCADE,
    note TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (case_id, identity_id)
) STRICT;
CREATE INDEX case_marks_by_identity ON case_marks (identity_id);

ALTER TABLE identities ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0
    CHECK (withdrawn IN (0, 1));                                      -- 1: their enrolment was taken back
