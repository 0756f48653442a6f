-- +goose Up
-- The lines of one child: without an index that has the unit as well, SQLite went through all lines of the unit.
CREATE INDEX state_line_by_child ON state_line (unit_id, child_id);
