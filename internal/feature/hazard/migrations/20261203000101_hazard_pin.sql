-- +goose Up
-- What lies near a new site, and what a map shows, is found by its place.
CREATE INDEX hazard_by_pin ON hazard (unit_id, dropped, pin, pin_lon, id);
