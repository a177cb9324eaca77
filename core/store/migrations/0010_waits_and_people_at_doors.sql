-- Names that nobody has are slowed each by itself, as those of accounts are: how long a sign-in waits does not tell
-- which names there are. What was typed may be a password, so that 16 bits of its salted hash are all that is kept.
CREATE TABLE failed_unknown_sign_ins (
    bucket INTEGER PRIMARY KEY CHECK (bucket BETWEEN 0 AND 65535),
    failures INTEGER NOT NULL,
    last_at INTEGER NOT NULL
) STRICT;
CREATE TABLE sign_in_salt (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    salt TEXT NOT NULL
) STRICT;
INSERT INTO sign_in_salt (id, salt) VALUES (1, hex(randomblob(16)));
DELETE FROM failed_sign_ins WHERE account_id = 0;

-- Who and which door an entry of the access log is about is only ever taken out, with them.
CREATE TRIGGER access_events_keep_who_it_was BEFORE UPDATE OF door_id, identity_id, companion_id ON access_events
WHEN (NEW.door_id IS NOT NULL AND NEW.door_id IS NOT OLD.door_id)
    OR (NEW.identity_id IS NOT NULL AND NEW.identity_id IS NOT OLD.identity_id)
    OR (NEW.companion_id IS NOT NULL AND NEW.companion_id IS NOT OLD.companion_id)
BEGIN
    SELECT RAISE(ABORT, 'the access log is never rewritten');
END;
