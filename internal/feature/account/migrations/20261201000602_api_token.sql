-- +goose Up
-- By a token a program reads what a person may read. actions are names with a blank between; ended_at is 0 while it lasts.
CREATE TABLE api_token (
    id         TEXT   NOT NULL PRIMARY KEY,
    digest     TEXT   NOT NULL,
    account_id TEXT   NOT NULL REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    unit_id    TEXT   NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    name       TEXT   NOT NULL,
    actions    TEXT   NOT NULL,
    made_at    BIGINT NOT NULL,
    until_at   BIGINT NOT NULL,
    used_at    BIGINT NOT NULL,
    ended_at   BIGINT NOT NULL
);
CREATE UNIQUE INDEX api_token_by_digest ON api_token (digest);
CREATE INDEX api_token_by_account ON api_token (account_id, ended_at, id);
CREATE INDEX api_token_by_unit ON api_token (unit_id);
