-- People: groups, validity, consent and retention of each; who was decided to be two people; examinations of pairs.

CREATE TABLE person_records (
    identity_id INTEGER PRIMARY KEY REFERENCES identities (id) ON DELETE CASCADE,
    groups TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(groups)),
    valid_from INTEGER NOT NULL DEFAULT 0,                            -- 0: since ever
    valid_to INTEGER NOT NULL DEFAULT 0,                              -- 0: for ever
    consent TEXT NOT NULL DEFAULT 'unknown' CHECK (consent IN ('unknown', 'given', 'withdrawn')),
    purpose TEXT NOT NULL DEFAULT '',
    keep_until INTEGER NOT NULL DEFAULT 0,                            -- 0: no end; then the person is purged
    originals_until INTEGER NOT NULL DEFAULT 0                        -- 0: no end; then the photos' files are purged
) STRICT;
CREATE INDEX person_records_by_end ON person_records (keep_until) WHERE keep_until <> 0;

CREATE TABLE distinct_people (                                        -- looked alike, decided to be two
    first_id INTEGER NOT NULL REFERENCES identities (id) ON DELETE CASCADE,
    second_id INTEGER NOT NULL REFERENCES identities (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (first_id, second_id),
    CHECK (first_id < second_id)
) STRICT;

CREATE TABLE examinations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    begun_at INTEGER NOT NULL,
    examiner TEXT NOT NULL,
    content TEXT NOT NULL CHECK (json_valid(content)),                -- the pair, the features, the settings
    conclusion TEXT NOT NULL DEFAULT '',                              -- '': not concluded
    concluded_at INTEGER NOT NULL DEFAULT 0,
    score_seen_at INTEGER NOT NULL DEFAULT 0,                         -- 0: the score was never shown
    second_examiner TEXT NOT NULL DEFAULT '',
    second_at INTEGER NOT NULL DEFAULT 0,
    second_conclusion TEXT NOT NULL DEFAULT ''
) STRICT;
