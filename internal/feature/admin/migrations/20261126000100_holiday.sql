-- +goose Up
-- Days off and swapped days that an administrator entered. A year that has a row here replaces what the program brings along.
CREATE TABLE holiday_year (
    year       BIGINT NOT NULL PRIMARY KEY,
    source     TEXT   NOT NULL,
    changed_by TEXT   NOT NULL,
    changed_at BIGINT NOT NULL,
    version    BIGINT NOT NULL
);
CREATE TABLE holiday (
    on_day   TEXT    NOT NULL PRIMARY KEY,
    year     BIGINT  NOT NULL REFERENCES holiday_year (year) DEFERRABLE INITIALLY DEFERRED,
    worked   BOOLEAN NOT NULL,
    name     TEXT    NOT NULL,
    verified BOOLEAN NOT NULL
);
CREATE INDEX holiday_by_year ON holiday (year, on_day);
