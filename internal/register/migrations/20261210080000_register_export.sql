-- +goose Up
-- Each time that records of a guarded register left the program: who, when, for what, in which form, and the fingerprint of the file.
-- No record is named. What only some readers may know of (which restricted answers narrowed the list, and so how many records it
-- had) stands in told, and records and withheld are then -1. ask is what the file is made of; it goes with the file.
CREATE TABLE register_export (
    id        TEXT    NOT NULL PRIMARY KEY,
    unit_id   TEXT    NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    register  TEXT    NOT NULL,
    number    BIGINT  NOT NULL,
    made_at   BIGINT  NOT NULL,
    made_by   TEXT    NOT NULL,
    made_name TEXT    NOT NULL,
    purpose   TEXT    NOT NULL,
    own_words TEXT    NOT NULL,
    reason    TEXT    NOT NULL,
    format    TEXT    NOT NULL,
    fields    TEXT    NOT NULL,
    filter    TEXT    NOT NULL,
    opened    BOOLEAN NOT NULL,
    state     TEXT    NOT NULL,
    state_at  BIGINT  NOT NULL,
    total     BIGINT  NOT NULL,
    done      BIGINT  NOT NULL,
    records   BIGINT  NOT NULL,
    withheld  BIGINT  NOT NULL,
    told      TEXT    NOT NULL,
    hash      TEXT    NOT NULL,
    ask       TEXT    NOT NULL
);
CREATE UNIQUE INDEX register_export_by_number ON register_export (unit_id, register, number);

-- How many records the program of a token read on a day.
CREATE TABLE register_read (
    unit_id  TEXT   NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    register TEXT   NOT NULL,
    day      TEXT   NOT NULL,
    token    TEXT   NOT NULL,
    level    BIGINT NOT NULL,
    name     TEXT   NOT NULL,
    calls    BIGINT NOT NULL,
    records  BIGINT NOT NULL,
    PRIMARY KEY (unit_id, register, day, token, level)
);
