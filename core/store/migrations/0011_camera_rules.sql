-- What each camera looks for and where; and at which place of a recording that played as a camera somebody was seen.
ALTER TABLE cameras ADD COLUMN area TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(area));  -- [[x, y] ...], shares of the picture; none: all of it
ALTER TABLE cameras ADD COLUMN detector TEXT NOT NULL DEFAULT '';      -- empty: the one in use
ALTER TABLE cameras ADD COLUMN min_face_px REAL NOT NULL DEFAULT 0;    -- 0: any
ALTER TABLE cameras ADD COLUMN fmr REAL NOT NULL DEFAULT 0;            -- of one comparison; 0: as searches
ALTER TABLE sightings ADD COLUMN recording TEXT NOT NULL DEFAULT '';   -- empty: it was live
ALTER TABLE sightings ADD COLUMN recording_ms REAL NOT NULL DEFAULT 0;
ALTER TABLE alerts ADD COLUMN recording TEXT NOT NULL DEFAULT '';
ALTER TABLE alerts ADD COLUMN recording_ms REAL NOT NULL DEFAULT 0;
CREATE TRIGGER sightings_keep_their_place BEFORE UPDATE OF recording, recording_ms ON sightings
BEGIN
    SELECT RAISE(ABORT, 'a sighting is never rewritten');
END;
CREATE TRIGGER alerts_keep_their_place BEFORE UPDATE OF recording, recording_ms ON alerts
BEGIN
    SELECT RAISE(ABORT, 'what an alert observed is never rewritten');
END;
