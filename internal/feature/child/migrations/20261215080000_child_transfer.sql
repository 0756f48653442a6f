-- A child who moves: what the unit that sends keeps of it, and what the unit that receives sees until it decides. Both have one id.
-- +goose Up
ALTER TABLE child ADD COLUMN passed_to TEXT NOT NULL DEFAULT '';
CREATE TABLE child_transfer (
    id TEXT NOT NULL PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    child_id TEXT NOT NULL,
    to_unit TEXT NOT NULL,
    to_name TEXT NOT NULL,
    why TEXT NOT NULL,
    moves_on TEXT NOT NULL,
    state TEXT NOT NULL,
    proposed_by TEXT NOT NULL,
    proposed_at BIGINT NOT NULL,
    decided_by TEXT NOT NULL,
    decided_at BIGINT NOT NULL,
    answer TEXT NOT NULL
);
CREATE INDEX child_transfer_by_child ON child_transfer (child_id, id);
CREATE INDEX child_transfer_by_unit ON child_transfer (unit_id, state, id);
CREATE UNIQUE INDEX child_transfer_once ON child_transfer (child_id) WHERE state = 'cho';
CREATE TABLE child_arrival (
    id TEXT NOT NULL PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    from_unit TEXT NOT NULL,
    from_name TEXT NOT NULL,
    from_code TEXT NOT NULL,
    name TEXT NOT NULL,
    birth TEXT NOT NULL,
    sex TEXT NOT NULL,
    mother TEXT NOT NULL,
    father TEXT NOT NULL,
    why TEXT NOT NULL,
    moves_on TEXT NOT NULL,
    state TEXT NOT NULL,
    proposed_by TEXT NOT NULL,
    proposed_at BIGINT NOT NULL,
    decided_by TEXT NOT NULL,
    decided_at BIGINT NOT NULL,
    answer TEXT NOT NULL,
    child_id TEXT NOT NULL,
    child_version BIGINT NOT NULL
);
CREATE INDEX child_arrival_by_unit ON child_arrival (unit_id, state, id);
CREATE INDEX child_arrival_by_child ON child_arrival (child_id, id);
