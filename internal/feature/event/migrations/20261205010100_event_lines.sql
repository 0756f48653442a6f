-- +goose Up
-- The budget of an event by lines, and who came by group; sums and the comparison with the plan stand with the event.
ALTER TABLE event ADD COLUMN planned_all BIGINT NOT NULL DEFAULT -4611686018427387904;
ALTER TABLE event ADD COLUMN spent_all BIGINT NOT NULL DEFAULT -4611686018427387904;
ALTER TABLE event ADD COLUMN overspent TEXT NOT NULL DEFAULT '';
ALTER TABLE event ADD COLUMN over_reason TEXT NOT NULL DEFAULT '';
CREATE INDEX event_by_overspent ON event (unit_id, dropped, overspent, period, id);
CREATE TABLE event_money (
    id TEXT NOT NULL PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    record_id TEXT NOT NULL REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED,
    seq BIGINT NOT NULL,
    what TEXT NOT NULL,
    source TEXT NOT NULL,
    planned BIGINT,
    spent BIGINT,
    paper TEXT NOT NULL
);
CREATE INDEX event_money_by_record ON event_money (record_id, seq);
CREATE INDEX event_money_by_unit ON event_money (unit_id, record_id, seq);
CREATE TABLE event_attendance (
    id TEXT NOT NULL PRIMARY KEY,
    unit_id TEXT NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    record_id TEXT NOT NULL REFERENCES event (id) DEFERRABLE INITIALLY DEFERRED,
    seq BIGINT NOT NULL,
    who TEXT NOT NULL,
    boys BIGINT,
    girls BIGINT,
    adults BIGINT
);
CREATE INDEX event_attendance_by_record ON event_attendance (record_id, seq);
CREATE INDEX event_attendance_by_unit ON event_attendance (unit_id, record_id, seq);
