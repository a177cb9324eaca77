-- Watchlists: people to look out for on live sources, the alerts about them, and the programs that are told.

CREATE TABLE watchlists (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    colour TEXT NOT NULL CHECK (colour IN ('red', 'amber', 'green', 'blue', 'violet')),
    sound INTEGER NOT NULL CHECK (sound IN (0, 1)),
    priority INTEGER NOT NULL CHECK (priority BETWEEN 1 AND 3),
    fmr REAL NOT NULL CHECK (fmr > 0 AND fmr < 1),                    -- of one comparison: sets the threshold
    looks INTEGER NOT NULL,
    window_ms INTEGER NOT NULL,
    cool_down_ms INTEGER NOT NULL,
    escalate_ms INTEGER NOT NULL                                      -- 0: never
) STRICT;

CREATE TABLE watchlist_members (
    watchlist_id INTEGER NOT NULL REFERENCES watchlists (id) ON DELETE CASCADE,
    identity_id INTEGER NOT NULL REFERENCES identities (id) ON DELETE CASCADE,
    added_at INTEGER NOT NULL,
    added_by TEXT NOT NULL,
    PRIMARY KEY (watchlist_id, identity_id)
) STRICT;
CREATE INDEX watchlist_members_by_identity ON watchlist_members (identity_id);

CREATE TABLE alerts (                                                 -- the list and camera as they were then
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE CHECK (key <> ''),                       -- the event, so that none is stored twice
    watchlist_id INTEGER REFERENCES watchlists (id) ON DELETE SET NULL,
    list_name TEXT NOT NULL,
    colour TEXT NOT NULL,
    sound INTEGER NOT NULL CHECK (sound IN (0, 1)),
    priority INTEGER NOT NULL CHECK (priority BETWEEN 1 AND 3),
    escalate_ms INTEGER NOT NULL,
    identity_id INTEGER NOT NULL REFERENCES identities (id) ON DELETE CASCADE,
    camera_id INTEGER REFERENCES cameras (id) ON DELETE SET NULL,
    camera_name TEXT NOT NULL,
    zone TEXT NOT NULL,
    at INTEGER NOT NULL,
    similarity REAL NOT NULL,
    threshold REAL NOT NULL,
    fmr REAL NOT NULL,
    quality REAL NOT NULL,
    sample_id INTEGER REFERENCES samples (id) ON DELETE SET NULL,     -- the reference that was most similar
    crop BLOB NOT NULL,                                               -- JPEG; empty: none
    state TEXT NOT NULL DEFAULT 'new' CHECK (state IN ('new', 'acknowledged', 'dismissed')),
    decided_by TEXT NOT NULL DEFAULT '',
    decided_at INTEGER NOT NULL DEFAULT 0,
    reason TEXT NOT NULL DEFAULT '',
    CHECK ((state = 'new') = (decided_at = 0)),
    CHECK (state <> 'dismissed' OR trim(reason) <> '')
) STRICT;
CREATE INDEX alerts_by_time ON alerts (at);
CREATE INDEX alerts_by_event ON alerts (watchlist_id, identity_id, camera_id, at);
CREATE INDEX alerts_by_identity ON alerts (identity_id);
CREATE INDEX alerts_by_camera ON alerts (camera_id) WHERE camera_id IS NOT NULL;
CREATE INDEX alerts_by_sample ON alerts (sample_id) WHERE sample_id IS NOT NULL;
CREATE TRIGGER alerts_are_never_rewritten BEFORE UPDATE OF key, at, similarity, threshold, quality, crop ON alerts
BEGIN
    SELECT RAISE(ABORT, 'what an alert observed is never rewritten');
END;

CREATE TABLE alert_decisions (                                        -- each that was made, also those opened again
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    alert_id INTEGER NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;
CREATE INDEX alert_decisions_by_alert ON alert_decisions (alert_id);

CREATE TABLE webhooks (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    url TEXT NOT NULL UNIQUE CHECK (url <> ''),
    secret TEXT NOT NULL CHECK (length(secret) >= 16),
    enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1))
) STRICT;

CREATE TABLE deliveries (                                             -- the queue of each webhook, by alert
    webhook_id INTEGER NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    alert_id INTEGER NOT NULL REFERENCES alerts (id) ON DELETE CASCADE,
    attempts INTEGER NOT NULL DEFAULT 0,
    due_at INTEGER NOT NULL,                                          -- not before; also while one is on its way
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'refused')),
    trouble TEXT NOT NULL DEFAULT '',                                 -- of the last attempt
    PRIMARY KEY (webhook_id, alert_id)
) STRICT;
CREATE INDEX deliveries_by_alert ON deliveries (alert_id);
CREATE INDEX deliveries_waiting ON deliveries (webhook_id, alert_id) WHERE state = 'waiting';
