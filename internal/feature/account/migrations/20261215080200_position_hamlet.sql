-- The hamlets for which a collaborator goes from door to door: part of the post, ended with it.
-- +goose Up
CREATE TABLE position_hamlet (
    id TEXT NOT NULL PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    position_id TEXT NOT NULL REFERENCES position (id) DEFERRABLE INITIALLY DEFERRED,
    account_id TEXT NOT NULL REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    hamlet_id TEXT NOT NULL REFERENCES hamlet (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX position_hamlet_once ON position_hamlet (position_id, hamlet_id);
CREATE INDEX position_hamlet_by_account ON position_hamlet (account_id, unit_id, hamlet_id);
CREATE INDEX position_hamlet_by_unit ON position_hamlet (unit_id);
CREATE INDEX position_hamlet_by_hamlet ON position_hamlet (hamlet_id);
