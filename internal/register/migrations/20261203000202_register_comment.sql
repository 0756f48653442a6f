-- +goose Up
-- What people say about the records of every register. A remark is never edited; a withdrawn one keeps its place without words.
CREATE TABLE register_comment (
    id           TEXT   NOT NULL PRIMARY KEY,
    unit_id      TEXT   NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    register     TEXT   NOT NULL,
    record_id    TEXT   NOT NULL,
    account_id   TEXT   NOT NULL,
    account_name TEXT   NOT NULL,
    post         TEXT   NOT NULL,
    body_name    TEXT   NOT NULL,
    text         TEXT   NOT NULL,
    created_at   BIGINT NOT NULL,
    withdrawn_at BIGINT NOT NULL
);
CREATE INDEX register_comment_by_record ON register_comment (record_id, id);
CREATE INDEX register_comment_by_unit ON register_comment (unit_id);
