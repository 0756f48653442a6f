-- +goose Up
-- What a plan row is: a plan, an official letter (công văn) that asked for work, or a list that somebody brought.
ALTER TABLE plan ADD COLUMN kind TEXT NOT NULL DEFAULT 'ke-hoach';
-- Whether the year has work of the same name.
CREATE INDEX task_by_name ON task (unit_id, year, title_fold);

-- One saving of the quick grid, so that it can be taken back as a whole. cells holds the fields of each task before and
-- after; the history of each task tells the same to people.
CREATE TABLE grid_save (
    id         TEXT   NOT NULL PRIMARY KEY,
    unit_id    TEXT   NOT NULL,
    plan_id    TEXT   NOT NULL REFERENCES plan (id) DEFERRABLE INITIALLY DEFERRED,
    account_id TEXT   NOT NULL,
    saved_at   BIGINT NOT NULL,
    count      BIGINT NOT NULL,
    cells      TEXT   NOT NULL,
    undone_at  BIGINT NOT NULL
);
CREATE INDEX grid_save_by_plan ON grid_save (plan_id, account_id, undone_at, id);

-- A list on its way in, as it was brought, how its columns are read, and its rows as they were repaired. plan_id names the
-- plan row that it became.
CREATE TABLE work_list (
    id         TEXT   NOT NULL PRIMARY KEY,
    unit_id    TEXT   NOT NULL,
    year       BIGINT NOT NULL,
    state      TEXT   NOT NULL,
    name       TEXT   NOT NULL,
    hash       TEXT   NOT NULL REFERENCES file (hash) DEFERRABLE INITIALLY DEFERRED,
    cells      TEXT   NOT NULL,
    columns    TEXT   NOT NULL,
    rows       TEXT   NOT NULL,
    written    BIGINT NOT NULL,
    written_at BIGINT NOT NULL,
    plan_id    TEXT   NOT NULL,
    created_by TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    version    BIGINT NOT NULL
);
CREATE INDEX work_list_by_state ON work_list (unit_id, year, state, id);
CREATE INDEX work_list_by_hash ON work_list (hash, unit_id, state);

-- How a unit reads a list with a certain head.
CREATE TABLE work_columns (
    unit_id   TEXT NOT NULL,
    signature TEXT NOT NULL,
    columns   TEXT NOT NULL,
    PRIMARY KEY (unit_id, signature)
);
