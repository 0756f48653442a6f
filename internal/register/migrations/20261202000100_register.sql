-- +goose Up
-- The words by which a search finds the records of every register. Rows are made anew with each change of a record.
CREATE TABLE register_word (
    unit_id   TEXT NOT NULL,
    register  TEXT NOT NULL,
    word      TEXT NOT NULL,
    record_id TEXT NOT NULL,
    PRIMARY KEY (unit_id, register, word, record_id)
);
CREATE INDEX register_word_by_record ON register_word (record_id, word);

-- How many records, not in the trash, have an answer: about is a column by which the list is narrowed, or state, or empty for
-- all. A change of a record and its numbers are one transaction.
CREATE TABLE register_tally (
    unit_id  TEXT   NOT NULL,
    register TEXT   NOT NULL,
    about    TEXT   NOT NULL,
    answer   TEXT   NOT NULL,
    n        BIGINT NOT NULL,
    PRIMARY KEY (unit_id, register, about, answer)
);

-- The last number given to a record of a register.
CREATE TABLE register_number (
    unit_id  TEXT   NOT NULL,
    register TEXT   NOT NULL,
    n        BIGINT NOT NULL,
    PRIMARY KEY (unit_id, register)
);
