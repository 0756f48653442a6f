-- +goose Up
-- A post that ended with its body: by which act, and which last day it had before. A post in an heir: by which act, and for which
-- post it was given.
ALTER TABLE position ADD COLUMN ended_act TEXT NOT NULL DEFAULT '';
ALTER TABLE position ADD COLUMN ended_was TEXT NOT NULL DEFAULT '';
ALTER TABLE position ADD COLUMN given_act TEXT NOT NULL DEFAULT '';
ALTER TABLE position ADD COLUMN given_for TEXT NOT NULL DEFAULT '';
CREATE INDEX position_by_ended_act ON position (ended_act, id);
CREATE INDEX position_by_given_act ON position (given_act, id);
