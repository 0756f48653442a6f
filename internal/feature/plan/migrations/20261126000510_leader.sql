-- +goose Up
-- Requests for more time that wait for an answer, the oldest first.
CREATE INDEX task_extension_by_state ON task_extension (unit_id, state, asked_at, id);
