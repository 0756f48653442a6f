-- +goose Up
-- address is coarse: enough to tell the office from abroad. fresh_at is when the person last typed the password or a code.
ALTER TABLE session ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN fresh_at BIGINT NOT NULL DEFAULT 0;

-- A browser in which the person has signed in before. digest is that of the token in its long-lived cookie.
CREATE TABLE known_browser (
    id         TEXT   NOT NULL PRIMARY KEY,
    account_id TEXT   NOT NULL REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    digest     TEXT   NOT NULL,
    device     TEXT   NOT NULL,
    address    TEXT   NOT NULL,
    first_at   BIGINT NOT NULL,
    last_at    BIGINT NOT NULL
);
CREATE UNIQUE INDEX known_browser_by_digest ON known_browser (digest, account_id);
CREATE INDEX known_browser_by_account ON known_browser (account_id, last_at);
CREATE INDEX known_browser_by_age ON known_browser (last_at);

-- Wrong tries at one thing: digest hides what was typed as a username, which may be a password.
CREATE TABLE sign_in_block (
    digest   TEXT   NOT NULL PRIMARY KEY,
    wrong    BIGINT NOT NULL,
    until_at BIGINT NOT NULL,
    last_at  BIGINT NOT NULL
);
CREATE INDEX sign_in_block_by_age ON sign_in_block (last_at);

-- A sign-in whose password was right and whose second step is still to come.
CREATE TABLE sign_in_step (
    digest     TEXT   NOT NULL PRIMARY KEY,
    account_id TEXT   NOT NULL REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    tries      BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX sign_in_step_by_account ON sign_in_step (account_id);
CREATE INDEX sign_in_step_by_age ON sign_in_step (expires_at);

-- The second step of an account. secret is encrypted with the key file of the machine; last_step is the newest time step whose
-- code was used.
CREATE TABLE second_factor (
    account_id TEXT   NOT NULL PRIMARY KEY REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    secret     TEXT   NOT NULL,
    since_at   BIGINT NOT NULL,
    last_step  BIGINT NOT NULL
);

CREATE TABLE recovery_code (
    account_id TEXT   NOT NULL REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    digest     TEXT   NOT NULL,
    used_at    BIGINT NOT NULL,
    PRIMARY KEY (account_id, digest)
);

-- What a person must be told about the own account. read_at is 0 until it was read.
CREATE TABLE account_news (
    id         TEXT   NOT NULL PRIMARY KEY,
    account_id TEXT   NOT NULL REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
    at         BIGINT NOT NULL,
    text       TEXT   NOT NULL,
    read_at    BIGINT NOT NULL
);
CREATE INDEX account_news_by_account ON account_news (account_id, read_at, id);
CREATE INDEX account_news_by_age ON account_news (at);

-- How long a person of a role stays signed in, where the administrator has changed it.
CREATE TABLE sign_in_limit (
    role             TEXT   NOT NULL PRIMARY KEY,
    idle_minutes     BIGINT NOT NULL,
    absolute_minutes BIGINT NOT NULL,
    version          BIGINT NOT NULL
);
