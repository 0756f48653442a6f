-- +goose Up
-- Events for children.
CREATE TABLE event (
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
    period TEXT NOT NULL,
    period_to TEXT NOT NULL,
    place TEXT NOT NULL,
    body TEXT NOT NULL,
    groups TEXT NOT NULL,
    plan TEXT NOT NULL,
    budget BIGINT,
    boys BIGINT,
    girls BIGINT,
    adults BIGINT,
    spent BIGINT,
    result TEXT NOT NULL,
    report_due TEXT NOT NULL,
    reported_on TEXT NOT NULL,
    report_number TEXT NOT NULL
);
CREATE UNIQUE INDEX event_by_number ON event (unit_id, number);
CREATE INDEX event_by_state ON event (unit_id, dropped, state, period, id);
CREATE INDEX event_by_kind ON event (unit_id, dropped, kind, period, id);
CREATE INDEX event_by_body ON event (unit_id, dropped, body, period, id);
CREATE INDEX event_by_period ON event (unit_id, dropped, period, id);
CREATE INDEX event_by_report_due ON event (unit_id, dropped, report_due, id);
CREATE INDEX event_by_created_at ON event (unit_id, dropped, created_at, id);
