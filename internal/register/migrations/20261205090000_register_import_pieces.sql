-- +goose Up
-- A table is kept and judged in pieces, so that nobody waits behind a long one. state is first receiving (its rows are not all kept
-- yet), then judging, then as before. round counts the judgements of the whole table; a row of an earlier round waits for one.
ALTER TABLE register_import ADD COLUMN sender TEXT NOT NULL DEFAULT '';
ALTER TABLE register_import ADD COLUMN readings TEXT NOT NULL DEFAULT '[]';
ALTER TABLE register_import ADD COLUMN total BIGINT NOT NULL DEFAULT 0;
ALTER TABLE register_import ADD COLUMN round BIGINT NOT NULL DEFAULT 0;
ALTER TABLE register_import_row ADD COLUMN round BIGINT NOT NULL DEFAULT 0;
ALTER TABLE register_import_row ADD COLUMN same TEXT NOT NULL DEFAULT '';
ALTER TABLE register_import_row ADD COLUMN fixed TEXT NOT NULL DEFAULT '';
CREATE INDEX register_import_row_by_round ON register_import_row (import_id, round, n);
CREATE INDEX register_import_row_by_same ON register_import_row (import_id, same, n);

-- How the columns of a table were matched and read when its sender last sent one with these headings. sender is what the person
-- called the sender, or the account when nothing was said.
CREATE TABLE register_mapping (
    unit_id  TEXT NOT NULL,
    register TEXT NOT NULL,
    sender   TEXT NOT NULL,
    heads    TEXT NOT NULL,
    columns  TEXT NOT NULL,
    readings TEXT NOT NULL,
    PRIMARY KEY (unit_id, register, sender, heads)
);
INSERT INTO register_mapping (unit_id, register, sender, heads, columns, readings)
    SELECT unit_id, register, account_id, heads, columns, '[]' FROM register_heads;
DROP TABLE register_heads;
