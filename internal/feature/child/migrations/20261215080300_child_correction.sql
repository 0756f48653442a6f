-- What collaborators propose to correct in the records of the children whom they meet.
-- +goose Up
CREATE TABLE child_correction (
    id TEXT NOT NULL PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    child_id TEXT NOT NULL,
    field TEXT NOT NULL,
    proposed TEXT NOT NULL,
    why TEXT NOT NULL,
    state TEXT NOT NULL,
    account_id TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    decided_by TEXT NOT NULL,
    decided_at BIGINT NOT NULL,
    answer TEXT NOT NULL
);
CREATE INDEX child_correction_by_unit ON child_correction (unit_id, state, id);
CREATE INDEX child_correction_by_account ON child_correction (account_id, id);
CREATE INDEX child_correction_by_child ON child_correction (child_id, id);
