-- +goose Up
-- What a person did last in the quick grid of a register, to be taken back: changes are the answers before and after, by record.
CREATE TABLE register_step (
    id         TEXT   NOT NULL PRIMARY KEY,
    unit_id    TEXT   NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    register   TEXT   NOT NULL,
    account_id TEXT   NOT NULL,
    import_id  TEXT   NOT NULL,
    changes    TEXT   NOT NULL,
    done_at    BIGINT NOT NULL,
    undone_at  BIGINT NOT NULL
);
CREATE INDEX register_step_by_person ON register_step (unit_id, register, account_id, id);
CREATE INDEX register_step_by_import ON register_step (import_id);
CREATE INDEX register_step_by_time ON register_step (done_at);

-- How a table came: '' as a file or on the page for it, paste into the quick grid, typed there row by row.
ALTER TABLE register_import ADD COLUMN origin TEXT NOT NULL DEFAULT '';
CREATE INDEX register_import_by_person ON register_import (unit_id, register, account_id, id);
