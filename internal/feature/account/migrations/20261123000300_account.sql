-- +goose Up
-- A person who may sign in. password is empty until the person has set one.
CREATE TABLE account (
    id         TEXT    NOT NULL PRIMARY KEY,
    username   TEXT    NOT NULL,
    name       TEXT    NOT NULL,
    name_key   TEXT    NOT NULL,
    password   TEXT    NOT NULL,
    active     BOOLEAN NOT NULL,
    version    BIGINT  NOT NULL,
    created_at BIGINT  NOT NULL
);
CREATE UNIQUE INDEX account_by_username ON account (username);
CREATE INDEX account_by_name ON account (name_key, id);

-- A dated post of a person in a body. valid_to is the last day; empty while it lasts.
CREATE TABLE position (
    id         TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    unit_id    TEXT NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    body_id    TEXT NOT NULL REFERENCES body (id) DEFERRABLE INITIALLY DEFERRED,
    title      TEXT NOT NULL,
    role       TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to   TEXT NOT NULL
);
CREATE INDEX position_by_account ON position (account_id, valid_from);
CREATE INDEX position_by_body ON position (body_id);
CREATE INDEX position_by_unit ON position (unit_id, account_id);

-- A signed-in browser. digest is that of the token in its cookie; ended_at is 0 while it lasts.
CREATE TABLE session (
    id         TEXT   NOT NULL PRIMARY KEY,
    digest     TEXT   NOT NULL,
    account_id TEXT   NOT NULL REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    device     TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL,
    ended_at   BIGINT NOT NULL
);
CREATE UNIQUE INDEX session_by_digest ON session (digest);
CREATE INDEX session_by_account ON session (account_id, ended_at, seen_at);
CREATE INDEX session_by_age ON session (seen_at);

-- A one-time code by which a password is set. used_at is 0 until it is used or replaced.
CREATE TABLE reset_code (
    id         TEXT   NOT NULL PRIMARY KEY,
    account_id TEXT   NOT NULL REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    digest     TEXT   NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at    BIGINT NOT NULL
);
CREATE INDEX reset_code_by_account ON reset_code (account_id, used_at);
