-- +goose Up
-- Work that the program owes itself. A kind and a key name one piece of it for ever: the row of work that is done stays,
-- so that the same occurrence is never done again. lease_until is 0 while nobody works on it.
CREATE TABLE job (
    id          TEXT   NOT NULL PRIMARY KEY,
    kind        TEXT   NOT NULL,
    job_key     TEXT   NOT NULL,
    payload     TEXT   NOT NULL,
    state       TEXT   NOT NULL,
    run_at      BIGINT NOT NULL,
    lease_until BIGINT NOT NULL,
    lease_by    TEXT   NOT NULL,
    attempts    BIGINT NOT NULL,
    last_error  TEXT   NOT NULL,
    created_at  BIGINT NOT NULL,
    ended_at    BIGINT NOT NULL
);
CREATE UNIQUE INDEX job_by_key ON job (kind, job_key);
CREATE INDEX job_by_state ON job (state, run_at, id);
CREATE INDEX job_by_end ON job (state, ended_at);
