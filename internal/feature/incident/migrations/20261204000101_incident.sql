-- +goose Up
-- Accidents and injuries of children; no name is kept.
CREATE TABLE incident (
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
    kind TEXT NOT NULL,
    happened TEXT NOT NULL,
    outcome TEXT NOT NULL,
    place TEXT NOT NULL,
    hamlet TEXT NOT NULL,
    address TEXT NOT NULL,
    pin BIGINT,
    pin_lon BIGINT,
    note TEXT NOT NULL,
    sex TEXT NOT NULL,
    birth TEXT NOT NULL,
    age TEXT NOT NULL,
    water TEXT NOT NULL,
    swims TEXT NOT NULL,
    company TEXT NOT NULL,
    report_by TEXT NOT NULL,
    reported_at TEXT NOT NULL,
    reported_to TEXT NOT NULL,
    report_number TEXT NOT NULL
);
CREATE UNIQUE INDEX incident_by_number ON incident (unit_id, number);
CREATE INDEX incident_by_state ON incident (unit_id, dropped, state, happened, id);
CREATE INDEX incident_by_kind ON incident (unit_id, dropped, kind, happened, id);
CREATE INDEX incident_by_outcome ON incident (unit_id, dropped, outcome, happened, id);
CREATE INDEX incident_by_place ON incident (unit_id, dropped, place, happened, id);
CREATE INDEX incident_by_hamlet ON incident (unit_id, dropped, hamlet, happened, id);
CREATE INDEX incident_by_sex ON incident (unit_id, dropped, sex, happened, id);
CREATE INDEX incident_by_age ON incident (unit_id, dropped, age, happened, id);
CREATE INDEX incident_by_happened ON incident (unit_id, dropped, happened, id);
CREATE INDEX incident_by_report_by ON incident (unit_id, dropped, report_by, id);
CREATE INDEX incident_by_created_at ON incident (unit_id, dropped, created_at, id);
CREATE INDEX incident_by_pin ON incident (unit_id, dropped, pin, pin_lon, id);
-- The form of a period is counted from the index alone.
CREATE INDEX incident_in_form ON incident (unit_id, dropped, happened, kind, sex, age, place, outcome);
