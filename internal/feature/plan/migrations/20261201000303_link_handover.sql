-- +goose Up
-- The act of succession that ended the link; empty when a person did, or nobody.
ALTER TABLE task_link ADD COLUMN ended_act TEXT NOT NULL DEFAULT '';
CREATE INDEX task_link_by_body ON task_link (unit_id, body_id, id);
CREATE INDEX task_link_by_act ON task_link (ended_act, id);
