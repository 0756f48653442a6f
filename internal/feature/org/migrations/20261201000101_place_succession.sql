-- +goose Up
-- Other ways in which a unit is printed: spellings of its name and codes of other editions, a bar between them.
ALTER TABLE place ADD COLUMN also TEXT NOT NULL DEFAULT '';

-- On a day, the old unit went into the new one: whole, or as one of several parts.
CREATE TABLE place_succession (
    old_id TEXT    NOT NULL REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
    new_id TEXT    NOT NULL REFERENCES place (id) DEFERRABLE INITIALLY DEFERRED,
    day    TEXT    NOT NULL,
    whole  BOOLEAN NOT NULL,
    source TEXT    NOT NULL,
    PRIMARY KEY (old_id, new_id)
);
CREATE INDEX place_succession_by_new ON place_succession (new_id);
