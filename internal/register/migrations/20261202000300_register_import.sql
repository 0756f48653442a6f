-- +goose Up
-- A table that somebody brought into a register. state: waiting (shown, nothing written), writing, written, undoing, undone.
CREATE TABLE register_import (
    id          TEXT   NOT NULL PRIMARY KEY,
    unit_id     TEXT   NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    register    TEXT   NOT NULL,
    source_name TEXT   NOT NULL,
    source_hash TEXT   NOT NULL,
    state       TEXT   NOT NULL,
    heads       TEXT   NOT NULL,
    columns     TEXT   NOT NULL,
    head_rows   BIGINT NOT NULL,
    added       BIGINT NOT NULL,
    updated     BIGINT NOT NULL,
    account_id  TEXT   NOT NULL,
    created_by  TEXT   NOT NULL,
    created_at  BIGINT NOT NULL,
    version     BIGINT NOT NULL
);
CREATE INDEX register_import_by_unit ON register_import (unit_id, register, id);

-- Its rows as they were brought, with what would become of each. before and after_version let the import be taken back.
CREATE TABLE register_import_row (
    import_id     TEXT   NOT NULL REFERENCES register_import (id) DEFERRABLE INITIALLY DEFERRED,
    unit_id       TEXT   NOT NULL,
    n             BIGINT NOT NULL,
    cells         TEXT   NOT NULL,
    verdict       TEXT   NOT NULL,
    choice        TEXT   NOT NULL,
    twin_id       TEXT   NOT NULL,
    words         TEXT   NOT NULL,
    done          TEXT   NOT NULL,
    record_id     TEXT   NOT NULL,
    before        TEXT   NOT NULL,
    after_version BIGINT NOT NULL,
    PRIMARY KEY (import_id, n)
);
CREATE INDEX register_import_row_by_verdict ON register_import_row (import_id, verdict, n);
CREATE INDEX register_import_row_by_done ON register_import_row (import_id, done, n);

-- Which columns a person gave to the headings of a table before.
CREATE TABLE register_heads (
    unit_id    TEXT NOT NULL,
    register   TEXT NOT NULL,
    account_id TEXT NOT NULL,
    heads      TEXT NOT NULL,
    columns    TEXT NOT NULL,
    PRIMARY KEY (unit_id, register, account_id, heads)
);
