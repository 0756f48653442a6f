-- +goose Up
-- Sheets of paper with the questions of a register, each with a code of its own that its QR carries. Those printed together have
-- one batch; record_id is empty until somebody typed the sheet into the register.
CREATE TABLE register_sheet (
    unit_id   TEXT   NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    register  TEXT   NOT NULL,
    code      TEXT   NOT NULL,
    batch     TEXT   NOT NULL,
    n         BIGINT NOT NULL,
    made_by   TEXT   NOT NULL,
    made_at   BIGINT NOT NULL,
    record_id TEXT   NOT NULL,
    typed_at  BIGINT NOT NULL,
    PRIMARY KEY (unit_id, register, code)
);
CREATE INDEX register_sheet_by_batch ON register_sheet (batch, n);
CREATE INDEX register_sheet_by_record ON register_sheet (record_id);
CREATE INDEX register_sheet_by_unit ON register_sheet (unit_id, register, batch);
