-- +goose Up
-- First and last day of a unit; empty when the first is not known, and while it lasts. A unit that has ended stands still on its
-- last day.
ALTER TABLE unit ADD COLUMN valid_from TEXT NOT NULL DEFAULT '';
ALTER TABLE unit ADD COLUMN valid_to TEXT NOT NULL DEFAULT '';

-- Which unit goes on with the work of one that has ended, by which act and from which day. whole: all of the old territory lies
-- in the new one.
CREATE TABLE unit_heir (
    old_unit_id TEXT    NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    new_unit_id TEXT    NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    act_id      TEXT    NOT NULL,
    from_day    TEXT    NOT NULL,
    whole       BOOLEAN NOT NULL,
    PRIMARY KEY (old_unit_id, new_unit_id)
);
CREATE INDEX unit_heir_by_new ON unit_heir (new_unit_id, old_unit_id);
CREATE INDEX unit_heir_by_act ON unit_heir (act_id);
