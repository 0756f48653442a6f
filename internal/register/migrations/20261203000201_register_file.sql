-- +goose Up
-- Files and pictures of the records of every register. field is the column that the declaration gives them; one that was taken
-- back stays with its day and name, and can be brought back.
CREATE TABLE register_file (
    id        TEXT   NOT NULL PRIMARY KEY,
    unit_id   TEXT   NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    register  TEXT   NOT NULL,
    record_id TEXT   NOT NULL,
    field     TEXT   NOT NULL,
    hash      TEXT   NOT NULL REFERENCES file (hash) DEFERRABLE INITIALLY DEFERRED,
    name      TEXT   NOT NULL,
    size      BIGINT NOT NULL,
    media     TEXT   NOT NULL,
    added_by  TEXT   NOT NULL,
    added_at  BIGINT NOT NULL,
    gone_by   TEXT   NOT NULL,
    gone_at   BIGINT NOT NULL
);
CREATE INDEX register_file_by_record ON register_file (record_id, id);
CREATE INDEX register_file_by_unit ON register_file (unit_id, register, gone_at, id);
CREATE INDEX register_file_by_hash ON register_file (hash);
