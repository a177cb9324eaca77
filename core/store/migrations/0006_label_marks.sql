-- Evaluation: lines of lists of pairs whose label a person found wrong.

CREATE TABLE label_marks (
    list TEXT NOT NULL CHECK (length(list) = 64),                     -- SHA-256 of the list's content
    line INTEGER NOT NULL CHECK (line > 0),                           -- of the file, the header is 1
    actor TEXT NOT NULL,
    at INTEGER NOT NULL,
    reason TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (list, line)
) STRICT;
