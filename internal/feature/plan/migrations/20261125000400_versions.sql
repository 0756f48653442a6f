-- +goose Up
-- An amended text of a plan is a plan of its own until it is applied: revises names the plan that it amends. Then the two
-- change places: the plan keeps its id, its work and the new text, and the other row holds the text that was replaced.
ALTER TABLE plan ADD COLUMN revises TEXT NOT NULL DEFAULT '';
ALTER TABLE plan ADD COLUMN resembles TEXT NOT NULL DEFAULT '';
ALTER TABLE plan ADD COLUMN replaced_at BIGINT NOT NULL DEFAULT 0;
CREATE INDEX plan_by_revised ON plan (revises, state, replaced_at);
-- The row of the replaced text in which a task still stands; empty for work of the current text.
ALTER TABLE task ADD COLUMN absent TEXT NOT NULL DEFAULT '';

-- A change of several tasks that can be taken back until something else changes them: cards merged, split or moved, or a
-- new version of the plan. twin_id is the row of the text that a version replaced.
CREATE TABLE plan_change (
    id        TEXT   NOT NULL PRIMARY KEY,
    unit_id   TEXT   NOT NULL,
    plan_id   TEXT   NOT NULL REFERENCES plan (id) DEFERRABLE INITIALLY DEFERRED,
    kind      TEXT   NOT NULL,
    said      TEXT   NOT NULL,
    twin_id   TEXT   NOT NULL,
    plan_version BIGINT NOT NULL,
    made_by   TEXT   NOT NULL,
    made_at   BIGINT NOT NULL,
    undone_by TEXT   NOT NULL,
    undone_at BIGINT NOT NULL
);
CREATE INDEX plan_change_by_plan ON plan_change (plan_id, undone_at, id);

-- A task before such a change; empty when the change made the task. version and results are those after it. twin_id is the
-- task of the replaced text, or of the draft, that holds the other wording.
CREATE TABLE task_image (
    id        TEXT   NOT NULL PRIMARY KEY,
    unit_id   TEXT   NOT NULL,
    change_id TEXT   NOT NULL REFERENCES plan_change (id) DEFERRABLE INITIALLY DEFERRED,
    task_id   TEXT   NOT NULL REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
    twin_id   TEXT   NOT NULL,
    fate      TEXT   NOT NULL,
    before    TEXT   NOT NULL,
    version   BIGINT NOT NULL,
    results   BIGINT NOT NULL
);
CREATE INDEX task_image_by_change ON task_image (change_id, id);
CREATE INDEX task_image_by_task ON task_image (task_id, change_id);
