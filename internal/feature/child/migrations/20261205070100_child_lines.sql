-- +goose Up
-- What a child has several of, each in a table of its own; refusals; the source of a number. One number is one person.
ALTER TABLE child ADD COLUMN ethnic_refused TEXT NOT NULL DEFAULT '';
ALTER TABLE child ADD COLUMN number_source TEXT NOT NULL DEFAULT '';
ALTER TABLE child ADD COLUMN mother_refused TEXT NOT NULL DEFAULT '';
ALTER TABLE child ADD COLUMN father_refused TEXT NOT NULL DEFAULT '';
ALTER TABLE child ADD COLUMN guardian_refused TEXT NOT NULL DEFAULT '';
ALTER TABLE child ADD COLUMN phone_refused TEXT NOT NULL DEFAULT '';
CREATE TABLE child_carers (
    id TEXT NOT NULL PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    record_id TEXT NOT NULL REFERENCES child (id) DEFERRABLE INITIALLY DEFERRED,
    seq BIGINT NOT NULL,
    name TEXT NOT NULL,
    relation TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    phone TEXT NOT NULL
);
CREATE INDEX child_carers_by_record ON child_carers (record_id, seq);
CREATE INDEX child_carers_by_unit ON child_carers (unit_id, record_id, seq);
CREATE TABLE child_residences (
    id TEXT NOT NULL PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    record_id TEXT NOT NULL REFERENCES child (id) DEFERRABLE INITIALLY DEFERRED,
    seq BIGINT NOT NULL,
    kind TEXT NOT NULL,
    hamlet TEXT NOT NULL,
    place TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT NOT NULL
);
CREATE INDEX child_residences_by_record ON child_residences (record_id, seq);
CREATE INDEX child_residences_by_unit ON child_residences (unit_id, record_id, seq);
CREATE TABLE child_learning (
    id TEXT NOT NULL PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    record_id TEXT NOT NULL REFERENCES child (id) DEFERRABLE INITIALLY DEFERRED,
    seq BIGINT NOT NULL,
    year TEXT NOT NULL,
    school TEXT NOT NULL,
    class TEXT NOT NULL,
    state TEXT NOT NULL
);
CREATE INDEX child_learning_by_record ON child_learning (record_id, seq);
CREATE INDEX child_learning_by_unit ON child_learning (unit_id, record_id, seq);
CREATE TABLE child_numbers (
    id TEXT NOT NULL PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    record_id TEXT NOT NULL REFERENCES child (id) DEFERRABLE INITIALLY DEFERRED,
    seq BIGINT NOT NULL,
    number TEXT NOT NULL,
    state TEXT NOT NULL,
    source TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT NOT NULL
);
CREATE INDEX child_numbers_by_record ON child_numbers (record_id, seq);
CREATE INDEX child_numbers_by_unit ON child_numbers (unit_id, record_id, seq);
CREATE TABLE child_circumstance_log (
    id TEXT NOT NULL PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    record_id TEXT NOT NULL REFERENCES child (id) DEFERRABLE INITIALLY DEFERRED,
    seq BIGINT NOT NULL,
    kind TEXT NOT NULL,
    sub TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    evidence TEXT NOT NULL
);
CREATE INDEX child_circumstance_log_by_record ON child_circumstance_log (record_id, seq);
CREATE INDEX child_circumstance_log_by_unit ON child_circumstance_log (unit_id, record_id, seq);
CREATE TABLE child_risk_log (
    id TEXT NOT NULL PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    record_id TEXT NOT NULL REFERENCES child (id) DEFERRABLE INITIALLY DEFERRED,
    seq BIGINT NOT NULL,
    kind TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE INDEX child_risk_log_by_record ON child_risk_log (record_id, seq);
CREATE INDEX child_risk_log_by_unit ON child_risk_log (unit_id, record_id, seq);
CREATE TABLE child_supports (
    id TEXT NOT NULL PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    record_id TEXT NOT NULL REFERENCES child (id) DEFERRABLE INITIALLY DEFERRED,
    seq BIGINT NOT NULL,
    kind TEXT NOT NULL,
    what TEXT NOT NULL,
    giver TEXT NOT NULL,
    day TEXT NOT NULL,
    amount BIGINT
);
CREATE INDEX child_supports_by_record ON child_supports (record_id, seq);
CREATE INDEX child_supports_by_unit ON child_supports (unit_id, record_id, seq);
CREATE TABLE child_visits (
    id TEXT NOT NULL PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    record_id TEXT NOT NULL REFERENCES child (id) DEFERRABLE INITIALLY DEFERRED,
    seq BIGINT NOT NULL,
    day TEXT NOT NULL,
    by TEXT NOT NULL,
    note TEXT NOT NULL
);
CREATE INDEX child_visits_by_record ON child_visits (record_id, seq);
CREATE INDEX child_visits_by_unit ON child_visits (unit_id, record_id, seq);
CREATE TABLE child_consents (
    id TEXT NOT NULL PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    record_id TEXT NOT NULL REFERENCES child (id) DEFERRABLE INITIALLY DEFERRED,
    seq BIGINT NOT NULL,
    by TEXT NOT NULL,
    about TEXT NOT NULL,
    text TEXT NOT NULL,
    method TEXT NOT NULL,
    day TEXT NOT NULL,
    withdrawn TEXT NOT NULL
);
CREATE INDEX child_consents_by_record ON child_consents (record_id, seq);
CREATE INDEX child_consents_by_unit ON child_consents (unit_id, record_id, seq);
CREATE INDEX child_by_person_number ON child (person_number);
