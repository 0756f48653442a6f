-- +goose Up
-- The history is read newest first by unit and by person, inside a period: both walk their index from the last day back. The
-- instant of a row counts, not its id: a clock that was set back must not hide what was done.
DROP INDEX audit_by_unit;
CREATE INDEX audit_by_day ON audit (unit_id, at, id);
CREATE INDEX audit_by_person ON audit (unit_id, account_id, at, id);
