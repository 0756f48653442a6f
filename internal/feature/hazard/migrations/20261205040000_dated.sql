-- +goose Up
-- The numbers of a period count what was found, and what was made safe, between two days.
CREATE INDEX hazard_by_found_on ON hazard (unit_id, dropped, found_on, id);
CREATE INDEX hazard_by_state_on ON hazard (unit_id, dropped, state_on, id);
