-- +goose Up
-- Places where a child can come to harm.
CREATE TABLE hazard (
    id TEXT NOT NULL PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    number BIGINT NOT NULL,
    state TEXT NOT NULL,
    state_by TEXT NOT NULL,
    state_on TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    dropped BOOLEAN NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    risk TEXT NOT NULL,
    address TEXT NOT NULL,
    pin BIGINT,
    pin_lon BIGINT,
    found_on TEXT NOT NULL,
    found_by TEXT NOT NULL,
    body TEXT NOT NULL,
    owner TEXT NOT NULL,
    fix_by TEXT NOT NULL,
    measure TEXT NOT NULL,
    recheck_on TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE UNIQUE INDEX hazard_by_number ON hazard (unit_id, number);
CREATE INDEX hazard_by_state ON hazard (unit_id, dropped, state, risk, id);
CREATE INDEX hazard_by_kind ON hazard (unit_id, dropped, kind, risk, id);
CREATE INDEX hazard_by_risk ON hazard (unit_id, dropped, risk, id);
CREATE INDEX hazard_by_body ON hazard (unit_id, dropped, body, risk, id);
CREATE INDEX hazard_by_measure ON hazard (unit_id, dropped, measure, risk, id);
CREATE INDEX hazard_by_fix_by ON hazard (unit_id, dropped, fix_by, id);
CREATE INDEX hazard_by_recheck_on ON hazard (unit_id, dropped, recheck_on, id);
CREATE INDEX hazard_by_created_at ON hazard (unit_id, dropped, created_at, id);
