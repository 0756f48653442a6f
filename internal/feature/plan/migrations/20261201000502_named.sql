-- +goose Up
-- 1: an internal note, which the ward's own people read and the bodies that work with it do not.
ALTER TABLE task_comment ADD COLUMN level BIGINT NOT NULL DEFAULT 0;

-- A person who is named on a task, beside its bodies. ended_at is 0 while it lasts.
CREATE TABLE task_person (
    id         TEXT   NOT NULL PRIMARY KEY,
    unit_id    TEXT   NOT NULL,
    plan_id    TEXT   NOT NULL,
    task_id    TEXT   NOT NULL REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
    account_id TEXT   NOT NULL REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    name       TEXT   NOT NULL,
    named_by   TEXT   NOT NULL,
    named_at   BIGINT NOT NULL,
    ended_by   TEXT   NOT NULL,
    ended_at   BIGINT NOT NULL
);
CREATE UNIQUE INDEX task_person_now ON task_person (task_id, account_id) WHERE ended_at = 0;
CREATE INDEX task_person_by_task ON task_person (task_id, account_id, ended_at);
CREATE INDEX task_person_by_account ON task_person (account_id, unit_id, ended_at);
CREATE INDEX task_person_by_plan ON task_person (plan_id, account_id, ended_at);
