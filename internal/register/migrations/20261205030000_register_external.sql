-- +goose Up
-- The names that other programs give to records: a source and its own key. What is sent again under one key is the same record.
CREATE TABLE register_external (
    unit_id    TEXT   NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    register   TEXT   NOT NULL,
    source     TEXT   NOT NULL,
    key        TEXT   NOT NULL,
    record_id  TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (unit_id, register, source, key)
);
CREATE INDEX register_external_by_record ON register_external (record_id);
