-- +goose Up
-- When a task or a draft went into the trash, and by whose hand. After thirty days it is gone for good. What was dropped
-- before this column counts from the day of this migration.
ALTER TABLE task ADD COLUMN dropped_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE task ADD COLUMN dropped_by TEXT NOT NULL DEFAULT '';
ALTER TABLE plan ADD COLUMN dropped_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE plan ADD COLUMN dropped_by TEXT NOT NULL DEFAULT '';
UPDATE task SET dropped_at = 1795564800000 WHERE dropped = TRUE;
UPDATE plan SET dropped_at = 1795564800000 WHERE state = 'dropped';
CREATE INDEX task_trash ON task (unit_id, dropped_at) WHERE dropped = TRUE;
CREATE INDEX plan_trash ON plan (unit_id, dropped_at) WHERE state = 'dropped';
