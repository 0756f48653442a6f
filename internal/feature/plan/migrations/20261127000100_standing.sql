-- +goose Up
-- Where a task stands is one number in the indexes that the lists walk: a filter compares it with a mask, and counting never
-- leaves the index. The text of the number is that of standingOf.
DROP INDEX task_by_work;
DROP INDEX task_by_title;
CREATE INDEX task_by_work ON task (unit_id, year, live, due_on, id, (CASE WHEN phase = '' AND claimed_on = '' AND done_on = '' THEN 1 ELSE 0 END + CASE WHEN requested THEN 2 ELSE 0 END + CASE WHEN waiting > 0 THEN 4 ELSE 0 END + CASE WHEN asking THEN 8 ELSE 0 END + CASE WHEN waiting > 0 OR asking THEN 16 ELSE 0 END + CASE WHEN done_on > '' THEN 32 ELSE 0 END + CASE WHEN phase = 'paused' THEN 64 ELSE 0 END + CASE WHEN phase = 'cancelled' THEN 128 ELSE 0 END + CASE WHEN phase = 'moved' THEN 256 ELSE 0 END + CASE WHEN when_kind = 'none' OR when_kind = 'unknown' THEN 512 ELSE 0 END + CASE WHEN parent_id > '' THEN 1024 ELSE 0 END + CASE WHEN kind = 'standing' THEN 2048 ELSE 0 END + CASE WHEN kind = 'report' THEN 4096 ELSE 0 END + CASE WHEN lead = '' THEN 8192 ELSE 0 END), plan_id);
CREATE INDEX task_by_title ON task (unit_id, year, live, title_fold, id, due_on, (CASE WHEN phase = '' AND claimed_on = '' AND done_on = '' THEN 1 ELSE 0 END + CASE WHEN requested THEN 2 ELSE 0 END + CASE WHEN waiting > 0 THEN 4 ELSE 0 END + CASE WHEN asking THEN 8 ELSE 0 END + CASE WHEN waiting > 0 OR asking THEN 16 ELSE 0 END + CASE WHEN done_on > '' THEN 32 ELSE 0 END + CASE WHEN phase = 'paused' THEN 64 ELSE 0 END + CASE WHEN phase = 'cancelled' THEN 128 ELSE 0 END + CASE WHEN phase = 'moved' THEN 256 ELSE 0 END + CASE WHEN when_kind = 'none' OR when_kind = 'unknown' THEN 512 ELSE 0 END + CASE WHEN parent_id > '' THEN 1024 ELSE 0 END + CASE WHEN kind = 'standing' THEN 2048 ELSE 0 END + CASE WHEN kind = 'report' THEN 4096 ELSE 0 END + CASE WHEN lead = '' THEN 8192 ELSE 0 END), plan_id);
CREATE INDEX task_by_plan_work ON task (unit_id, year, live, plan_id, seq, id, due_on, (CASE WHEN phase = '' AND claimed_on = '' AND done_on = '' THEN 1 ELSE 0 END + CASE WHEN requested THEN 2 ELSE 0 END + CASE WHEN waiting > 0 THEN 4 ELSE 0 END + CASE WHEN asking THEN 8 ELSE 0 END + CASE WHEN waiting > 0 OR asking THEN 16 ELSE 0 END + CASE WHEN done_on > '' THEN 32 ELSE 0 END + CASE WHEN phase = 'paused' THEN 64 ELSE 0 END + CASE WHEN phase = 'cancelled' THEN 128 ELSE 0 END + CASE WHEN phase = 'moved' THEN 256 ELSE 0 END + CASE WHEN when_kind = 'none' OR when_kind = 'unknown' THEN 512 ELSE 0 END + CASE WHEN parent_id > '' THEN 1024 ELSE 0 END + CASE WHEN kind = 'standing' THEN 2048 ELSE 0 END + CASE WHEN kind = 'report' THEN 4096 ELSE 0 END + CASE WHEN lead = '' THEN 8192 ELSE 0 END));
-- The little of all work that is done early in a year, so that the totals of the year read little.
CREATE INDEX task_finished ON task (unit_id, year, live, done_on) WHERE done_on > '';

-- The names of plans stand behind their whole text in the row.
DROP INDEX plan_by_unit;
CREATE INDEX plan_by_unit ON plan (unit_id, year, id, kind, state, number, title, issued_on, issuer, source_name);

-- The parts of a task are few; they are not counted among all work of the unit.
CREATE INDEX task_parts ON task (parent_id, unit_id) WHERE parent_id > '';

-- What each registered body has to do with each task that is followed: one row for all its parts in the task. id is the task's;
-- roles are bits in the order of roleOrder. Made anew with every change of the plan's work.
CREATE TABLE body_task (
    id       TEXT   NOT NULL,
    body_id  TEXT   NOT NULL,
    unit_id  TEXT   NOT NULL,
    plan_id  TEXT   NOT NULL,
    year     BIGINT NOT NULL,
    seq      BIGINT NOT NULL,
    due_on   TEXT   NOT NULL,
    standing BIGINT NOT NULL,
    roles    BIGINT NOT NULL,
    PRIMARY KEY (id, body_id)
);
CREATE INDEX body_task_by_body ON body_task (unit_id, body_id, year, due_on, id, standing, roles, plan_id, seq);
CREATE INDEX body_task_by_plan ON body_task (plan_id);
