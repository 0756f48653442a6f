-- +goose Up
-- What somebody has typed into a form of a register and not sent yet. form is empty for a new record, else the record's id, with
-- the key of a move behind a slash.
CREATE TABLE register_draft (
    unit_id    TEXT   NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    account_id TEXT   NOT NULL,
    register   TEXT   NOT NULL,
    form       TEXT   NOT NULL,
    typed      TEXT   NOT NULL,
    version    BIGINT NOT NULL,
    saved_at   BIGINT NOT NULL,
    PRIMARY KEY (account_id, unit_id, register, form)
);
CREATE INDEX register_draft_by_unit ON register_draft (unit_id);
CREATE INDEX register_draft_by_time ON register_draft (saved_at);
