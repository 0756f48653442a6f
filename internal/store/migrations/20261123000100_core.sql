-- +goose Up
CREATE TABLE audit (
    id           TEXT   NOT NULL PRIMARY KEY,
    at           BIGINT NOT NULL,
    unit_id      TEXT   NOT NULL,
    kind         TEXT   NOT NULL,
    record_id    TEXT   NOT NULL,
    action       TEXT   NOT NULL,
    account_id   TEXT   NOT NULL,
    account_name TEXT   NOT NULL,
    post         TEXT   NOT NULL,
    body_id      TEXT   NOT NULL,
    body_name    TEXT   NOT NULL,
    before       TEXT   NOT NULL,
    after        TEXT   NOT NULL,
    note         TEXT   NOT NULL
);
CREATE INDEX audit_by_record ON audit (kind, record_id, id);
CREATE INDEX audit_by_unit ON audit (unit_id, id);

CREATE TABLE request_key (
    key        TEXT   NOT NULL,
    account_id TEXT   NOT NULL,
    result     TEXT   NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (key, account_id)
);
CREATE INDEX request_key_by_age ON request_key (at);

-- A file is kept once, under the hash of its bytes; names belong to the records that refer to it.
CREATE TABLE file (
    hash       TEXT   NOT NULL PRIMARY KEY,
    size       BIGINT NOT NULL,
    media      TEXT   NOT NULL,
    created_at BIGINT NOT NULL
);
