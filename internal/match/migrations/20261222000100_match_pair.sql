-- +goose Up
-- The pairs of one record: without the unit in the index, SQLite went through all pairs of the unit.
DROP INDEX match_pair_by_a;
DROP INDEX match_pair_by_b;
CREATE INDEX match_pair_by_a ON match_pair (a_id, unit_id);
CREATE INDEX match_pair_by_b ON match_pair (b_id, unit_id);
