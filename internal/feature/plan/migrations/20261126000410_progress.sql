-- +goose Up
-- The sums of a year by plan, for the year's page and the calendar.
CREATE INDEX due_tally_by_year ON due_tally (unit_id, year, plan_id, due_on, class, n);
