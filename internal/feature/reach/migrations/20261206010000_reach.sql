-- The lists of those whom nobody has reached: indexes along which they are counted, rules that a unit switched off, work given.
-- +goose Up
CREATE INDEX child_reach_insurance ON child (unit_id, dropped, state, insurance, birth, hamlet);
CREATE INDEX child_reach_birth_cert ON child (unit_id, dropped, state, birth_cert, birth, hamlet);
CREATE INDEX child_reach_schooling ON child (unit_id, dropped, state, schooling, birth, hamlet);
CREATE INDEX child_reach_number_why ON child (unit_id, dropped, state, number_why, hamlet);
CREATE INDEX child_reach_visit ON child (unit_id, dropped, state, last_visit, hamlet);
CREATE INDEX child_reach_support ON child (unit_id, dropped, state, hamlet, id) WHERE circumstances > '';
CREATE TABLE reach_rule (
    unit_id TEXT NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    rule TEXT NOT NULL,
    switched_off BOOLEAN NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by TEXT NOT NULL,
    version BIGINT NOT NULL,
    level BIGINT NOT NULL,
    PRIMARY KEY (unit_id, rule)
);
CREATE TABLE reach_task (
    id TEXT NOT NULL PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    rule TEXT NOT NULL,
    part TEXT NOT NULL,
    hamlet TEXT NOT NULL,
    children BIGINT NOT NULL,
    given_on TEXT NOT NULL,
    given_by TEXT NOT NULL,
    due_on TEXT NOT NULL,
    path TEXT NOT NULL,
    level BIGINT NOT NULL
);
CREATE INDEX reach_task_by_rule ON reach_task (unit_id, rule, part, hamlet, id);
