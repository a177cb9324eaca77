-- Accounts: who may sign in, and what slows down whoever guesses.

CREATE TABLE accounts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE CHECK (trim(name) <> ''),
    role TEXT NOT NULL CHECK (role IN ('operator', 'enroller', 'examiner', 'administrator')),
    credential TEXT NOT NULL CHECK (credential LIKE '$argon2id$%'),
    disabled INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)),
    created_at INTEGER NOT NULL,
    signed_in_at INTEGER                                              -- NULL: never
) STRICT;
CREATE TRIGGER accounts_are_never_deleted BEFORE DELETE ON accounts
BEGIN
    SELECT RAISE(ABORT, 'an account is disabled, never deleted: the audit trail speaks of it');
END;

CREATE TABLE failed_sign_ins (                                        -- in a row; a success deletes the line
    account_id INTEGER PRIMARY KEY,                                   -- 0: all names that nobody has
    failures INTEGER NOT NULL,
    last_at INTEGER NOT NULL
) STRICT;
