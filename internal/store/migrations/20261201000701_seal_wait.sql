-- +goose Up
-- Rows of the two logs that no seal covers yet. The writer of a row leaves its id here in the same transaction, so that a
-- row that commits late is found like any other; the sealer takes the id away when it has sealed the row.
CREATE TABLE seal_wait (
    row_id TEXT NOT NULL PRIMARY KEY,
    log    TEXT NOT NULL
);

-- Who was shown which confidential records. ids is a JSON array; one row a page.
CREATE TABLE read_trace (
    id         TEXT   NOT NULL PRIMARY KEY,
    at         BIGINT NOT NULL,
    unit_id    TEXT   NOT NULL,
    account_id TEXT   NOT NULL,
    post       TEXT   NOT NULL,
    route      TEXT   NOT NULL,
    kind       TEXT   NOT NULL,
    ids        TEXT   NOT NULL,
    reason     TEXT   NOT NULL
);
CREATE INDEX read_trace_by_unit ON read_trace (unit_id, id);
CREATE INDEX read_trace_by_account ON read_trace (account_id, id);
