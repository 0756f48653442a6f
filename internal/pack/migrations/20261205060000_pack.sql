-- +goose Up
-- Versions of data packs that administrators brought; those of the program itself are in the binary. A stored version never
-- changes: another one takes its place from a day on, or it is withdrawn.
CREATE TABLE pack_version (
    id         TEXT    NOT NULL PRIMARY KEY,
    pack       TEXT    NOT NULL,
    version    TEXT    NOT NULL,
    valid_from TEXT    NOT NULL,
    valid_to   TEXT    NOT NULL,
    source     TEXT    NOT NULL,
    page       TEXT    NOT NULL,
    confidence TEXT    NOT NULL,
    total      BIGINT  NOT NULL,
    must       BIGINT  NOT NULL,
    least      BIGINT  NOT NULL,
    share      BIGINT  NOT NULL,
    note       TEXT    NOT NULL,
    added_by   TEXT    NOT NULL,
    added_on   TEXT    NOT NULL,
    withdrawn  BOOLEAN NOT NULL
);
CREATE UNIQUE INDEX pack_version_by_key ON pack_version (pack, version);
CREATE TABLE pack_item (
    version_id TEXT   NOT NULL REFERENCES pack_version (id) DEFERRABLE INITIALLY DEFERRED,
    seq        BIGINT NOT NULL,
    code       TEXT   NOT NULL,
    text       TEXT   NOT NULL,
    parent     TEXT   NOT NULL,
    also       TEXT   NOT NULL,
    valid_from TEXT   NOT NULL,
    valid_to   TEXT   NOT NULL,
    confidence TEXT   NOT NULL,
    must       TEXT   NOT NULL,
    extra      TEXT   NOT NULL,
    PRIMARY KEY (version_id, seq)
);
-- Who compared a version, or one code of it, with which document. An empty code is the whole version.
CREATE TABLE pack_check (
    id         TEXT NOT NULL PRIMARY KEY,
    pack       TEXT NOT NULL,
    version    TEXT NOT NULL,
    code       TEXT NOT NULL,
    document   TEXT NOT NULL,
    checked_by TEXT NOT NULL,
    checked_on TEXT NOT NULL
);
CREATE UNIQUE INDEX pack_check_by_code ON pack_check (pack, version, code);
