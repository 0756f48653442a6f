-- The list of children can be narrowed by what holds in their lines today.
-- +goose Up
CREATE INDEX child_circumstance_log_by_kind ON child_circumstance_log (unit_id, kind, record_id);
CREATE INDEX child_circumstance_log_by_sub ON child_circumstance_log (unit_id, sub, record_id);
CREATE INDEX child_risk_log_by_kind ON child_risk_log (unit_id, kind, record_id);
