-- Marks end with their lines: those that ended are found by their day.
-- +goose Up
CREATE INDEX child_circumstance_log_ended ON child_circumstance_log (unit_id, until) WHERE until > '';
CREATE INDEX child_risk_log_ended ON child_risk_log (unit_id, until) WHERE until > '';
