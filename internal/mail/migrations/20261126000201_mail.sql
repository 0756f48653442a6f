-- +goose Up
-- A message to one person, written in the change that causes it. handed_at is set, and committed, just before the server is
-- given the end of the message: a message that has it and no answer may have arrived. until_at is the moment after which
-- it would be old news, 0 for never.
CREATE TABLE mail_message (
    id          TEXT   NOT NULL PRIMARY KEY,
    unit_id     TEXT   NOT NULL,
    dedup_key   TEXT   NOT NULL,
    to_address  TEXT   NOT NULL,
    subject     TEXT   NOT NULL,
    body        TEXT   NOT NULL,
    state       TEXT   NOT NULL,
    attempts    BIGINT NOT NULL,
    next_at     BIGINT NOT NULL,
    until_at    BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    lease_by    TEXT   NOT NULL,
    handed_at   BIGINT NOT NULL,
    answer      TEXT   NOT NULL,
    created_at  BIGINT NOT NULL,
    ended_at    BIGINT NOT NULL
);
CREATE UNIQUE INDEX mail_message_by_key ON mail_message (dedup_key);
CREATE INDEX mail_message_by_state ON mail_message (state, next_at, id);
CREATE INDEX mail_message_by_unit ON mail_message (unit_id, id);
