-- +goose Up
-- What an import made in other registers because its rows named it: the households of children. version is the one that was made; a
-- record that was changed since stays when the import is taken back. done: added, back, kept.
CREATE TABLE register_import_made (
    import_id TEXT   NOT NULL REFERENCES register_import (id) DEFERRABLE INITIALLY DEFERRED,
    unit_id   TEXT   NOT NULL,
    register  TEXT   NOT NULL,
    record_id TEXT   NOT NULL,
    version   BIGINT NOT NULL,
    done      TEXT   NOT NULL,
    PRIMARY KEY (import_id, record_id)
);
CREATE INDEX register_import_made_by_done ON register_import_made (import_id, done, record_id);

-- What was seen while a table was read, as a JSON list of sentences: sheets and rows that are hidden, formulas, rows with totals.
ALTER TABLE register_import ADD COLUMN notes TEXT NOT NULL DEFAULT '[]';

-- Whether a record was made by a row of the table that is being written, and which rows changed it one after another.
CREATE INDEX register_import_row_by_record ON register_import_row (import_id, record_id) WHERE record_id <> '';
