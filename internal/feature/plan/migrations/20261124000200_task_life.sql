-- +goose Up
-- What a person typed about the course of a task: put off, handed to a body outside, or given up by decision. Whether it is
-- in time follows from the dates and is not stored.
ALTER TABLE task ADD COLUMN parent_id TEXT NOT NULL DEFAULT '';
ALTER TABLE task ADD COLUMN phase TEXT NOT NULL DEFAULT '';
ALTER TABLE task ADD COLUMN phase_on TEXT NOT NULL DEFAULT '';
ALTER TABLE task ADD COLUMN phase_why TEXT NOT NULL DEFAULT '';
ALTER TABLE task ADD COLUMN phase_doc TEXT NOT NULL DEFAULT '';
ALTER TABLE task ADD COLUMN phase_doc_on TEXT NOT NULL DEFAULT '';
-- What follows from results and requests, kept beside the task so that lists need no join: how many results wait, the day
-- of a finishing result that waits, and whether a body asks for more time.
ALTER TABLE task ADD COLUMN waiting BIGINT NOT NULL DEFAULT 0;
ALTER TABLE task ADD COLUMN claimed_on TEXT NOT NULL DEFAULT '';
ALTER TABLE task ADD COLUMN asking BOOLEAN NOT NULL DEFAULT FALSE;
DROP INDEX task_by_due;
CREATE INDEX task_by_due ON task (unit_id, year, live, phase, claimed_on, done_on, due_on, id, requested);
CREATE INDEX task_top ON task (plan_id, parent_id, seq);
CREATE INDEX task_by_parent ON task (parent_id, seq);

-- A result of a body's own account waits for the officer: waiting, counted or returned. Both hands stay.
ALTER TABLE result ADD COLUMN state TEXT NOT NULL DEFAULT 'counted';
ALTER TABLE result ADD COLUMN decided_by TEXT NOT NULL DEFAULT '';
ALTER TABLE result ADD COLUMN decided_at BIGINT NOT NULL DEFAULT 0;
ALTER TABLE result ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE result ADD COLUMN amount TEXT NOT NULL DEFAULT '';
ALTER TABLE result ADD COLUMN amount_unit TEXT NOT NULL DEFAULT '';
ALTER TABLE result ADD COLUMN link TEXT NOT NULL DEFAULT '';

-- The small picture of an image, one for each content. It can be made again from the image.
CREATE TABLE file_thumb (
    hash       TEXT   NOT NULL PRIMARY KEY REFERENCES file (hash) DEFERRABLE INITIALLY DEFERRED,
    thumb_hash TEXT   NOT NULL REFERENCES file (hash) DEFERRABLE INITIALLY DEFERRED,
    width      BIGINT NOT NULL,
    height     BIGINT NOT NULL
);
CREATE INDEX file_thumb_by_thumb ON file_thumb (thumb_hash);

-- More time: asked for by a body, or given by the officer at once. The old date stays.
CREATE TABLE task_extension (
    id         TEXT   NOT NULL PRIMARY KEY,
    unit_id    TEXT   NOT NULL,
    task_id    TEXT   NOT NULL REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
    body_id    TEXT   NOT NULL,
    body_name  TEXT   NOT NULL,
    asked_by   TEXT   NOT NULL,
    asked_at   BIGINT NOT NULL,
    old_due    TEXT   NOT NULL,
    new_due    TEXT   NOT NULL,
    reason     TEXT   NOT NULL,
    state      TEXT   NOT NULL,
    decided_by TEXT   NOT NULL,
    decided_at BIGINT NOT NULL,
    answer     TEXT   NOT NULL,
    document   TEXT   NOT NULL
);
CREATE INDEX task_extension_by_task ON task_extension (task_id, id);

-- Who led before: the part that ended, and to whom the work went.
CREATE TABLE task_transfer (
    id       TEXT   NOT NULL PRIMARY KEY,
    unit_id  TEXT   NOT NULL,
    task_id  TEXT   NOT NULL REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
    old_lead TEXT   NOT NULL,
    new_lead TEXT   NOT NULL,
    ended_on TEXT   NOT NULL,
    reason   TEXT   NOT NULL,
    moved_by TEXT   NOT NULL,
    moved_at BIGINT NOT NULL
);
CREATE INDEX task_transfer_by_task ON task_transfer (task_id, id);

-- Talk about a task. A withdrawn remark keeps its place and loses its words.
CREATE TABLE task_comment (
    id           TEXT   NOT NULL PRIMARY KEY,
    unit_id      TEXT   NOT NULL,
    task_id      TEXT   NOT NULL REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
    account_id   TEXT   NOT NULL,
    account_name TEXT   NOT NULL,
    post         TEXT   NOT NULL,
    body_name    TEXT   NOT NULL,
    text         TEXT   NOT NULL,
    created_at   BIGINT NOT NULL,
    withdrawn_at BIGINT NOT NULL
);
CREATE INDEX task_comment_by_task ON task_comment (task_id, id);
