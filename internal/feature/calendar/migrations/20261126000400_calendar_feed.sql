-- +goose Up
-- An address by which another program reads a calendar: of an account (account_id) or of a body (body_id), never both. Only the
-- digest of the secret is kept.
CREATE TABLE calendar_feed (
    id         TEXT   NOT NULL PRIMARY KEY,
    unit_id    TEXT   NOT NULL,
    account_id TEXT   NOT NULL,
    body_id    TEXT   NOT NULL,
    body_name  TEXT   NOT NULL,
    digest     TEXT   NOT NULL,
    made_by    TEXT   NOT NULL,
    made_at    BIGINT NOT NULL,
    revoked_by TEXT   NOT NULL,
    revoked_at BIGINT NOT NULL,
    reads      BIGINT NOT NULL,
    read_at    BIGINT NOT NULL
);
CREATE UNIQUE INDEX calendar_feed_by_digest ON calendar_feed (digest);
CREATE INDEX calendar_feed_by_unit ON calendar_feed (unit_id, account_id, id);
