-- +goose Up
-- Something in the text of a plan that a person should look at, and what the person decided.
CREATE TABLE plan_doubt (
    id         TEXT    NOT NULL PRIMARY KEY,
    unit_id    TEXT    NOT NULL,
    plan_id    TEXT    NOT NULL REFERENCES plan (id) DEFERRABLE INITIALLY DEFERRED,
    seq        BIGINT  NOT NULL,
    rule       TEXT    NOT NULL,
    line       BIGINT  NOT NULL,
    words      TEXT    NOT NULL,
    proposal   TEXT    NOT NULL,
    text       TEXT    NOT NULL,
    certain    BOOLEAN NOT NULL,
    state      TEXT    NOT NULL,
    reason     TEXT    NOT NULL,
    decided_by TEXT    NOT NULL,
    decided_at BIGINT  NOT NULL,
    version    BIGINT  NOT NULL
);
CREATE INDEX plan_doubt_by_plan ON plan_doubt (plan_id, seq);
CREATE INDEX plan_doubt_by_line ON plan_doubt (plan_id, line, seq);

-- A dropped task keeps its place (seq), so that it can come back to it.
ALTER TABLE task ADD COLUMN dropped BOOLEAN NOT NULL DEFAULT FALSE;
DROP INDEX task_by_plan_done;
